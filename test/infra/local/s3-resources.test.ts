import { createHash } from "node:crypto"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { text } from "node:stream/consumers"
import {
  CreateBucketCommand,
  GetBucketAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3"
import { expect, test } from "vitest"
import { openBlobs } from "../../../infra/local/s3/blobs.ts"
import { dataDir, refusalOf, s3Stack } from "./s3-stack.ts"

test("a bucket has CloudFormation's attributes and a legal name", async () => {
  const { provision } = await s3Stack()
  const named = await provision("AWS::S3::Bucket", "Named", { BucketName: "my.files" })
  expect(named).toEqual({
    ref: "my.files",
    attributes: {
      Arn: "arn:aws:s3:::my.files",
      DomainName: "my.files.s3.amazonaws.com",
      RegionalDomainName: "my.files.s3.eu-central-1.amazonaws.com",
    },
  })
  const { ref } = await provision("AWS::S3::Bucket", `Exports_${"X".repeat(80)}`, {})
  expect(ref).toMatch(/^test-exports-x{43,51}$/)
  expect(ref.length).toBeLessThanOrEqual(63)
})

test.each([
  [{ BucketName: "Upper" }, /BucketName/],
  [{ WebsiteConfiguration: { IndexDocument: "index.html" } }, /WebsiteConfiguration/],
  [{ VersioningConfiguration: { Status: "On" } }, /VersioningConfiguration\.Status/],
  [{ NotificationConfiguration: { LambdaConfigurations: [] } }, /LambdaConfigurations/],
  [{ LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationDate: "2030-01-01" }] } }, /ExpirationDate/],
  [{ LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 0 }] } }, /ExpirationInDays/],
])("a property that is wrong or not built stops the start by its name: %j", async (properties, name) => {
  const { provision } = await s3Stack()
  await expect(provision("AWS::S3::Bucket", "Wrong", properties)).rejects.toThrow(name)
})

test("encryption, tags and the public access block change nothing", async () => {
  const { provision } = await s3Stack()
  const properties = {
    BucketEncryption: { ServerSideEncryptionConfiguration: [] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    OwnershipControls: { Rules: [] },
    Tags: [{ Key: "a", Value: "b" }],
  }
  expect((await provision("AWS::S3::Bucket", "Plain", properties)).ref).toBe("test-plain")
})

test("two buckets of one name are refused", async () => {
  const { provision, bucket } = await s3Stack()
  await expect(provision("AWS::S3::Bucket", "Twin", { BucketName: bucket })).rejects.toThrow(bucket)
})

test("each statement of a bucket's policy is attached to the bucket", async () => {
  const { context, provision, bucket } = await s3Stack()
  const arn = `arn:aws:s3:::${bucket}`
  const deny = {
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  }
  const allow = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: ["s3:GetObject"],
    Resource: `${arn}/*`,
  }
  const PolicyDocument = { Version: "2012-10-17", Statement: [deny, allow] }
  await provision("AWS::S3::BucketPolicy", "Policy", { Bucket: bucket, PolicyDocument })
  expect(context.attached).toEqual([
    { arn, statement: deny },
    { arn, statement: allow },
  ])
})

test("auto-delete does nothing, and notifications that are not built are refused by name", async () => {
  const { provision, bucket: BucketName } = await s3Stack()
  expect(await provision("Custom::S3AutoDeleteObjects", "Empty", { BucketName })).toEqual({ ref: "Empty" })
  const NotificationConfiguration = { QueueConfigurations: [] }
  const notifications = provision("Custom::S3BucketNotifications", "N", { BucketName, NotificationConfiguration })
  await expect(notifications).rejects.toThrow(/QueueConfigurations/)
})

test("the site's server reads an object without a request", async () => {
  const { s3, client, bucket: Bucket } = await s3Stack()
  const headers = { ContentType: "text/css", CacheControl: "no-cache", ContentEncoding: "gzip" }
  await client.send(new PutObjectCommand({ Bucket, Key: "a.css", Body: "p{}", ...headers }))
  const { body, ...object } = (await s3.readObject(Bucket, "a.css")) ?? {}
  expect(object).toEqual({
    size: 3,
    etag: createHash("md5").update("p{}").digest("hex"),
    contentType: "text/css",
    cacheControl: "no-cache",
    contentEncoding: "gzip",
  })
  expect(body && (await text(body))).toBe("p{}")
  expect(await s3.readObject(Bucket, "b.css")).toBeUndefined()
  expect(await s3.readObject("other", "a.css")).toBeUndefined()
})

test("what is not built answers 501 with its name", async () => {
  const { client, bucket: Bucket } = await s3Stack()
  const at = { Bucket, Key: "a" }
  const part = { ...at, UploadId: "u", PartNumber: 1, CopySource: `${Bucket}/b` }
  const asked: [() => Promise<unknown>, string][] = [
    [() => client.send(new ListBucketsCommand()), "ListBuckets"],
    [() => client.send(new CreateBucketCommand({ Bucket })), "CreateBucket"],
    [() => client.send(new ListObjectsCommand({ Bucket })), "ListObjects"],
    [() => client.send(new GetBucketAclCommand({ Bucket })), "GetBucketAcl"],
    [() => client.send(new ListMultipartUploadsCommand({ Bucket })), "ListMultipartUploads"],
    [() => client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [] } })), "PutBucketCors"],
    [() => client.send(new GetObjectAttributesCommand({ ...at, ObjectAttributes: ["ETag"] })), "GetObjectAttributes"],
    [() => client.send(new UploadPartCopyCommand(part)), "UploadPartCopy"],
    [
      () => client.send(new PutObjectCommand({ ...at, ObjectLockLegalHoldStatus: "ON" })),
      "x-amz-object-lock-legal-hold",
    ],
  ]
  for (const [ask, name] of asked) {
    await expect(ask()).rejects.toThrow(`s3:${name} is not built in the local stack`)
    expect(await refusalOf(ask())).toEqual({ code: "NotImplemented", status: 501 })
  }
})

test("objects and their headers survive a restart", async () => {
  const dir = dataDir()
  const first = await s3Stack({ dataDir: dir })
  const put = new PutObjectCommand({ Bucket: first.bucket, Key: "ü", Body: "hello", Metadata: { a: "b" } })
  await first.client.send(put)
  await first.stop()
  const second = await s3Stack({ dataDir: dir })
  const got = await second.client.send(new GetObjectCommand({ Bucket: second.bucket, Key: "ü" }))
  expect(await got.Body?.transformToString()).toBe("hello")
  expect(got.Metadata).toEqual({ a: "b" })
})

test("an object that is replaced while it is read is read to its end, and its file goes", async () => {
  const { client, context, bucket: Bucket } = await s3Stack()
  const at = { Bucket, Key: "a" }
  const body = Buffer.alloc(20_000_000, 1)
  await client.send(new PutObjectCommand({ ...at, Body: body }))
  const { Body } = await client.send(new GetObjectCommand(at))
  await client.send(new PutObjectCommand({ ...at, Body: "new" }))
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true)
  expect(readdirSync(join(context.dataDir, "s3", "objects"))).toHaveLength(1)
})

test("content removed in the moment it is asked for is still read", async () => {
  const blobs = openBlobs(dataDir())
  const blob = await blobs.draft(Readable.from([Buffer.from("hello")]))
  blobs.keep(blob)
  const body = blobs.read(blob, 1, 3)
  blobs.remove(blob)
  expect(await text(body)).toBe("ell")
})
