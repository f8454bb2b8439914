import { createReadStream, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3"
import { expect, test } from "vitest"
import { dataDir, refusalOf, role, type Stack, s3Stack } from "./s3-stack.ts"

async function textAt({ client, bucket }: Stack, Key: string, more = {}): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }))
  return Body?.transformToString()
}

test("an object comes back with its body and every header it was put with", async () => {
  const stack = await s3Stack()
  const { client, bucket: Bucket } = stack
  const put = await client.send(
    new PutObjectCommand({
      Bucket,
      Key: "a/1.txt",
      Body: "hello",
      ContentType: "text/plain",
      Metadata: { tenant: "t1" },
      CacheControl: "no-cache",
      ContentDisposition: 'attachment; filename="x.txt"',
      ContentLanguage: "de",
    }),
  )
  const got = await client.send(new GetObjectCommand({ Bucket, Key: "a/1.txt" }))
  expect(await got.Body?.transformToString()).toBe("hello")
  expect(got).toMatchObject({
    ContentType: "text/plain",
    ContentLength: 5,
    Metadata: { tenant: "t1" },
    CacheControl: "no-cache",
    ContentDisposition: 'attachment; filename="x.txt"',
    ContentLanguage: "de",
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    ChecksumCRC32: put.ChecksumCRC32,
  })
  expect(got.ContentEncoding).toBeUndefined()
})

test("a streamed upload is stored without the framing it was sent in", async () => {
  const stack = await s3Stack()
  const path = join(dataDir(), "f.bin")
  writeFileSync(path, Buffer.alloc(300_000, 7))
  await stack.client.send(
    new PutObjectCommand({ Bucket: stack.bucket, Key: "stream.bin", Body: createReadStream(path) }),
  )
  const { Body, ContentEncoding } = await stack.client.send(
    new GetObjectCommand({ Bucket: stack.bucket, Key: "stream.bin" }),
  )
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.alloc(300_000, 7))).toBe(true)
  expect(ContentEncoding).toBeUndefined()
})

test("HeadObject tells size and etag without a body, and HeadBucket that the bucket is there", async () => {
  const { client, bucket: Bucket } = await s3Stack()
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "hello" }))
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a" }))
  expect(head).toMatchObject({ ContentLength: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"' })
  expect((await client.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200)
  const missing = await refusalOf(client.send(new HeadBucketCommand({ Bucket: "no-such-bucket" })))
  expect(missing.status).toBe(404)
})

test.each([
  ["bytes=1-3", "ell", "bytes 1-3/5"],
  ["bytes=3-", "lo", "bytes 3-4/5"],
  ["bytes=-2", "lo", "bytes 3-4/5"],
  ["bytes=0-99", "hello", "bytes 0-4/5"],
])("the range %s reads %s", async (Range, text, ContentRange) => {
  const { client, bucket: Bucket } = await s3Stack()
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "hello" }))
  const part = await client.send(new GetObjectCommand({ Bucket, Key: "a", Range }))
  expect(await part.Body?.transformToString()).toBe(text)
  expect(part).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } })
})

test("a range beyond the end is refused", async () => {
  const stack = await s3Stack()
  await stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "a", Body: "hello" }))
  expect(await refusalOf(textAt(stack, "a", { Range: "bytes=5-" }))).toEqual({ code: "InvalidRange", status: 416 })
})

test("an empty object can be put and read", async () => {
  const stack = await s3Stack()
  await stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "empty", Body: "", ContentLength: 0 }))
  expect(await textAt(stack, "empty")).toBe("")
})

test("a missing object is NoSuchKey, and 403 to who may not list the bucket", async () => {
  const stack = await s3Stack()
  expect(await refusalOf(textAt(stack, "nope"))).toEqual({ code: "NoSuchKey", status: 404 })
  stack.context.deny("s3:ListBucket")
  expect(await refusalOf(textAt(stack, "nope"))).toEqual({ code: "AccessDenied", status: 403 })
})

