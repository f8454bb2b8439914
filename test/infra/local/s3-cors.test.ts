import { PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { expect, test } from "vitest"
import { errorOf, s3Stack } from "./s3-stack.ts"

const origin = "http://localhost:3000"
const properties = {
  CorsConfiguration: {
    CorsRules: [
      {
        AllowedMethods: ["PUT", "GET"],
        AllowedOrigins: [origin, "https://*.example.com"],
        AllowedHeaders: ["content-*"],
        ExposedHeaders: ["ETag"],
        MaxAge: 300,
      },
    ],
  },
}

function preflight(url: string, from: string, method: string, headers?: string): Promise<Response> {
  const asked = headers === undefined ? {} : { "access-control-request-headers": headers }
  return fetch(url, { method: "OPTIONS", headers: { origin: from, "access-control-request-method": method, ...asked } })
}

test("a page the bucket's rules name may send what they allow, and read the answer", async () => {
  const { client, context, bucket } = await s3Stack({ properties })
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: "a" }), { expiresIn: 60 })
  for (const asked of [url, `${context.endpoint.url}/${bucket}/a`]) {
    const allowed = await preflight(asked, origin, "PUT", "Content-Type, content-md5")
    expect(allowed.status).toBe(200)
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "PUT, GET",
      "access-control-allow-headers": "Content-Type, content-md5",
      "access-control-max-age": "300",
    })
  }
  const put = await fetch(url, { method: "PUT", body: "x", headers: { origin } })
  expect(put.headers.get("access-control-allow-origin")).toBe(origin)
  expect(put.headers.get("access-control-expose-headers")).toBe("ETag")
})

test("a wildcard in an origin stands for any letters", async () => {
  const { context, bucket } = await s3Stack({ properties })
  const url = `${context.endpoint.url}/${bucket}/a`
  expect((await preflight(url, "https://app.example.com", "GET")).status).toBe(200)
  expect((await preflight(url, "https://app.example.com.evil", "GET")).status).toBe(403)
})

test.each([
  ["a foreign origin", "http://evil", "PUT", undefined],
  ["a method that is not allowed", origin, "DELETE", undefined],
  ["a header that is not allowed", origin, "PUT", "x-amz-acl"],
])("a preflight with %s is refused", async (_, from, method, headers) => {
  const { context, bucket } = await s3Stack({ properties })
  const refused = await preflight(`${context.endpoint.url}/${bucket}/a`, from, method, headers)
  expect(refused.headers.get("access-control-allow-origin")).toBeNull()
  expect(await errorOf(refused)).toEqual({ code: "AccessForbidden", status: 403 })
})

test("an error can be read by the page too, and without rules nobody may ask", async () => {
  const { context, bucket, provision } = await s3Stack({ properties })
  context.deny("s3:GetObject", undefined, "anonymous")
  const denied = await fetch(`${context.endpoint.url}/${bucket}/a`, { headers: { origin } })
  expect([denied.status, denied.headers.get("access-control-allow-origin")]).toEqual([403, origin])
  await provision("AWS::S3::Bucket", "Closed", {})
  expect((await preflight(`${context.endpoint.url}/test-closed/a`, origin, "GET")).status).toBe(403)
})
