import { createHash, createHmac } from "node:crypto"
import { request } from "node:http"
import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { expect, test } from "vitest"
import { errorOf, refusalOf, role, type Stack, s3Stack } from "./s3-stack.ts"

async function withObject(): Promise<Stack> {
  const stack = await s3Stack()
  await stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "pre", Body: "a,b" }))
  return stack
}

function urlToRead({ client, bucket }: Stack, more = {}, options = {}): Promise<string> {
  return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: "pre", ...more }), {
    expiresIn: 60,
    ...options,
  })
}

test("a presigned PUT stores what the browser sends, with the type it sends", async () => {
  const { client, bucket: Bucket } = await s3Stack()
  const at = { Bucket, Key: "up/ü (1)+.csv" }
  const url = await getSignedUrl(client, new PutObjectCommand({ ...at, Metadata: { tenant: "t1" } }), { expiresIn: 60 })
  const put = await fetch(url, { method: "PUT", body: "a,b", headers: { "content-type": "text/csv" } })
  expect(put.status).toBe(200)
  const got = await client.send(new GetObjectCommand(at))
  expect(await got.Body?.transformToString()).toBe("a,b")
  expect(got).toMatchObject({ ContentType: "text/csv", Metadata: { tenant: "t1" } })
})

test("a presigned GET acts with the rights of the role that signed it, under the name it was given", async () => {
  const stack = await withObject()
  const { context } = stack
  const url = await urlToRead(stack, { ResponseContentDisposition: 'attachment; filename="q.csv"' })
  const response = await fetch(url)
  expect(await response.text()).toBe("a,b")
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="q.csv"')
  expect(context.assertions.at(-1)).toMatchObject({ action: "s3:GetObject", principal: { kind: "role", arn: role } })
  context.deny("s3:GetObject")
  expect(await errorOf(await fetch(url))).toEqual({ code: "AccessDenied", status: 403 })
})

test("a response header that would end the headers is refused", async () => {
  const stack = await withObject()
  const url = await urlToRead(stack, { ResponseContentDisposition: "x\r\nset-cookie: a=b" })
  expect(await errorOf(await fetch(url))).toEqual({ code: "InvalidArgument", status: 400 })
})

test.each([
  ["the signature", /X-Amz-Signature=...../, "X-Amz-Signature=00000"],
  ["the signature cut short", /(X-Amz-Signature=[0-9a-f]{20})[0-9a-f]+/, "$1"],
  ["the life", /X-Amz-Expires=60/, "X-Amz-Expires=604800"],
  ["the key", /\/pre\?/, "/other?"],
  ["the date", /X-Amz-Date=(\d{8})T\d{6}Z/, "X-Amz-Date=$1T000000Z"],
  ["a response header", /response-content-type=text%2Fplain/, "response-content-type=text%2Fhtml"],
  ["another parameter", /$/, "&versionId=1"],
])("a presigned URL with %s changed is refused", async (_, from, to) => {
  const stack = await withObject()
  const url = await urlToRead(stack, { ResponseContentType: "text/plain" })
  const changed = url.replace(from, to)
  expect(changed).not.toBe(url)
  const { status, code } = await errorOf(await fetch(changed))
  expect(status).toBe(403)
  expect(["SignatureDoesNotMatch", "AccessDenied"]).toContain(code)
})

test("a presigned URL for GET does not put", async () => {
  const stack = await withObject()
  const response = await fetch(await urlToRead(stack), { method: "PUT", body: "x" })
  expect(await errorOf(response)).toEqual({ code: "SignatureDoesNotMatch", status: 403 })
})

test("a presigned URL is refused once it has expired, before it is valid, and for longer than a week", async () => {
  const stack = await withObject()
  const at = (offset: number, expiresIn: number) =>
    urlToRead(stack, {}, { expiresIn, signingDate: new Date(Date.now() + offset) })
  expect(await errorOf(await fetch(await at(-60_000, 1)))).toEqual({ code: "AccessDenied", status: 403 })
  expect(await errorOf(await fetch(await at(3_600_000, 60)))).toEqual({ code: "AccessDenied", status: 403 })
  const url = (await at(0, 60)).replace("X-Amz-Expires=60", "X-Amz-Expires=604801")
  expect((await errorOf(await fetch(url))).code).toBe("AuthorizationQueryParametersError")
})

test("the holder of a presigned PUT cannot turn it into a copy of something else", async () => {
  const stack = await withObject()
  const command = new PutObjectCommand({ Bucket: stack.bucket, Key: "mine" })
  const url = await getSignedUrl(stack.client, command, { expiresIn: 60 })
  const headers = { "x-amz-copy-source": `${stack.bucket}/pre` }
  expect(await errorOf(await fetch(url, { method: "PUT", headers }))).toEqual({ code: "AccessDenied", status: 403 })
})

test("a request without a signature, or signed with an unknown key or a wrong secret, is refused", async () => {
  const stack = await withObject()
  stack.context.deny("s3:GetObject", undefined, "anonymous")
  const read = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    stack.clientWith({ credentials }).send(new GetObjectCommand({ Bucket: stack.bucket, Key: "pre" }))
  const anonymous = await fetch(`${stack.context.endpoint.url}/${stack.bucket}/pre`)
  expect(await errorOf(anonymous)).toEqual({ code: "AccessDenied", status: 403 })
  expect(await refusalOf(read({ accessKeyId: "NOBODY", secretAccessKey: "secret" }))).toEqual({
    code: "InvalidAccessKeyId",
    status: 403,
  })
  expect(await refusalOf(read({ accessKeyId: "OPERATOR", secretAccessKey: "guess" }))).toEqual({
    code: "SignatureDoesNotMatch",
    status: 403,
  })
})

