import { generateKeyPairSync } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { type GatewayStack, runGateway } from "./gateway-stack.ts"
import { Issuer, now, token } from "./gateway-tokens.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let stack: GatewayStack
beforeAll(async () => {
  stack = await runGateway()
})
afterAll(() => stack?.close())

describe("a JWT authorizer", () => {
  const get = (path: string, authorization?: string) =>
    fetch(`${stack.base}${path}`, authorization === undefined ? {} : { headers: { authorization } })

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
