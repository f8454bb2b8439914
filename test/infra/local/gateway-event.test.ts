import { request as send } from "node:http"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { type GatewayStack, runGateway } from "./gateway-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let stack: GatewayStack
beforeAll(async () => {
  stack = await runGateway()
})
afterAll(() => stack?.close())

async function eventOf(path: string, init: RequestInit = {}) {
  const response = await fetch(`${stack.base}${path}`, init)
  return Object(await response.json()).event
}

/** Sends the target as it stands; fetch would tidy it. */
function raw(target: string, headers: Record<string, string | string[]> = {}, method = "GET", body = "") {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { hostname, port, pathname } = new URL(stack.base)
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
    const apiId = stack.base.split("/").pop()
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
