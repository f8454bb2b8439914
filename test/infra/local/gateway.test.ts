import { createSign, generateKeyPairSync } from "node:crypto"
import { request as send } from "node:http"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import type { Context } from "../../../infra/local/family.ts"
import { createGateway } from "../../../infra/local/gateway/gateway.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { createLambda } from "../../../infra/local/lambda/lambda.ts"
import { type RunningStack, runStack } from "../../../infra/local/run.ts"
import { createWatch } from "../../../infra/local/watch.ts"
import {
  lambdaFunction,
  permission,
  type Resources,
  role,
  type Written,
  writeAssembly,
} from "../../support/assembly.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const code = `
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const answers = {
    plain: () => "just text",
    object: () => ({ a: 1 }),
    full: () => ({
      statusCode: 201,
      headers: { "Content-Type": "text/csv", "X-Number": 5, "access-control-allow-origin": "https://evil.example" },
      cookies: ["a=1; Path=/", "b=2"],
      body: "a,b",
    }),
    binary: () => ({ statusCode: 200, headers: { "content-type": "image/png" }, body: "iVBORw==", isBase64Encoded: true }),
    empty: () => ({ statusCode: 204 }),
    untyped: () => ({ statusCode: 200, body: "x" }),
    malformed: () => ({ statusCode: 200, body: { not: "text" } }),
    throws: () => { throw new Error("a bug") },
    slow: async () => { await wait(400); return "late" },
    hangs: () => wait(60_000),
  }
  export const handler = async (event) => answers[event.queryStringParameters?.answer]?.() ?? { event }
`

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const Issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool"
const now = Math.floor(Date.now() / 1000)

function token(claims: object, key = privateKey, kid = "one"): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const all = { iss: Issuer, exp: now + 3600, client_id: "web", sub: "1", ...claims }
  const signed = `${part({ alg: "RS256", kid })}.${part(all)}`
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key).toString("base64url")}`
}

const ref = (Ref: string) => ({ Ref })
const integration = (functionId: string, properties: object = {}) => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: {
    ApiId: ref("Api"),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: { "Fn::GetAtt": [functionId, "Arn"] },
    PayloadFormatVersion: "2.0",
    ...properties,
  },
})
const route = (RouteKey: string, integrationId: string, properties: object = {}) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: ref("Api"),
    RouteKey,
    Target: { "Fn::Join": ["", ["integrations/", ref(integrationId)]] },
    ...properties,
  },
})
const jwt = (scopes: string[] = []) => ({
  AuthorizationType: "JWT",
  AuthorizerId: ref("Jwt"),
  AuthorizationScopes: scopes,
})

const resources: Resources = {
  Role: role(),
  Fn: lambdaFunction("Fn", "Role", { Timeout: 1 }),
  Busy: lambdaFunction("Fn", "Role", { ReservedConcurrentExecutions: 1, Timeout: 10 }),
  Closed: lambdaFunction("Fn", "Role"),
  FnAllowed: permission("Fn", "apigateway.amazonaws.com"),
  BusyAllowed: permission("Busy", "apigateway.amazonaws.com"),
  Api: {
    Type: "AWS::ApiGatewayV2::Api",
    Properties: {
      Name: "crm",
      ProtocolType: "HTTP",
      CorsConfiguration: {
        AllowOrigins: ["https://app.example"],
        AllowMethods: ["GET", "POST"],
        AllowHeaders: ["authorization", "content-type"],
        ExposeHeaders: ["x-next"],
        AllowCredentials: true,
        MaxAge: 600,
      },
    },
  },
  Logs: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 7 } },
  Stage: {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: {
      ApiId: ref("Api"),
      StageName: "$default",
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: { "Fn::GetAtt": ["Logs", "Arn"] },
        Format: "$context.httpMethod $context.routeKey $context.path $context.status $context.unknown.thing",
      },
      RouteSettings: { "GET /limited": { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 } },
    },
  },
  Jwt: {
    Type: "AWS::ApiGatewayV2::Authorizer",
    Properties: {
      ApiId: ref("Api"),
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Audience: ["web"], Issuer },
      Name: "jwt",
    },
  },
  ToFn: integration("Fn"),
  ToFnSoon: integration("Fn", { TimeoutInMillis: 100 }),
  ToBusy: integration("Busy"),
  ToClosed: integration("Closed"),
  Greedy: route("ANY /{proxy+}", "ToFn"),
  Deals: route("ANY /deals/{id}", "ToFn"),
  DealsGet: route("GET /deals/{id}", "ToFn"),
  DealsWon: route("GET /deals/won", "ToFn"),
  Nested: route("GET /deals/{id}/notes/{note}", "ToFn"),
  Files: route("GET /files/{path+}", "ToFn"),
  Limited: route("GET /limited", "ToFn"),
  Soon: route("GET /soon", "ToFnSoon"),
  BusyRoute: route("GET /busy", "ToBusy"),
  ClosedRoute: route("GET /closed", "ToClosed"),
  Me: route("GET /me", "ToFn", jwt()),
  Admin: route("GET /admin", "ToFn", jwt(["admin", "owner"])),
}

