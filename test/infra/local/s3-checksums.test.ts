import { readdirSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { type ChecksumAlgorithm, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { expect, test } from "vitest"
import { digest } from "../../../infra/local/s3/checksum.ts"
import { errorOf, refusalOf, type Stack, s3Stack } from "./s3-stack.ts"

function files({ context }: Stack): string[] {
  return ["objects", "partial"].flatMap((folder) => readdirSync(join(context.dataDir, "s3", folder)))
}

test.each([
  ["crc32", "y/Q5Jg=="],
  ["crc32c", "4waSgw=="],
  ["crc64nvme", "rosUhgp5mIg="],
  ["sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="],
])("%s of the digits is its published check value, however they arrive", (algorithm, expected) => {
  const sum = digest(algorithm)
  for (const piece of ["1234", "5", "6789"]) sum?.update(Buffer.from(piece))
  expect(sum?.value()).toBe(expected)
})

test.each<ChecksumAlgorithm>(["CRC32", "SHA1", "SHA256"])(
  "a %s the SDK sends ahead or behind is verified, kept and given back",
  async (algorithm) => {
    const { client, bucket: Bucket } = await s3Stack()
    const put = { Bucket, ContentLength: 5, ChecksumAlgorithm: algorithm }
    const ahead = await client.send(new PutObjectCommand({ ...put, Key: "a", Body: "hello" }))
    const stream = Readable.from([Buffer.from("hel"), Buffer.from("lo")])
    const behind = await client.send(new PutObjectCommand({ ...put, Key: "b", Body: stream }))
    const name = `Checksum${algorithm}` as const
    expect(ahead[name]).toMatch(/=$/)
    expect(behind[name]).toBe(ahead[name])
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "b", ChecksumMode: "ENABLED" }))
    expect(got[name]).toBe(ahead[name])
  },
)

test.each([
  ["x-amz-checksum-crc32", "AAAAAA=="],
  ["x-amz-checksum-crc32c", "AAAAAA=="],
  ["x-amz-checksum-crc64nvme", "AAAAAAAAAAA="],
  ["x-amz-checksum-sha1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="],
  ["x-amz-checksum-sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
  ["content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="],
])("a body that does not match its %s is refused and leaves no file", async (name, value) => {
  const stack = await s3Stack()
  const client = stack.clientWith({ requestChecksumCalculation: "WHEN_REQUIRED" })
  client.middlewareStack.add(
    (next) => (given) => {
      const { headers } = given.request as { headers: Record<string, string> }
      headers[name] = value
      return next(given)
    },
    { step: "build" },
  )
  const put = client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "a", Body: "hello" }))
  expect(await refusalOf(put)).toEqual({ code: "BadDigest", status: 400 })
  expect(files(stack)).toEqual([])
})

test("a trailing checksum that does not match is refused", async () => {
  const stack = await s3Stack()
  const client = stack.clientWith({})
  const put = new PutObjectCommand({
    Bucket: stack.bucket,
    Key: "a",
    Body: Readable.from([Buffer.from("hello")]),
    ContentLength: 5,
  })
  client.middlewareStack.add(
    (next) => (given) => {
      const { headers } = given.request as { headers: Record<string, string> }
      headers["x-amz-trailer"] = "x-amz-checksum-sha256"
      return next(given)
    },
    { step: "build", priority: "low" },
  )
  expect(await refusalOf(client.send(put))).toEqual({ code: "BadDigest", status: 400 })
  expect(files(stack)).toEqual([])
})

test("a body other than the one whose hash was signed is refused", async () => {
  const stack = await s3Stack()
  const client = stack.clientWith({ requestChecksumCalculation: "WHEN_REQUIRED" })
  client.middlewareStack.add(
    (next) => (given) => {
      const request = given.request as { body: unknown }
      request.body = "jello"
      return next(given)
    },
    { step: "deserialize", priority: "low" },
  )
  const put = client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "a", Body: "hello" }))
  expect((await refusalOf(put)).code).toBe("XAmzContentSHA256Mismatch")
  expect(files(stack)).toEqual([])
})

test("a body of unknown length is refused, and so is one above five gibibytes before it is sent", async () => {
  const { client, bucket: Bucket } = await s3Stack()
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "a" }), { expiresIn: 60 })
  const body = ReadableStream.from([new TextEncoder().encode("hello")])
  const unknown = await fetch(url, { method: "PUT", body, duplex: "half" } as RequestInit)
  expect(await errorOf(unknown)).toEqual({ code: "MissingContentLength", status: 411 })
  const large = new PutObjectCommand({ Bucket, Key: "a", Body: "x" })
  large.middlewareStack.add(
    (next) => (given) => {
      const { headers } = given.request as { headers: Record<string, string> }
      headers["x-amz-decoded-content-length"] = String(5 * 1024 ** 3 + 1)
      headers["x-amz-content-sha256"] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
      return next(given)
    },
    { step: "build", priority: "low" },
  )
  expect((await refusalOf(client.send(large))).code).toBe("EntityTooLarge")
})
