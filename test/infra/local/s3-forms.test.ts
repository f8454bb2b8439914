import { createHmac } from "node:crypto"
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3"
import { expect, test } from "vitest"
import { errorOf, refusalOf, role, type Stack, s3Stack } from "./s3-stack.ts"

type Condition = Record<string, string> | [string, string | number, string | number]

/** The fields of a presigned form, as `createPresignedPost` of the SDK makes them. */
function presigned({ context, bucket }: Stack, fields: Record<string, string>, conditions: Condition[], life = 60_000) {
  const { accessKeyId, secretAccessKey } = context.client(role).credentials
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "")
  const scope = `${date.slice(0, 8)}/eu-central-1/s3/aws4_request`
  const signed: Record<string, string> = {
    bucket,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${scope}`,
    "X-Amz-Date": date,
    ...fields,
  }
  const document = {
    expiration: new Date(Date.now() + life).toISOString(),
    conditions: [...conditions, ...Object.entries(signed).map(([name, value]) => ({ [name]: value }))],
  }
  const Policy = Buffer.from(JSON.stringify(document)).toString("base64")
  const key = scope
    .split("/")
    .reduce<Buffer | string>((one, part) => createHmac("sha256", one).update(part).digest(), `AWS4${secretAccessKey}`)
  return { ...signed, Policy, "X-Amz-Signature": createHmac("sha256", key).update(Policy).digest("hex") }
}

function post({ context, bucket }: Stack, fields: Record<string, string>, file: string | Blob): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append("file", typeof file === "string" ? new Blob([file]) : file, "my file.txt")
  return fetch(`${context.endpoint.url}/${bucket}`, { method: "POST", body: form, redirect: "manual" })
}

const range: Condition = ["content-length-range", 2, 100]

test("a form uploads a file under its key, with the headers of its fields, as the role that signed it", async () => {
  const stack = await s3Stack()
  const fields = { key: "in/ü.txt", "Content-Type": "text/plain", "x-amz-meta-tenant": "t1" }
  const response = await post(stack, presigned(stack, fields, [range]), "hey")
  expect(response.status).toBe(204)
  const got = await stack.client.send(new GetObjectCommand({ Bucket: stack.bucket, Key: "in/ü.txt" }))
  expect(await got.Body?.transformToString()).toBe("hey")
  expect(got).toMatchObject({ ContentType: "text/plain", Metadata: { tenant: "t1" } })
  const [{ principal, action } = {}] = stack.context.assertions
  expect({ principal, action }).toEqual({ principal: { kind: "role", arn: role }, action: "s3:PutObject" })
})

test("a file of many chunks arrives whole, even when it holds what looks like a boundary", async () => {
  const stack = await s3Stack()
  const file = Buffer.concat([Buffer.alloc(3_000_000, 1), Buffer.from("\r\n------\r\n--"), Buffer.alloc(100_000, 2)])
  await post(stack, presigned(stack, { key: "big" }, []), new Blob([file]))
  const { Body } = await stack.client.send(new GetObjectCommand({ Bucket: stack.bucket, Key: "big" }))
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(file)).toBe(true)
})

test("the file's name takes its place in the key, and the answer is the one the form asks for", async () => {
  const stack = await s3Stack()
  const key = ["in/$", "{filename}"].join("")
  const created = await post(stack, presigned(stack, { key, success_action_status: "201" }, []), "hey")
  expect(created.status).toBe(201)
  expect(await created.text()).toContain("<Key>in/my file.txt</Key>")
  const redirect = "http://localhost/done"
  const moved = await post(stack, presigned(stack, { key, success_action_redirect: redirect }, []), "hey")
  expect(moved.status).toBe(303)
  expect(moved.headers.get("location")).toContain("http://localhost/done?bucket=")
})

test.each<[string, string, (fields: Record<string, string>) => void, string]>([
  ["too large a file", "EntityTooLarge", () => undefined, "x".repeat(20_000_000)],
  ["too small a file", "EntityTooSmall", () => undefined, "x"],
  ["another key", "AccessDenied", (fields) => Object.assign(fields, { key: "other" }), "hey"],
  ["a field nobody signed", "AccessDenied", (fields) => Object.assign(fields, { "x-amz-meta-a": "b" }), "hey"],
  ["another policy", "SignatureDoesNotMatch", (fields) => Object.assign(fields, { Policy: btoa("{}") }), "hey"],
  [
    "a made-up signature",
    "SignatureDoesNotMatch",
    (fields) => Object.assign(fields, { "X-Amz-Signature": "0" }),
    "hey",
  ],
  [
    "an unknown access key",
    "InvalidAccessKeyId",
    (fields) => Object.assign(fields, { "X-Amz-Credential": fields["X-Amz-Credential"]?.replace(/^[^/]+/, "NOBODY") }),
    "hey",
  ],
])("a form with %s is refused and stores nothing", async (_, code, change, file) => {
  const stack = await s3Stack()
  const fields: Record<string, string> = presigned(stack, { key: "form" }, [range])
  change(fields)
  expect((await errorOf(await post(stack, fields, file))).code).toBe(code)
  for (const Key of ["form", "other"]) {
    const head = stack.client.send(new HeadObjectCommand({ Bucket: stack.bucket, Key }))
    expect((await refusalOf(head)).status).toBe(404)
  }
})

test("a prefix the policy demands is demanded", async () => {
  const stack = await s3Stack()
  const form = (key: string) => {
    const { key: _, ...fields } = presigned(stack, {}, [["starts-with", "$key", "in/"]]) as Record<string, string>
    return post(stack, { key, ...fields }, "hey")
  }
  expect((await form("in/a")).status).toBe(204)
  expect(await errorOf(await form("out/a"))).toEqual({ code: "AccessDenied", status: 403 })
})

test("an expired form is refused", async () => {
  const stack = await s3Stack()
  const response = await post(stack, presigned(stack, { key: "form" }, [], -1000), "hey")
  expect(await errorOf(response)).toEqual({ code: "AccessDenied", status: 403 })
})

test("a form is refused when its signer may not put, or when nobody signed it", async () => {
  const stack = await s3Stack()
  stack.context.deny("s3:PutObject")
  expect(await errorOf(await post(stack, presigned(stack, { key: "a" }, []), "x"))).toEqual({
    code: "AccessDenied",
    status: 403,
  })
  expect((await errorOf(await post(stack, { key: "a" }, "x"))).code).toBe("AccessDenied")
})

test("a form without a file, and one with endless fields, is refused", async () => {
  const stack = await s3Stack()
  const send = (body: FormData) =>
    fetch(`${stack.context.endpoint.url}/${stack.bucket}`, { method: "POST", body }).then(errorOf)
  const empty = new FormData()
  empty.append("key", "a")
  expect((await send(empty)).code).toBe("MalformedPOSTRequest")
  const endless = new FormData()
  for (let field = 0; field < 100; field++) endless.append(`x-ignore-${field}`, "x".repeat(1000))
  expect((await send(endless)).status).toBe(400)
})