let assembly: Written
let stack: RunningStack<object>
let base: string
const lines: { level: string; source: string; line: string }[] = []

beforeAll(async () => {
  assembly = writeAssembly(
    resources,
    { Fn: { "index.mjs": code } },
    { Outputs: { Url: { Value: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } } } },
  )
  stack = await runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: 0,
    region: "eu-central-1",
    terminal: () => undefined,
    families(context, policies) {
      const watched: Context = { ...context, log: (level, source, line) => void lines.push({ level, source, line }) }
      return {
        roles: createRoles(context, policies),
        watch: createWatch(context),
        lambda: createLambda(context),
        gateway: createGateway(watched, (issuer) =>
          issuer === Issuer ? [{ ...publicKey.export({ format: "jwk" }), kid: "one" }] : [],
        ),
      }
    },
  })
  base = String(stack.outputs["Url"])
})
afterAll(async () => {
  await stack?.close()
  assembly?.remove()
})

async function eventOf(path: string, init: RequestInit = {}) {
  const response = await fetch(`${base}${path}`, init)
  return Object(await response.json()).event
}

/** Sends the target as it stands; fetch would tidy it. */
function raw(target: string, headers: Record<string, string | string[]> = {}, method = "GET", body = "") {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { hostname, port, pathname } = new URL(base)
    send({ hostname, port, method, path: `${pathname}${target}`, headers }, async (response) => {
      let text = ""
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode, text })
    })
      .on("error", reject)
      .end(body)
  })
}

describe("the event", () => {
  test("is payload format 2.0, whole", async () => {
    const event = await eventOf("/deals/7?b=2&a=1&a=x%20y&empty=", {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", cookie: "one=1; two=2", "user-agent": "tests" },
      body: '{"title":"Grüße"}',
    })
    const apiId = base.split("/").pop()
    expect(event).toEqual({
      version: "2.0",
      routeKey: "ANY /deals/{id}",
      rawPath: "/deals/7",
      rawQueryString: "b=2&a=1&a=x%20y&empty=",
      cookies: ["one=1", "two=2"],
      headers: expect.objectContaining({
        "content-type": "application/json; charset=utf-8",
        "content-length": "19",
        "user-agent": "tests",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "http",
      }),
      queryStringParameters: { b: "2", a: "1,x y", empty: "" },
      pathParameters: { id: "7" },
      requestContext: {
        accountId: "000000000000",
        apiId,
        domainName: "127.0.0.1",
        domainPrefix: apiId,
        http: { method: "POST", path: "/deals/7", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "tests" },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        routeKey: "ANY /deals/{id}",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"title":"Grüße"}',
      isBase64Encoded: false,
    })
    expect(event.headers.cookie).toBeUndefined()
  })

  test("leaves out what the request does not have", async () => {
    const event = await eventOf("/files/a")
    for (const name of ["cookies", "queryStringParameters", "body"]) expect(event).not.toHaveProperty(name)
    expect(event).toMatchObject({ rawQueryString: "", isBase64Encoded: false })
  })

  test.each([
    ["text/plain", false],
    ["application/xml", false],
    ["application/javascript;charset=utf-8", false],
    ["application/x-www-form-urlencoded", true],
    ["multipart/form-data; boundary=x", true],
    ["application/octet-stream", true],
    ["", true],
  ])("carries a body of type %j in base64: %s", async (type, isBase64Encoded) => {
    const { text } = await raw("/files", type === "" ? {} : { "content-type": type }, "POST", "hi=1")
    const body = isBase64Encoded ? Buffer.from("hi=1").toString("base64") : "hi=1"
    expect(JSON.parse(text).event).toMatchObject({ body, isBase64Encoded })
  })

  test("has the path decoded and the query as it was sent", async () => {
    const { text } = await raw("/files/a%20b/%C3%BC/c?q=%C3%BC%20+x")
    expect(JSON.parse(text).event).toMatchObject({
      rawPath: "/files/a b/ü/c",
      rawQueryString: "q=%C3%BC%20+x",
      queryStringParameters: { q: "ü  x" },
      pathParameters: { path: "a b/ü/c" },
    })
  })

  test("joins a header that was sent twice", async () => {
    const { text } = await raw("/files/a", { "x-many": ["1", "2"] })
    expect(JSON.parse(text).event.headers["x-many"]).toBe("1,2")
  })
})

