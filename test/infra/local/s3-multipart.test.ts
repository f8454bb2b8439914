import { createHash } from "node:crypto"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3"
import { expect, test } from "vitest"
import { refusalOf, type Stack, s3Stack } from "./s3-stack.ts"

const mebibyte = 1024 * 1024

type At = { Bucket: string; Key: string; UploadId: string | undefined }

async function begun({ client, bucket }: Stack, more = {}): Promise<At> {
  const at = { Bucket: bucket, Key: "big file" }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at, ...more }))
  return { ...at, UploadId }
}

async function part({ client }: Stack, at: At, PartNumber: number, Body: Buffer | string) {
  const { ETag } = await client.send(new UploadPartCommand({ ...at, PartNumber, Body }))
  return { PartNumber, ETag }
}

function complete({ client }: Stack, at: At, Parts: { PartNumber: number; ETag: string | undefined }[], more = {}) {
  return client.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts }, ...more }))
}

function files({ context }: Stack): string[] {
  return ["objects", "partial"].flatMap((folder) => readdirSync(join(context.dataDir, "s3", folder)))
}

test("parts become one object, with the headers the upload began with, and leave one file", async () => {
  const stack = await s3Stack()
  const at = await begun(stack, { ContentType: "video/mp4", Metadata: { tenant: "t1" }, Tagging: "kind=film" })
  const bodies = [Buffer.alloc(5 * mebibyte, 1), Buffer.alloc(5 * mebibyte, 2), Buffer.alloc(2 * mebibyte, 3)]
  const [second, first, third] = [
    await part(stack, at, 2, bodies[1] ?? ""),
    await part(stack, at, 1, bodies[0] ?? ""),
    await part(stack, at, 3, bodies[2] ?? ""),
  ]
  const { ETag } = await complete(stack, at, [first, second, third])
  const md5s = bodies.map((body) => createHash("md5").update(body).digest())
  expect(ETag).toBe(`"${createHash("md5").update(Buffer.concat(md5s)).digest("hex")}-3"`)
  const got = await stack.client.send(new GetObjectCommand({ Bucket: at.Bucket, Key: at.Key }))
  expect(got).toMatchObject({ ContentType: "video/mp4", Metadata: { tenant: "t1" }, TagCount: 1, ETag })
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(bodies))).toBe(true)
  expect(files(stack)).toHaveLength(1)
  expect((await refusalOf(complete(stack, at, [first]))).code).toBe("NoSuchUpload")
})

test("a part sent again takes the place of the first", async () => {
  const stack = await s3Stack()
  const at = await begun(stack)
  await part(stack, at, 1, "old")
  await complete(stack, at, [await part(stack, at, 1, "new")])
  const { Body } = await stack.client.send(new GetObjectCommand({ Bucket: at.Bucket, Key: at.Key }))
  expect(await Body?.transformToString()).toBe("new")
  expect(files(stack)).toHaveLength(1)
})

test("the parts can be listed page by page, and are gone when the upload is aborted", async () => {
  const stack = await s3Stack()
  const at = await begun(stack)
  for (const number of [1, 2, 3]) await part(stack, at, number, "x".repeat(number))
  const first = await stack.client.send(new ListPartsCommand({ ...at, MaxParts: 2 }))
  expect(first.Parts?.map((one) => [one.PartNumber, one.Size])).toEqual([
    [1, 1],
    [2, 2],
  ])
  const rest = await stack.client.send(new ListPartsCommand({ ...at, PartNumberMarker: first.NextPartNumberMarker }))
  expect(rest.Parts?.map((one) => one.PartNumber)).toEqual([3])
  await stack.client.send(new AbortMultipartUploadCommand(at))
  expect(await refusalOf(part(stack, at, 4, "x"))).toEqual({ code: "NoSuchUpload", status: 404 })
  expect(files(stack)).toEqual([])
})

test("an upload is not completed with a part of another etag, an unknown, small or misplaced part, or none", async () => {
  const stack = await s3Stack()
  const at = await begun(stack)
  const [one, two] = [await part(stack, at, 1, "x"), await part(stack, at, 2, "y")]
  const codeOf = async (parts: (typeof one)[]) => (await refusalOf(complete(stack, at, parts))).code
  expect(await codeOf([{ ...one, ETag: two.ETag }])).toBe("InvalidPart")
  expect(await codeOf([{ ...one, PartNumber: 3 }])).toBe("InvalidPart")
  expect(await codeOf([one, two])).toBe("EntityTooSmall")
  expect(await codeOf([two, one])).toBe("InvalidPartOrder")
  expect(await codeOf([])).toBe("MalformedXML")
  const head = stack.client.send(new HeadObjectCommand({ Bucket: at.Bucket, Key: at.Key }))
  expect((await refusalOf(head)).status).toBe(404)
})

test("an upload belongs to its key", async () => {
  const stack = await s3Stack()
  const at = await begun(stack)
  expect((await refusalOf(part(stack, { ...at, Key: "other" }, 1, "x"))).code).toBe("NoSuchUpload")
})

test("a multipart upload does not overwrite when told not to", async () => {
  const stack = await s3Stack()
  const [one, other] = [await begun(stack), await begun(stack)]
  await complete(stack, one, [await part(stack, one, 1, "first")])
  const late = complete(stack, other, [await part(stack, other, 1, "second")], { IfNoneMatch: "*" })
  expect(await refusalOf(late)).toEqual({ code: "PreconditionFailed", status: 412 })
})

test("of two completions at once one wins", async () => {
  const stack = await s3Stack({ properties: { VersioningConfiguration: { Status: "Enabled" } } })
  const at = await begun(stack)
  const only = await part(stack, at, 1, Buffer.alloc(3 * mebibyte))
  const results = await Promise.allSettled([complete(stack, at, [only]), complete(stack, at, [only])])
  expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1)
  expect(files(stack)).toHaveLength(1)
})

test("a part number out of range is refused", async () => {
  const stack = await s3Stack()
  const at = await begun(stack)
  expect((await refusalOf(part(stack, at, 10_001, "x"))).code).toBe("InvalidArgument")
})
