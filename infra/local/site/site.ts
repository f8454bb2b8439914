/** CloudFront's types in the template; the distribution is what answers every path nothing else claims. */
import { createHash } from "node:crypto"
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Family, Provision } from "../family.ts"
import { StartError } from "../start-error.ts"
import { createBucketOrigin, type ReadObject } from "./bucket-origin.ts"
import { createDevServer } from "./dev-server.ts"
import { DistributionProperties, originOf } from "./distribution.ts"
import { compileEdgeFunction } from "./edge-function.ts"
import { headersPolicy, PolicyProperties } from "./response-headers.ts"
import { type ApiOrigin, type Parts, serveDistribution } from "./serve.ts"

const ignored = z.unknown().optional()

const FunctionProperties = z.strictObject({
  Name: z.string(),
  FunctionCode: z.string(),
  AutoPublish: ignored,
  FunctionConfig: z.looseObject({
    KeyValueStoreAssociations: z
      .array(z.unknown())
      .max(0, "key value stores are not built in the local stack")
      .default([]),
  }),
  FunctionMetadata: ignored,
  Tags: ignored,
})

export type SiteOptions = {
  readObject: ReadObject
  api: ApiOrigin
  /** A development server that takes the place of every bucket. */
  devServerUrl?: string
}

export function createSite(context: Context, options: SiteOptions): Family {
  const parts: Parts = {
    functions: new Map(),
    policies: new Map(),
    bucket: createBucketOrigin(context, options.readObject),
    api: options.api,
    devServer: options.devServerUrl === undefined ? undefined : createDevServer(options.devServerUrl),
  }
  let distributionId: string | undefined
  const idOf = (id: string): string => createHash("sha256").update(context.name(id)).digest("hex").slice(0, 13)

  const distribution: Provision = (id, properties) => {
    if (distributionId !== undefined) throw new StartError("a second distribution is not built in the local stack")
    distributionId = `E${idOf(id).toUpperCase()}`
    const config = checked(DistributionProperties, properties).DistributionConfig
    const behaviors = [config.DefaultCacheBehavior, ...config.CacheBehaviors]
    const origins = behaviors.map((behavior) => originOf(config, behavior))
    if (config.CustomErrorResponses.length > 0 && origins.some((origin) => origin.kind === "api")) {
      context.log("warn", "site", "CustomErrorResponses would replace the API's own errors in AWS; here they do not.")
    }
    for (const { ResponseHeadersPolicyId: policy } of behaviors) {
      if (policy !== undefined && !parts.policies.has(policy)) {
        throw new StartError(`ResponseHeadersPolicyId: ${policy} is not in the template`)
      }
    }
    const arn = `arn:aws:cloudfront::${context.account}:distribution/${distributionId}`
    context.endpoint.fallback(serveDistribution(parts, config, { id: distributionId, arn, domain: hostOf(context) }))
    if (parts.devServer !== undefined) context.endpoint.upgrade("/", parts.devServer.upgrade)
    return { ref: distributionId, attributes: { Id: distributionId, DomainName: hostOf(context) } }
  }

  const known: Provision = (id) => ({ ref: idOf(id), attributes: { Id: idOf(id) } })
  return {
    name: "site",
    types: {
      "AWS::CloudFront::Distribution": distribution,
      "AWS::CloudFront::Function": (_id, properties) => {
        const { Name, FunctionCode } = checked(FunctionProperties, properties)
        const arn = `arn:aws:cloudfront::${context.account}:function/${Name}`
        parts.functions.set(arn, compileEdgeFunction(Name, FunctionCode))
        return { ref: arn, attributes: { FunctionARN: arn, "FunctionMetadata.FunctionARN": arn, Stage: "LIVE" } }
      },
      "AWS::CloudFront::ResponseHeadersPolicy": (id, properties) => {
        const { ResponseHeadersPolicyConfig } = checked(PolicyProperties, properties)
        parts.policies.set(idOf(id), headersPolicy(ResponseHeadersPolicyConfig))
        return { ref: idOf(id), attributes: { Id: idOf(id) } }
      },
      "AWS::CloudFront::OriginAccessControl": known,
      "AWS::CloudFront::CachePolicy": known,
      "AWS::CloudFront::OriginRequestPolicy": known,
    },
  }
}

function hostOf(context: Context): string {
  return new URL(context.endpoint.url).host
}