describe("the route", () => {
  test.each([
    ["GET", "/deals/won", "GET /deals/won"],
    ["GET", "/deals/8", "GET /deals/{id}"],
    ["PATCH", "/deals/8", "ANY /deals/{id}"],
    ["POST", "/deals/won", "ANY /deals/{id}"],
    ["GET", "/deals/8/notes/9", "GET /deals/{id}/notes/{note}"],
    ["POST", "/deals/8/notes/9", "ANY /{proxy+}"],
    ["GET", "/files/a/b", "GET /files/{path+}"],
    ["GET", "/anything", "ANY /{proxy+}"],
  ])("of %s %s is %s", async (method, path, expected) => {
    expect((await eventOf(path, { method })).routeKey).toBe(expected)
  })

  test("of a path nobody claims is 404", async () => {
    const response = await fetch(`${base}/`)
    expect([response.status, await response.json()]).toEqual([404, { message: "Not Found" }])
  })

  test("is limited as the stage says, each for itself", async () => {
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${base}/limited`)).status)
    expect(statuses).toEqual([200, 200, 429])
    expect(await (await fetch(`${base}/limited`)).json()).toEqual({ message: "Too Many Requests" })
    expect((await fetch(`${base}/anything`)).status).toBe(200)
  })
})

describe("the answer", () => {
  const answer = (name: string, path = "/files/a") => fetch(`${base}${path}?answer=${name}`)

  test("of a result without a status is 200 and JSON", async () => {
    const text = await answer("plain")
    expect([text.status, text.headers.get("content-type"), await text.text()]).toEqual([
      200,
      "application/json",
      "just text",
    ])
    expect(await (await answer("object")).json()).toEqual({ a: 1 })
  })

  test("carries status, headers, cookies and body", async () => {
    const response = await answer("full")
    expect(response.status).toBe(201)
    expect(response.headers.get("content-type")).toBe("text/csv")
    expect(response.headers.get("x-number")).toBe("5")
    expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"])
    expect(response.headers.get("apigw-requestid")).toMatch(/=$/)
    expect(await response.text()).toBe("a,b")
  })

  test("is decoded when it is binary, empty when it is, and plain text when no type is named", async () => {
    expect([...new Uint8Array(await (await answer("binary")).arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47])
    const empty = await answer("empty")
    expect([empty.status, await empty.text()]).toEqual([204, ""])
    expect((await answer("untyped")).headers.get("content-type")).toBe("text/plain;charset=UTF-8")
  })

  test.each([
    ["an error", "throws", "/files/a", 500, "Internal Server Error"],
    ["a malformed answer", "malformed", "/files/a", 500, "Internal Server Error"],
    ["a function that may not be invoked", "plain", "/closed", 500, "Internal Server Error"],
    ["a function's time-out", "hangs", "/files/a", 503, "Service Unavailable"],
    ["the integration's time-out", "slow", "/soon", 503, "Service Unavailable"],
  ])("of %s says nothing of why, and the log says it", async (_, name, path, status, message) => {
    const before = lines.length
    const response = await answer(name, path)
    expect([response.status, await response.json()]).toEqual([status, { message }])
    expect(lines.slice(before).filter((one) => one.level === "warn")).toHaveLength(1)
  })

  test("of a throttled function is 503", async () => {
    const first = answer("slow", "/busy")
    await expect.poll(async () => (await answer("plain", "/busy")).status).toBe(503)
    expect((await first).status).toBe(200)
  })

  test("to more than 10 MB is 413", async () => {
    const response = await fetch(`${base}/files/a`, { method: "POST", body: "x".repeat(10 * 1024 * 1024 + 1) })
    expect([response.status, await response.json()]).toEqual([413, { message: "Request Entity Too Large" }])
  })

  test("leaves a line in the access log, in the stage's format", async () => {
    await fetch(`${base}/deals/77`)
    expect(lines).toContainEqual({ level: "debug", source: "access", line: "GET GET /deals/{id} /deals/77 200 -" })
  })
})

describe("another origin", () => {
  test("that is allowed gets its headers, from the configuration and not from the function", async () => {
    const response = await fetch(`${base}/files/a?answer=full`, { headers: { origin: "https://app.example" } })
    expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example")
    expect(response.headers.get("access-control-allow-credentials")).toBe("true")
    expect(response.headers.get("access-control-expose-headers")).toBe("x-next")
    const stranger = await fetch(`${base}/files/a?answer=full`, { headers: { origin: "https://evil.example" } })
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull()
  })

  test("is answered before it asks, without a route or a token", async () => {
    const preflight = (origin: string) =>
      fetch(`${base}/me`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } })
    const allowed = await preflight("https://app.example")
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get("access-control-allow-methods")).toBe("GET,POST")
    expect(allowed.headers.get("access-control-allow-headers")).toBe("authorization,content-type")
    expect(allowed.headers.get("access-control-max-age")).toBe("600")
    const refused = await preflight("https://evil.example")
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([204, null])
  })
})

describe("a JWT authorizer", () => {
  const get = (path: string, authorization?: string) =>
    fetch(`${base}${path}`, authorization === undefined ? {} : { headers: { authorization } })

  test("hands the claims to the function, as text", async () => {
    const response = await get("/me", `Bearer ${token({ "cognito:groups": ["a", "b"], email_verified: true })}`)
    const { requestContext } = Object(await response.json()).event
    expect(requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          iss: Issuer,
          exp: String(now + 3600),
          client_id: "web",
          sub: "1",
          "cognito:groups": "[a b]",
          email_verified: "true",
        },
        scopes: null,
      },
    })
  })

  test("takes an id token by its audience", async () => {
    expect((await get("/me", token({ client_id: undefined, aud: "web" }))).status).toBe(200)
  })

  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
  test.each([
    ["no token", undefined],
    ["no JWT", "Bearer nonsense"],
    ["another key's signature", `Bearer ${token({}, other)}`],
    ["an unknown key", `Bearer ${token({}, other, "two")}`],
    ["an expired token", `Bearer ${token({ exp: now - 1 })}`],
    ["a token from the future", `Bearer ${token({ nbf: now + 600 })}`],
    ["another audience", `Bearer ${token({ client_id: "other" })}`],
    ["another issuer", `Bearer ${token({ iss: `${Issuer}2` })}`],
    [
      "claims changed after signing",
      `Bearer ${token({}).replace(/\.[^.]+\./, `.${token({ sub: "2" }).split(".")[1]}.`)}`,
    ],
  ])("refuses %s", async (_, authorization) => {
    const response = await get("/me", authorization)
    expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized" }])
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/)
  })

  test("asks for one of the route's scopes", async () => {
    expect((await get("/admin", token({ scope: "read owner" }))).status).toBe(200)
    const response = await get("/admin", token({ scope: "read" }))
    expect([response.status, await response.json()]).toEqual([403, { message: "Forbidden" }])
  })
})
