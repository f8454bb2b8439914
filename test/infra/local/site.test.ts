import { createServer, request as send } from "node:http"
import type { AddressInfo } from "node:net"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import WebSocket, { WebSocketServer } from "ws"
import { createGateway } from "../../../infra/local/gateway/gateway.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { createLambda } from "../../../infra/local/lambda/lambda.ts"
import { type RunningStack, runStack } from "../../../infra/local/run.ts"
import type { StoredObject } from "../../../infra/local/site/bucket-origin.ts"
import { createSite } from "../../../infra/local/site/site.ts"
import {
  lambdaFunction,
  permission,
  type Resources,
  role,
  type Written,
  writeAssembly,
} from "../../support/assembly.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const html = `<!doctype html><title>Halyard</title>${"<p>board</p>".repeat(200)}`
const objects: Record<string, StoredObject> = {
  "index.html": { body: Buffer.from(html), etag: "e1", contentType: "text/html", cacheControl: "no-cache" },
  "assets/app.js": {
    body: Buffer.from("let a = 1\n".repeat(500)),
    etag: "e2",
    contentType: "text/javascript",
    cacheControl: "max-age=31536000, immutable",
  },
  "logo.png": { body: Buffer.alloc(5000, 7), etag: "e3", contentType: "image/png" },
  "small.txt": { body: Buffer.from("small"), etag: "e4", contentType: "text/plain" },
  "a b.txt": { body: Buffer.from("spaced"), etag: "e5", contentType: "text/plain" },
}

const ref = (Ref: string) => ({ Ref })
const spa = `
  function handler(event) {
    const request = event.request
    if (request.uri === "/old") {
      return { statusCode: 301, statusDescription: "Moved", headers: { location: { value: "/new" } } }
    }
    if (request.uri.startsWith("/api/")) {
      request.headers["x-viewer-host"] = request.headers.host
      delete request.headers["x-secret"]
      return request
    }
    if (!request.uri.includes(".")) request.uri = "/index.html"
    return request
  }
`
const stamp = `
  async function handler(event) {
    event.response.headers["x-stamp"] = { value: event.request.method + " " + event.response.statusCode }
    return event.response
  }
`
const edge = (Name: string, FunctionCode: string) => ({
  Type: "AWS::CloudFront::Function",
  Properties: { Name, FunctionCode, AutoPublish: true, FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" } },
})
const associate = (EventType: string, id: string) => ({
  EventType,
  FunctionARN: { "Fn::GetAtt": [id, "FunctionARN"] },
})

function resources(config: object = {}, bucketGrant: object[] = [{ kind: "object" }]): Resources {
  return {
    Role: role(),
    Fn: lambdaFunction("Fn", "Role"),
    Allowed: permission("Fn", "apigateway.amazonaws.com"),
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "crm", ProtocolType: "HTTP" } },
    Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: ref("Api"), StageName: "$default" } },
    ToFn: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: ref("Api"),
        IntegrationType: "AWS_PROXY",
        IntegrationUri: { "Fn::GetAtt": ["Fn", "Arn"] },
        PayloadFormatVersion: "2.0",
      },
    },
    Route: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        ApiId: ref("Api"),
        RouteKey: "ANY /api/{proxy+}",
        Target: { "Fn::Join": ["", ["integrations/", ref("ToFn")]] },
      },
    },
    Bucket: { Type: "Test::Bucket", Properties: { grants: bucketGrant } },
    Spa: edge("spa", spa),
    Stamp: edge("stamp", stamp),
    Access: { Type: "AWS::CloudFront::OriginAccessControl", Properties: {} },
    Headers: {
      Type: "AWS::CloudFront::ResponseHeadersPolicy",
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: "headers",
          SecurityHeadersConfig: {
            ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
            ContentTypeOptions: { Override: true },
            FrameOptions: { FrameOption: "DENY", Override: true },
            ReferrerPolicy: { ReferrerPolicy: "same-origin", Override: false },
            StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
          },
          CustomHeadersConfig: { Items: [{ Header: "Permissions-Policy", Value: "camera=()", Override: true }] },
          RemoveHeadersConfig: { Items: [{ Header: "X-Powered-By" }] },
        },
      },
    },
    Distribution: {
      Type: "AWS::CloudFront::Distribution",
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultRootObject: "index.html",
          Origins: [
            {
              Id: "bucket",
              DomainName: "site.s3.eu-central-1.amazonaws.com",
              OriginAccessControlId: { "Fn::GetAtt": ["Access", "Id"] },
              S3OriginConfig: { OriginAccessIdentity: "" },
            },
            {
              Id: "api",
              DomainName: { "Fn::Join": ["", [ref("Api"), ".execute-api.", ref("AWS::Region"), ".amazonaws.com"]] },
              OriginCustomHeaders: [{ HeaderName: "X-From", HeaderValue: "cloudfront" }],
              CustomOriginConfig: { OriginProtocolPolicy: "https-only" },
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: "bucket",
            Compress: true,
            ResponseHeadersPolicyId: ref("Headers"),
            FunctionAssociations: [associate("viewer-request", "Spa"), associate("viewer-response", "Stamp")],
            ViewerProtocolPolicy: "redirect-to-https",
          },
          CacheBehaviors: [
            {
              PathPattern: "/api/*",
              TargetOriginId: "api",
              AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
              ResponseHeadersPolicyId: ref("Headers"),
              FunctionAssociations: [associate("viewer-request", "Spa"), associate("viewer-response", "Stamp")],
            },
            { PathPattern: "raw/*.txt", TargetOriginId: "bucket" },
          ],
          ...config,
        },
      },
    },
  }
}

