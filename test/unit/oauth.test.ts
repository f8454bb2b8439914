import { expect, test, vi } from "vitest"
import {
  newAccessToken,
  newClientId,
  newCode,
  newFamily,
  newRefreshToken,
  placeOf,
  workspaceOfClient,
  workspaceOfCode,
} from "../../functions/platform/oauth-token.ts"
import { type ApiToken, hasEnded } from "../../shared/api-token.ts"
import { type OauthApp, type OauthGrant, redirectFault, withParameters } from "../../shared/oauth.ts"

vi.stubEnv("TABLE_NAME", "table")
const { standingOf } = await import("../../functions/platform/presented.ts")

const W = "1099511627775"
const clientId = newClientId(W)

test("each token says where it belongs, the largest workspace's too", () => {
  const place = { workspaceId: W, clientId, userId: 16_777_215 }
  const family = newFamily()
  expect(workspaceOfClient(clientId)).toBe(W)
  expect(workspaceOfCode(newCode(W))).toBe(W)
  expect(placeOf(newAccessToken(place))).toEqual({ ...place, kind: "access", family: "" })
  expect(placeOf(newRefreshToken(place, family))).toEqual({ ...place, kind: "refresh", family })
  expect(placeOf(newRefreshToken(place, family).replace("hrt_", "hat_"))).toBeUndefined()
})

test.each(["https://a.example/x?y=1", "http://localhost:3000/", "http://127.0.0.1/cb", "http://[::1]:80/"])(
  "%s may be an address to go back to",
  (uri) => expect(redirectFault(uri)).toBeUndefined(),
)

test.each([
  "http://a.example/",
  "data:text/html,x",
  "https://a.example/#",
  " https://a.example/",
  "https://u@a.example",
])("%s may not", (uri) => expect(redirectFault(uri)).toBeDefined())

test("what is said to an app stands beside what its address says", () => {
  expect(withParameters("https://a.example/?a=1", { code: "x y", state: undefined })).toBe(
    "https://a.example/?a=1&code=x+y",
  )
})

const app: OauthApp = {
  version: 1,
  clientId,
  name: "Mailer",
  redirectUris: [],
  scopes: ["deals:read"],
  secretHash: "",
  secretLastFour: "",
  addedAt: "2026-01-01T00:00:00Z",
  addedBy: 1,
  changedAt: "2026-01-01T00:00:00Z",
}
const grant: OauthGrant = {
  version: 1,
  clientId,
  userId: 2,
  scopes: ["base", "deals:read", "admin"],
  codeHash: "",
  familyHash: "",
  refreshHash: "",
  refreshUntil: 9_999_999_999,
  access: [{ hash: "abc", until: 1000 }],
  grantedAt: "2026-01-01T00:00:00Z",
  refreshedAt: "2026-01-01T00:00:00Z",
}
const item = (value: object) => ({ pk: "", sk: "", ...value })
const presented = { hash: "abc", clientId, workspaceId: W, userId: 2 }

test("an access token works until its end, with the scopes that its app still names", () => {
  expect(standingOf(presented, [item(grant), item(app)], 999_000)).toEqual({
    through: { kind: "oauth", id: clientId, name: "Mailer" },
    scopes: ["base", "deals:read"],
    countedAs: `app#${clientId}`,
  })
  expect(standingOf(presented, [item(grant), item(app)], 1_000_000)).toBeUndefined()
  expect(standingOf({ ...presented, hash: "abd" }, [item(grant), item(app)], 0)).toBeUndefined()
  expect(standingOf(presented, [item(grant), undefined], 0)).toBeUndefined()
  expect(standingOf(presented, [undefined, item(app)], 0)).toBeUndefined()
})

test("an API token works through its last day, and only for whom it names", () => {
  const token: ApiToken = {
    sk: "f".repeat(64),
    userId: 2,
    name: "S",
    lastFour: "1234",
    addedAt: "",
    expiresOn: "2026-03-01",
  }
  const whose = { token: "t", hash: "f", workspaceId: W, userId: 2 }
  expect(hasEnded(token, Date.parse("2026-03-01T23:59:59Z"))).toBe(false)
  expect(hasEnded(token, Date.parse("2026-03-02T00:00:00Z"))).toBe(true)
  const now = Date.parse("2026-02-01T00:00:00Z")
  expect(standingOf(whose, [{ pk: "", ...token }], now)?.through.name).toBe("S")
  expect(standingOf({ ...whose, userId: 3 }, [{ pk: "", ...token }], now)).toBeUndefined()
  expect(standingOf(whose, [{ pk: "", ...token }], Date.parse("2026-03-02T00:00:00Z"))).toBeUndefined()
})
