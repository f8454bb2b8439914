/** AWS::CloudFront::Distribution as far as it says what answers a path. */
import * as z from "zod"
import { matchesPattern } from "../iam/pattern.ts"
import { StartError } from "../start-error.ts"

const ignored = z.unknown().optional()

const Behavior = z.strictObject({
  PathPattern: z.string().default("*"),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(["GET", "HEAD"]),
  Compress: z.boolean().default(false),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.enum(["viewer-request", "viewer-response"]), FunctionARN: z.string() }))
    .default([]),
  CachePolicyId: ignored,
  CachedMethods: ignored,
  OriginRequestPolicyId: ignored,
  ViewerProtocolPolicy: ignored,
})
export type Behavior = z.infer<typeof Behavior>

const OriginProperties = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(""),
  OriginCustomHeaders: z.array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
  ConnectionAttempts: ignored,
  ConnectionTimeout: ignored,
  CustomOriginConfig: ignored,
  OriginAccessControlId: ignored,
  OriginShield: ignored,
  S3OriginConfig: ignored,
})

const ErrorResponse = z.strictObject({
  ErrorCode: z.number(),
  ResponseCode: z.number().optional(),
  ResponsePagePath: z.string().optional(),
  ErrorCachingMinTTL: ignored,
})
export type ErrorResponse = z.infer<typeof ErrorResponse>

const DistributionConfig = z.strictObject({
  CacheBehaviors: z.array(Behavior).default([]),
  CustomErrorResponses: z.array(ErrorResponse).default([]),
  DefaultCacheBehavior: Behavior,
  DefaultRootObject: z.string().default(""),
  Origins: z.array(OriginProperties),
  Aliases: ignored,
  Comment: ignored,
  Enabled: ignored,
  HttpVersion: ignored,
  IPV6Enabled: ignored,
  Logging: ignored,
  PriceClass: ignored,
  Restrictions: ignored,
  ViewerCertificate: ignored,
  WebACLId: ignored,
})
export const DistributionProperties = z.strictObject({ DistributionConfig, Tags: ignored })
export type DistributionConfig = z.infer<typeof DistributionConfig>

/** What stands behind a behaviour: a bucket, or an HTTP API of this stack. */
export type Origin = { path: string; headers: [name: string, value: string][] } & (
  | { kind: "bucket"; bucket: string }
  | { kind: "api"; apiId: string; host: string }
)

export function originOf(config: DistributionConfig, behavior: Behavior): Origin {
  const origin = config.Origins.find((one) => one.Id === behavior.TargetOriginId)
  const host = origin?.DomainName ?? ""
  const headers = (origin?.OriginCustomHeaders ?? []).map((one): [string, string] => [
    one.HeaderName.toLowerCase(),
    one.HeaderValue,
  ])
  const shared = { path: origin?.OriginPath ?? "", headers }
  const [, bucket] = /^(.+)\.s3[.-][a-z0-9.-]+$/.exec(host) ?? []
  if (bucket !== undefined) return { ...shared, kind: "bucket", bucket }
  const [, apiId] = /^([a-z0-9]+)\.execute-api\./.exec(host) ?? []
  if (apiId !== undefined) return { ...shared, kind: "api", apiId, host }
  throw new StartError(`The origin ${host || behavior.TargetOriginId} is neither a bucket nor an HTTP API.`)
}

/** The behaviour that answers a path: the first whose pattern matches, else the default one. */
export function behaviorFor(config: DistributionConfig, path: string): Behavior {
  const fits = ({ PathPattern }: Behavior): boolean =>
    matchesPattern(PathPattern.startsWith("/") || PathPattern.startsWith("*") ? PathPattern : `/${PathPattern}`, path)
  return config.CacheBehaviors.find(fits) ?? config.DefaultCacheBehavior
}
