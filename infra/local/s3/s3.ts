/**
 * Amazon S3 on a folder. The index of keys lives in the stack's state, the content in files with random names. Every
 * request is verified (SigV4 in header, query or form) and authorised against the caller's policies, as S3 does it.
 */
import { join } from "node:path"
import { Readable } from "node:stream"
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Family, Provision } from "../family.ts"
import { StartError } from "../start-error.ts"
import { openAnnouncements } from "./announcements.ts"
import { openBlobs } from "./blobs.ts"
import { bucketOf, NotificationConfiguration } from "./bucket.ts"
import { deploy } from "./deployment.ts"
import { bucketNamed, type Store } from "./exchange.ts"
import { s3Handler } from "./handler.ts"
import { expire } from "./lifecycle.ts"
import { openObjects } from "./objects.ts"
import { BucketPolicy } from "./policy.ts"
import { openUploads } from "./uploads.ts"

/** An object for the site's server. `body` opens when it is first read. */
export type ObjectAnswer = {
  body: Readable
  size: number
  etag: string
  contentType?: string
  cacheControl?: string
  contentEncoding?: string
}
export type S3 = Family & { readObject(bucket: string, key: string): Promise<ObjectAnswer | undefined> }

const hour = 3_600_000

const Notifications = z.object({ BucketName: z.string(), NotificationConfiguration })

export function createS3(context: Context): S3 {
  const announcements = openAnnouncements(context)
  const blobs = openBlobs(join(context.dataDir, "s3"))
  const objects = openObjects(context, blobs, announcements)
  const store: Store = { context, buckets: new Map(), blobs, objects, uploads: openUploads(context, blobs) }
  context.endpoint.raw("s3", s3Handler(store))
  let housekeeping: NodeJS.Timeout | undefined
  return {
    name: "s3",
    types: {
      "AWS::S3::Bucket": provisionBucket(store),
      "AWS::S3::BucketPolicy": provisionPolicy(store),
      "Custom::S3BucketNotifications": provisionNotifications(store),
      "Custom::S3AutoDeleteObjects": (id) => ({ ref: id }),
      "Custom::CDKBucketDeployment": (id, properties) => deploy(id, properties, store),
    },
    start() {
      announcements.start()
      tidy(store)
      housekeeping = setInterval(() => tidy(store), hour).unref()
    },
    stop() {
      clearInterval(housekeeping)
      announcements.stop()
    },
    readObject: async (bucket, key) => read(store, bucket, key),
  }
}

function provisionBucket(store: Store): Provision {
  const { context, buckets } = store
  return (id, properties) => {
    const bucket = bucketOf(properties, context.name(id, 63))
    if (buckets.has(bucket.name)) throw new StartError(`Two buckets are named ${bucket.name}.`)
    buckets.set(bucket.name, bucket)
    // A preflight and a form bear no credential that names S3. Without a trailing slash: a form is posted to the bucket itself.
    context.endpoint.path(`/${bucket.name}`, s3Handler(store))
    return {
      ref: bucket.name,
      attributes: {
        Arn: bucket.arn,
        DomainName: `${bucket.name}.s3.amazonaws.com`,
        RegionalDomainName: `${bucket.name}.s3.${context.region}.amazonaws.com`,
      },
    }
  }
}

function provisionPolicy(store: Store): Provision {
  return (_, properties) => {
    const { Bucket, PolicyDocument } = checked(BucketPolicy, properties)
    const { arn } = bucketNamed(store, Bucket)
    for (const statement of PolicyDocument.Statement) store.context.iam.attach(arn, statement)
    return { ref: Bucket }
  }
}

function provisionNotifications(store: Store): Provision {
  return (id, properties) => {
    const { BucketName, NotificationConfiguration } = checked(Notifications, properties)
    if (NotificationConfiguration.EventBridgeConfiguration !== undefined)
      bucketNamed(store, BucketName).announces = true
    return { ref: id }
  }
}

function tidy({ context, buckets, blobs, objects, uploads }: Store): void {
  for (const bucket of buckets.values()) expire(bucket, objects, uploads, context.now())
  const swept = blobs.sweep(() => new Set([...objects.blobs(), ...uploads.blobs()]))
  if (swept > 0) context.log("info", "s3", `removed ${swept} files that an interrupted process left behind`)
}

function read({ objects, blobs }: Store, bucket: string, key: string): ObjectAnswer | undefined {
  const object = objects.current(bucket, key)
  if (object === undefined) return undefined
  const { headers, size, etag, blob } = object
  return {
    body: Readable.from(lazily(() => blobs.read(blob))),
    size,
    etag,
    ...(headers["content-type"] !== undefined && { contentType: headers["content-type"] }),
    ...(headers["cache-control"] !== undefined && { cacheControl: headers["cache-control"] }),
    ...(headers["content-encoding"] !== undefined && { contentEncoding: headers["content-encoding"] }),
  }
}

async function* lazily(open: () => Readable): AsyncGenerator<Buffer> {
  yield* open()
}
