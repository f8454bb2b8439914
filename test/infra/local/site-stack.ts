/** Runs a site's template on a bucket that holds what the test says. */
import type { Context, Family } from "../../../infra/local/family.ts"
import { createGateway } from "../../../infra/local/gateway/gateway.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { createLambda } from "../../../infra/local/lambda/lambda.ts"
import { runStack } from "../../../infra/local/run.ts"
import { createSite } from "../../../infra/local/site/site.ts"
import { type Resources, writeAssembly } from "../../support/assembly.ts"
import { code, objects } from "./site-resources.ts"

export type SiteStack = { url: string; outputs: Record<string, unknown>; close(): Promise<void> }

export async function runSite(given: Resources, devServerUrl?: string): Promise<SiteStack> {
  const assembly = writeAssembly(
    given,
    { Fn: { "index.mjs": code } },
    { Outputs: { Site: { Value: { "Fn::Sub": `https://\${Distribution.DomainName}/x` } } } },
  )
  const stack = await runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: 0,
    region: "eu-central-1",
    terminal: () => undefined,
    families(context, policies) {
      const gateway = createGateway(context, () => [])
      return {
        roles: createRoles(context, policies),
        lambda: createLambda(context),
        gateway,
        bucket: bucketFamily(context),
        site: createSite(context, {
          readObject: async (name, key) => (name === "site" ? objects[key] : undefined),
          api: gateway.handle,
          ...(devServerUrl !== undefined && { devServerUrl }),
        }),
      }
    },
  })
  return {
    url: stack.url,
    outputs: stack.outputs,
    async close() {
      await stack.close()
      assembly.remove()
    },
  }
}

function bucketFamily(context: Context): Family {
  return {
    name: "bucket",
    types: {
      "Test::Bucket": (id, { grants }) => {
        for (const { kind } of Object(grants)) {
          context.iam.attach("arn:aws:s3:::site", {
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: kind === "object" ? "s3:GetObject" : "s3:ListBucket",
            Resource: kind === "object" ? "arn:aws:s3:::site/*" : "arn:aws:s3:::site",
            Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:cloudfront::000000000000:distribution/*" } },
          })
        }
        return { ref: id }
      },
    },
  }
}
