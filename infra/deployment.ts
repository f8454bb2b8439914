import { existsSync } from "node:fs"
import { join } from "node:path"
import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib"
import { LogGroup } from "aws-cdk-lib/aws-logs"
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment"
import type { Identity } from "./identity.ts"
import type { Live } from "./live.ts"
import { suppressDeployments } from "./nag.ts"
import type { Site } from "./site.ts"
import type { Stage } from "./stage.ts"

/** Files without a hash in their name: the page, its worker, and the list of what the worker keeps. */
const ASKED_FOR = ["index.html", "sw.js", "files.json", "icon.svg"]

type Props = { stage: Stage; identity: Identity; live: Live }

/**
 * Puts the built app into the site's bucket, and the settings that it reads. Files whose names carry a hash are kept for a year;
 * the page, its worker and its settings are asked for each time.
 */
export function deployApp(site: Site, { stage, identity, live }: Props): void {
  const built = join(stage.build, "web")
  if (!existsSync(built)) throw new Error("The app is not built; run the web build first")
  const config = Source.jsonData("config.json", {
    region: Aws.REGION,
    userPoolId: identity.pool.userPoolId,
    userPoolClientId: identity.client.userPoolClientId,
    liveUrl: live.api.graphqlUrl,
    ...(stage.endpoint && { endpoint: stage.endpoint }),
  })
  const logGroup = new LogGroup(site, "DeploymentLogs", {
    retention: stage.logs,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const common = { destinationBucket: site.bucket, prune: false, memoryLimit: 512, logGroup }
  const assets = new BucketDeployment(site, "Assets", {
    ...common,
    sources: [Source.asset(built, { exclude: ASKED_FOR })],
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
  })
  const page = new BucketDeployment(site, "Page", {
    ...common,
    sources: [Source.asset(built, { exclude: ["assets", "assets/*"] }), config],
    cacheControl: [CacheControl.noCache()],
    distribution: site.distribution,
    distributionPaths: ["/config.json", ...ASKED_FOR.map((name) => `/${name}`)],
  })
  page.node.addDependency(assets)
  suppressDeployments(site.bucket)
}
