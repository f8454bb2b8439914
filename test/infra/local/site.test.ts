import { request as send } from "node:http"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { html, objects, siteResources } from "./site-resources.ts"
import { runSite, type SiteStack } from "./site-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

/** The answer as it travels: fetch would decompress it. */
function raw(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve) => {
      send(url, { headers }, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
      }).end()
    },
  )
}

describe("a distribution", () => {
  let stack: SiteStack
  let url: string
  beforeAll(async () => {
    stack = await runSite(siteResources())
    url = stack.url
  })
  afterAll(() => stack?.close())

  test("serves its root object, and every page of the app through the viewer-request function", async () => {
    for (const path of ["/", "/deals/7", "/settings?tab=1"]) {
      const response = await fetch(`${url}${path}`)
      expect([path, response.status, await response.text()]).toEqual([path, 200, html])
      expect(response.headers.get("content-type")).toBe("text/html")
      expect(response.headers.get("cache-control")).toBe("no-cache")
    }
  })

  test("answers with what a function answers itself", async () => {
    const response = await fetch(`${url}/old`, { redirect: "manual" })
    expect([response.status, response.headers.get("location")]).toEqual([301, "/new"])
  })

  test("sets the headers of its policy and of the viewer-response function", async () => {
    const { headers } = await fetch(`${url}/`)
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": "default-src 'self'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "strict-transport-security": "max-age=60; includeSubDomains",
      "permissions-policy": "camera=()",
      "x-stamp": "GET 200",
    })
  })

  test("compresses what a browser can take, keeps what is compressed or small as it is", async () => {
    const script = objects["assets/app.js"]?.body
    const brotli = await raw(`${url}/assets/app.js`, { "accept-encoding": "gzip, deflate, br" })
    expect(brotli.headers).toMatchObject({ "content-encoding": "br", etag: 'W/"e2"', vary: "accept-encoding" })
    expect(brotliDecompressSync(brotli.body)).toEqual(script)
    const gzip = await raw(`${url}/assets/app.js`, { "accept-encoding": "gzip" })
    expect(gzip.headers["content-encoding"]).toBe("gzip")
    expect(gunzipSync(gzip.body)).toEqual(script)
    for (const path of ["/logo.png", "/small.txt"]) {
      expect((await raw(`${url}${path}`, { "accept-encoding": "br" })).headers["content-encoding"]).toBeUndefined()
    }
    const plain = await raw(`${url}/assets/app.js`)
    expect([plain.headers["content-encoding"], plain.headers["etag"], plain.body.equals(Buffer.from(html))]).toEqual([
      undefined,
      '"e2"',
      false,
    ])
  })

  test("answers 304 to a browser that has it, whichever form of the tag it kept", async () => {
    for (const tag of ['"e2"', 'W/"e2"', '"other", W/"e2"']) {
      const response = await raw(`${url}/assets/app.js`, { "if-none-match": tag, "accept-encoding": "br" })
      expect([tag, response.status, response.body.length]).toEqual([tag, 304, 0])
    }
    expect((await raw(`${url}/assets/app.js`, { "if-none-match": '"e1"' })).status).toBe(200)
  })

  test("answers HEAD without a body, and decodes the path", async () => {
    const head = await fetch(`${url}/small.txt`, { method: "HEAD" })
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "5", ""])
    expect(await (await fetch(`${url}/a%20b.txt`)).text()).toBe("spaced")
  })

  test("takes the first behaviour whose pattern matches, and refuses methods it does not list", async () => {
    const response = await fetch(`${url}/raw/x.txt`)
    expect([response.status, response.headers.get("x-stamp")]).toEqual([403, null])
    expect((await fetch(`${url}/`, { method: "POST" })).status).toBe(403)
  })

  test("hides whether a file is missing when it may not list the bucket", async () => {
    expect((await fetch(`${url}/missing.js`)).status).toBe(403)
  })

  test("hands /api to the HTTP API under the API's own host, with what the functions and the origin add", async () => {
    const response = await fetch(`${url}/api/deals/1?x=1&x=2`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-secret": "1" },
      body: "{}",
    })
    const event = Object(await response.json())
    expect(event).toMatchObject({
      rawPath: "/api/deals/1",
      rawQueryString: "x=1&x=2",
      routeKey: "ANY /api/{proxy+}",
      body: "{}",
      headers: { "x-from": "cloudfront", "x-viewer-host": new URL(url).host },
    })
    expect(event.headers.host).toMatch(/^[0-9a-f]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/)
    expect(event.headers["x-secret"]).toBeUndefined()
    expect(response.headers.get("x-powered-by")).toBeNull()
    expect(response.headers.get("referrer-policy")).toBe("origin")
    expect(response.headers.get("x-frame-options")).toBe("DENY")
    expect(response.headers.get("x-stamp")).toBe("POST 200")
    expect(response.headers.getSetCookie()).toEqual(["a=1"])
    expect((await fetch(`${url}/api`)).headers.get("content-type")).toBe("text/html")
  })

  test("names an address that this machine answers", () => {
    expect(stack.outputs["Site"]).toBe(`${url}/x`)
  })
})
