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
    const response = await fetch(`${stack.base}/`)
    expect([response.status, await response.json()]).toEqual([404, { message: "Not Found" }])
  })

  test("is limited as the stage says, each for itself", async () => {
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${stack.base}/limited`)).status)
    expect(statuses).toEqual([200, 200, 429])
    expect(await (await fetch(`${stack.base}/limited`)).json()).toEqual({ message: "Too Many Requests" })
    expect((await fetch(`${stack.base}/anything`)).status).toBe(200)
  })
})