test("a request signed an hour ago is refused", async () => {
  const stack = await withObject()
  const client = stack.clientWith({ systemClockOffset: -3_600_000 })
  const read = client.send(new HeadObjectCommand({ Bucket: stack.bucket, Key: "pre" }))
  expect((await refusalOf(read)).status).toBe(403)
})

test("a copy whose source was swapped on the way is refused", async () => {
  const stack = await withObject()
  const client = stack.clientWith({})
  client.middlewareStack.add(
    (next) => (given) => {
      const { headers } = given.request as { headers: Record<string, string> }
      headers["x-amz-copy-source"] = `${stack.bucket}/other`
      return next(given)
    },
    { step: "deserialize", priority: "low" },
  )
  const copy = client.send(new CopyObjectCommand({ Bucket: stack.bucket, Key: "c", CopySource: `${stack.bucket}/pre` }))
  expect(await refusalOf(copy)).toEqual({ code: "SignatureDoesNotMatch", status: 403 })
})

const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest()
const hash = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex")

/** Signs each chunk, as the SDKs do that may not trust the line (the JavaScript one never does). */
function chunkSigned({ context, bucket }: Stack, chunks: string[], trailer?: [name: string, value: string]) {
  const { accessKeyId, secretAccessKey } = context.client().credentials
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "")
  const scope = `${date.slice(0, 8)}/eu-central-1/s3/aws4_request`
  const key = scope.split("/").reduce<Buffer | string>((one, part) => hmac(one, part), `AWS4${secretAccessKey}`)
  const sign = (text: string[]): string => hmac(key, text.join("\n")).toString("hex")
  const headers: Record<string, string> = {
    host: new URL(context.endpoint.url).host,
    "x-amz-content-sha256": `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? "-TRAILER" : ""}`,
    "x-amz-date": date,
    "x-amz-decoded-content-length": String(chunks.join("").length),
    ...(trailer && { "x-amz-trailer": trailer[0] }),
  }
  const names = Object.keys(headers)
  const lines = names.map((name) => `${name}:${headers[name]}`)
  const canonical = ["PUT", `/${bucket}/chunked`, "", ...lines, "", names.join(";"), headers["x-amz-content-sha256"]]
  let last = sign(["AWS4-HMAC-SHA256", date, scope, hash(canonical.join("\n"))])
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${last}`
  let body = ""
  for (const chunk of [...chunks, ""]) {
    last = sign(["AWS4-HMAC-SHA256-PAYLOAD", date, scope, last, hash(""), hash(chunk)])
    body += `${chunk.length.toString(16)};chunk-signature=${last}\r\n${chunk}${chunk === "" ? "" : "\r\n"}`
  }
  if (trailer !== undefined) {
    const signature = sign(["AWS4-HMAC-SHA256-TRAILER", date, scope, last, hash(`${trailer.join(":")}\n`)])
    body += `${trailer.join(":")}\r\nx-amz-trailer-signature:${signature}\r\n`
  }
  return { headers, body: `${body}\r\n` }
}

function send(stack: Stack, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const url = `${stack.context.endpoint.url}/${stack.bucket}/chunked`
    const sent = request(url, { method: "PUT", headers: { ...headers, "content-length": body.length } }, (response) => {
      let text = ""
      response.on("data", (piece) => {
        text += piece
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on("error", reject).end(body)
  })
}

const chunks = ["a".repeat(70_000), "b".repeat(9000)]

test("a body whose chunks are signed is stored, with and without a signed trailer", async () => {
  const stack = await s3Stack()
  const sha = createHash("sha256").update(chunks.join("")).digest("base64")
  for (const trailer of [undefined, ["x-amz-checksum-sha256", sha] as [string, string]]) {
    const { headers, body } = chunkSigned(stack, chunks, trailer)
    expect((await send(stack, headers, body)).status).toBe(200)
    const { Body } = await stack.client.send(new GetObjectCommand({ Bucket: stack.bucket, Key: "chunked" }))
    expect(await Body?.transformToString()).toBe(chunks.join(""))
  }
})

test("a large body refused at its first byte is answered, not cut off", async () => {
  const stack = await s3Stack()
  const { headers } = chunkSigned(stack, chunks)
  const answer = await send(stack, headers, `zz\r\n${"x".repeat(20_000_000)}`)
  expect(answer).toMatchObject({ status: 400, text: expect.stringContaining("InvalidRequest") })
})

test.each([
  ["a changed chunk", "SignatureDoesNotMatch", (body: string) => body.replace("bbbb", "bbbc")],
  ["no chunk signature", "SignatureDoesNotMatch", (body: string) => body.replace(/;chunk-signature=\w+/, "")],
  ["a changed trailer", "SignatureDoesNotMatch", (body: string) => body.replace(/sha256:../, "sha256:AA")],
  ["chunks cut off", "IncompleteBody", (body: string) => body.slice(0, 40_000)],
  ["no framing", "InvalidRequest", () => "hello\r\n"],
])("a chunk-signed body with %s is refused and nothing is stored", async (_, code, change) => {
  const stack = await s3Stack()
  const sha = createHash("sha256").update(chunks.join("")).digest("base64")
  const { headers, body } = chunkSigned(stack, chunks, ["x-amz-checksum-sha256", sha])
  const answer = await send(stack, headers, change(body))
  expect(answer.text).toContain(`<Code>${code}</Code>`)
  const head = stack.client.send(new HeadObjectCommand({ Bucket: stack.bucket, Key: "chunked" }))
  expect((await refusalOf(head)).status).toBe(404)
})