const code = `
  export const handler = async (event) => ({
    statusCode: 200,
    headers: {
      "content-type": "application/json",
      "x-powered-by": "us",
      "referrer-policy": "origin",
      "x-frame-options": "SAMEORIGIN",
    },
    cookies: ["a=1"],
    body: JSON.stringify(event),
  })
`

const written: Written[] = []
afterAll(() => {
  for (const assembly of written) assembly.remove()
})

let stack: RunningStack<object> | undefined
async function run(given: Resources, devServerUrl?: string): Promise<string> {
  const assembly = writeAssembly(
    given,
    { Fn: { "index.mjs": code } },
    { Outputs: { Site: { Value: { "Fn::Sub": `https://\${Distribution.DomainName}/x` } } } },
  )
  written.push(assembly)
  stack = await runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: 0,
    region: "eu-central-1",
    terminal: () => undefined,
    families(context, policies) {
      const gateway = createGateway(context, () => [])
      const bucket = {
        name: "bucket",
        types: {
          "Test::Bucket": (id: string, { grants }: Record<string, unknown>) => {
            for (const { kind } of Object(grants)) {
              context.iam.attach("arn:aws:s3:::site", {
                Effect: "Allow",
                Principal: { Service: "cloudfront.amazonaws.com" },
                Action: kind === "object" ? "s3:GetObject" : "s3:ListBucket",
                Resource: kind === "object" ? "arn:aws:s3:::site/*" : "arn:aws:s3:::site",
                Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:cloudfront::000000000000:distribution/*" } },
              })
            }
            return { ref: id }
          },
        },
      }
      return {
        roles: createRoles(context, policies),
        lambda: createLambda(context),
        gateway,
        bucket,
        site: createSite(context, {
          readObject: async (name, key) => (name === "site" ? objects[key] : undefined),
          api: gateway.handle,
          ...(devServerUrl !== undefined && { devServerUrl }),
        }),
      }
    },
  })
  return stack.url
}

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
  let url: string
  beforeAll(async () => {
    url = await run(resources())
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
    expect(stack?.outputs["Site"]).toBe(`${url}/x`)
  })
})

describe("with other settings", () => {
  afterEach(() => stack?.close())

  test("a page stands in for an error, with the status it is given", async () => {
    const url = await run(
      resources({ CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: "/index.html" }] }),
    )
    const response = await fetch(`${url}/missing.js`)
    expect([response.status, await response.text()]).toEqual([200, html])
  })

  test("a bucket that may be listed says a file is missing; one without a policy says nothing", async () => {
    const listable = await run(resources({}, [{ kind: "object" }, { kind: "bucket" }]))
    expect((await fetch(`${listable}/missing.js`)).status).toBe(404)
    await stack?.close()
    const closed = await run(resources({}, []))
    expect((await fetch(`${closed}/`)).status).toBe(403)
  })

  test.each([
    [
      "an origin that is neither bucket nor API",
      { Origins: [{ Id: "bucket", DomainName: "example.com" }] },
      "The origin example.com",
    ],
    ["a setting nobody built", { OriginGroups: {} }, /OriginGroups/],
  ])("%s stops the start", async (_, config, message) => {
    await expect(run(resources(config))).rejects.toThrow(message)
    stack = undefined
  })

  test("a function that does not parse stops the start", async () => {
    await expect(run({ ...resources(), Spa: edge("spa", "function handler( {") })).rejects.toThrow(/^Spa .*SyntaxError/)
    stack = undefined
  })

  test("a development server takes the bucket's place, socket included, and the API stays", async () => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "text/html")
      response.end(`vite ${request.url}`)
    })
    const sockets = new WebSocketServer({ server, handleProtocols: () => "vite-hmr" })
    sockets.on("connection", (socket) => socket.on("message", (text) => socket.send(`hot ${text}`)))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    const url = await run(resources(), `http://127.0.0.1:${port}`)
    const page = await fetch(`${url}/src/main.tsx?t=1`)
    expect(await page.text()).toBe("vite /src/main.tsx?t=1")
    expect(page.headers.get("x-frame-options")).toBe("DENY")
    expect(page.headers.get("content-security-policy")).toBeNull()
    const socket = new WebSocket(`${url.replace("http", "ws")}/?token=1`, "vite-hmr")
    const reply = new Promise((resolve) => socket.once("message", (text) => resolve(String(text))))
    await new Promise((resolve) => socket.once("open", resolve))
    socket.send("reload")
    expect(await reply).toBe("hot reload")
    socket.close()
    expect((await fetch(`${url}/api/x`)).headers.get("content-type")).toBe("application/json")
    sockets.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