test("conditions are kept: no overwrite, no lost update, no second download", async () => {
  const stack = await s3Stack()
  const { client, bucket: Bucket } = stack
  const put = (Body: string, more: object) => client.send(new PutObjectCommand({ Bucket, Key: "a", Body, ...more }))
  const { ETag } = await put("one", { IfNoneMatch: "*" })
  expect(await refusalOf(put("two", { IfNoneMatch: "*" }))).toEqual({ code: "PreconditionFailed", status: 412 })
  expect(await refusalOf(put("two", { IfMatch: '"other"' }))).toEqual({ code: "PreconditionFailed", status: 412 })
  expect((await refusalOf(textAt(stack, "a", { IfNoneMatch: ETag }))).status).toBe(304)
  expect((await refusalOf(textAt(stack, "a", { IfMatch: '"other"' }))).status).toBe(412)
  await put("three", { IfMatch: ETag })
  expect(await textAt(stack, "a", { IfNoneMatch: ETag })).toBe("three")
})

test("of two conditional puts at once one wins and the other leaves nothing", async () => {
  const stack = await s3Stack()
  const put = (Body: string) =>
    stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "a", Body, IfNoneMatch: "*" }))
  const results = await Promise.allSettled(["one", "two", "three", "four"].map(put))
  expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1)
  expect(readdirSync(join(stack.context.dataDir, "s3", "objects"))).toHaveLength(1)
  expect(readdirSync(join(stack.context.dataDir, "s3", "partial"))).toEqual([])
})

