import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { type GatewayStack, runGateway } from "./gateway-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let stack: GatewayStack
beforeAll(async () => {
  stack = await runGateway()
})
afterAll(() => stack?.close())

describe("the answer", () => {
  const answer = (name: string, path = "/files/a") => fetch(`${stack.base}${path}?answer=${name}`)

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
    const before = stack.lines.length
    const response = await answer(name, path)
    expect([response.status, await response.json()]).toEqual([status, { message }])
    expect(stack.lines.slice(before).filter((one) => one.level === "warn")).toHaveLength(1)
  })

  test("of a throttled function is 503", async () => {
    const first = answer("slow", "/busy")
    await expect.poll(async () => (await answer("plain", "/busy")).status).toBe(503)
    expect((await first).status).toBe(200)
  })

  test("to more than 10 MB is 413", async () => {
    const response = await fetch(`${stack.base}/files/a`, { method: "POST", body: "x".repeat(10 * 1024 * 1024 + 1) })
    expect([response.status, await response.json()]).toEqual([413, { message: "Request Entity Too Large" }])
  })

  test("leaves a line in the access log, in the stage's format", async () => {
    await fetch(`${stack.base}/deals/77`)
    expect(stack.lines).toContainEqual({
      level: "debug",
      source: "access",
      line: "GET GET /deals/{id} /deals/77 200 -",
    })
  })
})

describe("another origin", () => {
  test("that is allowed gets its headers, from the configuration and not from the function", async () => {
    const response = await fetch(`${stack.base}/files/a?answer=full`, { headers: { origin: "https://app.example" } })
    expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example")
    expect(response.headers.get("access-control-allow-credentials")).toBe("true")
    expect(response.headers.get("access-control-expose-headers")).toBe("x-next")
    const stranger = await fetch(`${stack.base}/files/a?answer=full`, { headers: { origin: "https://evil.example" } })
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull()
  })

  test("is answered before it asks, without a route or a token", async () => {
    const preflight = (origin: string) =>
      fetch(`${stack.base}/me`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } })
    const allowed = await preflight("https://app.example")
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get("access-control-allow-methods")).toBe("GET,POST")
    expect(allowed.headers.get("access-control-allow-headers")).toBe("authorization,content-type")
    expect(allowed.headers.get("access-control-max-age")).toBe("600")
    const refused = await preflight("https://evil.example")
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([204, null])
  })
})
