import { createHash } from "node:crypto"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, sep } from "node:path"
import { isDeepStrictEqual } from "node:util"
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Provisioned } from "../family.ts"
import { StartError } from "../start-error.ts"
import type { Bucket } from "./bucket.ts"
import { contentTypeOf } from "./content-type.ts"
import { bucketNamed, type Store } from "./exchange.ts"
import { MarkersConfig, withMarkers } from "./markers.ts"
import { live } from "./objects.ts"

const Flag = z.union([z.boolean(), z.stringbool()])
const Ignored = z.unknown().optional()

const Deployment = z.strictObject({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.unknown())).default([]),
  SourceMarkersConfig: z.array(MarkersConfig).default([]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(""),
  DestinationBucketArn: z.string().optional(),
  Prune: Flag.default(true),
  Extract: Flag.default(true).refine((extract) => extract, "only true is built in the local stack"),
  Include: z.array(z.string()).default([]),
  Exclude: z.array(z.string()).default([]),
  UserMetadata: z.record(z.string(), z.string()).default({}),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
  OutputObjectKeys: Flag.default(true),
  ServiceToken: Ignored,
  SourceBucketNames: Ignored,
  RetainOnDelete: Ignored,
  SignContent: Ignored,
  DistributionId: Ignored,
  DistributionPaths: Ignored,
  WaitForDistributionInvalidation: Ignored,
})
type Deployment = z.infer<typeof Deployment>

const kept = ["cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires"]

/** Brings the folders of a deployment into its bucket as `aws s3 sync` does; what is there already stays untouched. */
export async function deploy(id: string, properties: Record<string, unknown>, store: Store): Promise<Provisioned> {
  const deployment = checked(Deployment, properties)
  const bucket = bucketNamed(store, deployment.DestinationBucketName)
  const prefix = deployment.DestinationBucketKeyPrefix.replace(/\/*$/, "/").replace(/^\/$/, "")
  const files = sourceFiles(deployment, store)
  for (const [path, read] of files) {
    if (!isWanted(path, deployment)) continue
    await deployFile(`${prefix}${path}`, read(), headersOf(path, deployment), bucket, store)
  }
  for (const [key, versions] of deployment.Prune ? store.objects.list(bucket.name, prefix) : []) {
    const path = key.slice(prefix.length)
    if (live(versions) && !files.has(path) && isWanted(path, deployment))
      store.objects.remove(bucket, key, "DeleteObject")
  }
  const SourceObjectKeys = deployment.OutputObjectKeys ? deployment.SourceObjectKeys : []
  return {
    ref: id,
    attributes: { DestinationBucketArn: deployment.DestinationBucketArn ?? bucket.arn, SourceObjectKeys },
  }
}

async function deployFile(
  key: string,
  content: Buffer,
  headers: Record<string, string>,
  bucket: Bucket,
  store: Store,
): Promise<void> {
  const etag = createHash("md5").update(content).digest("hex")
  const current = store.objects.current(bucket.name, key)
  if (current?.etag === etag && isDeepStrictEqual(current.headers, headers)) return
  const blob = await store.blobs.draft(once(content))
  store.objects.put(bucket, key, { blob, size: content.length, etag, headers }, "PutObject")
}

/** Path below the prefix -> how it is read; a later source wins over an earlier one. */
function sourceFiles(deployment: Deployment, { context }: Store): Map<string, () => Buffer> {
  const files = new Map<string, () => Buffer>()
  deployment.SourceObjectKeys.forEach((objectKey, index) => {
    const folder = context.asset(objectKey)
    if (!statSync(folder).isDirectory()) {
      throw new StartError(`${folder} is an archive; the local stack deploys folders only.`)
    }
    const markers = deployment.SourceMarkers[index] ?? {}
    const config = deployment.SourceMarkersConfig[index] ?? MarkersConfig.parse({})
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!statSync(path).isFile()) continue
      const name = path.slice(folder.length).split(sep).filter(Boolean).join("/")
      files.set(name, () => withMarkers(readFileSync(path), markers, config))
    }
  })
  return files
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content
}

function headersOf(path: string, { SystemMetadata, UserMetadata }: Deployment): Record<string, string> {
  const system = Object.entries(SystemMetadata).map(([name, value]): [string, string] => [name.toLowerCase(), value])
  const user = Object.entries(UserMetadata).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value])
  const known = system.filter(([name]) => kept.includes(name))
  return { "content-type": contentTypeOf(path), ...Object.fromEntries(known), ...Object.fromEntries(user) }
}

/** The excluding patterns come first and the last one that matches decides, as on the command line. */
function isWanted(path: string, { Exclude, Include }: Deployment): boolean {
  if (Include.some((pattern) => wildcard(pattern).test(path))) return true
  return !Exclude.some((pattern) => wildcard(pattern).test(path))
}

/** `*` crosses folders here. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\[!?[^\]]+\]|[\\^$.*+?()[\]{}|]/g, (part) => {
    if (part === "*") return ".*"
    if (part === "?") return "."
    return part.length > 1 ? part.replace("[!", "[^").replaceAll("\\", "\\\\") : `\\${part}`
  })
  return new RegExp(`^${source}$`, "s")
}