test("a copy has the body and the headers of its source, or new headers when asked", async () => {
  const stack = await s3Stack()
  const { client, bucket: Bucket } = stack
  await client.send(new PutObjectCommand({ Bucket, Key: "a b/ü.txt", Body: "hello", ContentType: "text/plain" }))
  const copy = (Key: string, more = {}) =>
    client.send(
      new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent("a b/ü.txt")}`, ...more }),
    )
  expect((await copy("same")).CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"')
  await copy("other", { MetadataDirective: "REPLACE", ContentType: "text/csv" })
  await client.send(new DeleteObjectCommand({ Bucket, Key: "a b/ü.txt" }))
  expect(await textAt(stack, "same")).toBe("hello")
  const types = ["same", "other"].map((Key) => client.send(new HeadObjectCommand({ Bucket, Key })))
  expect((await Promise.all(types)).map((head) => head.ContentType)).toEqual(["text/plain", "text/csv"])
})

test("a copy needs the right to read its source and to put", async () => {
  const { client, bucket: Bucket, context } = await s3Stack()
  await client.send(new PutObjectCommand({ Bucket, Key: "secret", Body: "x" }))
  context.deny("s3:GetObject", `arn:aws:s3:::${Bucket}/secret`)
  await client.send(new PutObjectCommand({ Bucket, Key: "open", Body: "x" }))
  const copy = (name: string) =>
    client.send(new CopyObjectCommand({ Bucket, Key: "mine", CopySource: `${Bucket}/${name}` }))
  expect(await refusalOf(copy("secret"))).toEqual({ code: "AccessDenied", status: 403 })
  context.deny("s3:PutObject")
  expect(await refusalOf(copy("open"))).toEqual({ code: "AccessDenied", status: 403 })
})

test("DeleteObjects answers for each key and says which one the caller may not delete", async () => {
  const { client, bucket: Bucket, context } = await s3Stack()
  for (const Key of ["a&b", "kept"]) await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }))
  context.deny("s3:DeleteObject", `arn:aws:s3:::${Bucket}/kept`)
  const Objects = [{ Key: "a&b" }, { Key: "none" }, { Key: "kept" }]
  const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
  expect(Deleted?.map((one) => one.Key)).toEqual(["a&b", "none"])
  expect(Errors).toMatchObject([{ Key: "kept", Code: "AccessDenied" }])
  expect((await client.send(new HeadObjectCommand({ Bucket, Key: "kept" }))).ContentLength).toBe(1)
  expect((await refusalOf(client.send(new HeadObjectCommand({ Bucket, Key: "a&b" })))).status).toBe(404)
})

test("tags can be put, read and removed", async () => {
  const { client, bucket: Bucket } = await s3Stack()
  const at = { Bucket, Key: "a" }
  const tags = async () => (await client.send(new GetObjectTaggingCommand(at))).TagSet
  await client.send(new PutObjectCommand({ ...at, Body: "x", Tagging: "kind=invoice" }))
  expect(await tags()).toEqual([{ Key: "kind", Value: "invoice" }])
  await client.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [{ Key: "k", Value: "<v>" }] } }))
  expect(await tags()).toEqual([{ Key: "k", Value: "<v>" }])
  await client.send(new DeleteObjectTaggingCommand(at))
  expect(await tags()).toEqual([])
})

test("a bucket with versions keeps what is overwritten and what is deleted", async () => {
  const stack = await s3Stack({ properties: { VersioningConfiguration: { Status: "Enabled" } } })
  const { client, bucket: Bucket } = stack
  const first = await client.send(new PutObjectCommand({ Bucket, Key: "v", Body: "1" }))
  await client.send(new PutObjectCommand({ Bucket, Key: "v", Body: "2" }))
  const { VersionId, DeleteMarker } = await client.send(new DeleteObjectCommand({ Bucket, Key: "v" }))
  expect(DeleteMarker).toBe(true)
  expect(await refusalOf(textAt(stack, "v"))).toEqual({ code: "NoSuchKey", status: 404 })
  expect(await textAt(stack, "v", { VersionId: first.VersionId })).toBe("1")
  const list = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: "v" }))
  expect(list.Versions).toHaveLength(2)
  expect(list.DeleteMarkers).toMatchObject([{ Key: "v", VersionId, IsLatest: true }])
  await client.send(new DeleteObjectCommand({ Bucket, Key: "v", VersionId }))
  expect(await textAt(stack, "v")).toBe("2")
})

test.each([
  "ü b+c/ñ (1).pdf",
  "../../../../etc/passwd",
  "/leading//double/./..",
  "a?b#c%2F&d='e\"!*~",
  "emoji 😀",
  "line\nbreak\ttab",
])("the key %j is only a name", async (Key) => {
  const stack = await s3Stack()
  const { client, bucket: Bucket } = stack
  await client.send(new PutObjectCommand({ Bucket, Key, Body: "z" }))
  expect(await textAt(stack, Key)).toBe("z")
  const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }))
  expect(Deleted).toEqual([{ Key }])
  expect(await refusalOf(textAt(stack, Key))).toEqual({ code: "NoSuchKey", status: 404 })
})

test("a key longer than 1024 bytes is refused", async () => {
  const { client, bucket: Bucket } = await s3Stack()
  const put = client.send(new PutObjectCommand({ Bucket, Key: "ü".repeat(513), Body: "", ContentLength: 0 }))
  expect(await refusalOf(put)).toEqual({ code: "KeyTooLongError", status: 400 })
})

test("every operation asks for its right, as the role that signed, over what counts as TLS here", async () => {
  const stack = await s3Stack()
  await stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "a", Body: "x", Tagging: "a=b" }))
  await textAt(stack, "a")
  const arn = `arn:aws:s3:::${stack.bucket}`
  expect(stack.context.assertions.map(({ action, resource }) => [action, resource])).toEqual([
    ["s3:PutObject", `${arn}/a`],
    ["s3:PutObjectTagging", `${arn}/a`],
    ["s3:GetObject", `${arn}/a`],
  ])
  for (const { principal, context } of stack.context.assertions) {
    expect(principal).toEqual({ kind: "role", arn: role })
    expect(context).toMatchObject({ "aws:SecureTransport": "true" })
  }
})

test("a put without the right stores nothing, and the sender of a large body still hears why", async () => {
  const stack = await s3Stack()
  stack.context.deny("s3:PutObject")
  const Body = Buffer.alloc(30_000_000)
  const put = stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "a", Body }))
  expect(await refusalOf(put)).toEqual({ code: "AccessDenied", status: 403 })
  expect(await refusalOf(textAt(stack, "a"))).toEqual({ code: "NoSuchKey", status: 404 })
})
