import { createHash, randomBytes } from "node:crypto"
import { v1, v2 } from "pipedrive"
import { beforeAll, describe, expect, test } from "vitest"
import {
  type App,
  bearer,
  codeFor,
  decided,
  exchanged,
  newApp,
  posted,
  REDIRECT,
  refreshed,
  type Tokens,
} from "../support/oauth.ts"
import { newWorkspace, type Person, renewedFor, request, type Workspace } from "../support/workspace.ts"

let ours: Workspace
let theirs: Workspace
let rep: Person & { id: number }
let jwt: string
let theirJwt: string
let repJwt: string
let app: App
let url: string

beforeAll(async () => {
  ours = await newWorkspace()
  theirs = await newWorkspace()
  url = ours.url
  rep = await ours.colleague("Reet Regular")
  jwt = await renewedFor(ours)
  theirJwt = await renewedFor(theirs)
  repJwt = await renewedFor(rep)
  app = await newApp(ours)
}, 240_000)

async function tokensOf(of: App = app, more: object = {}): Promise<Tokens> {
  const answer = await exchanged(url, of, await codeFor(url, jwt, of, more))
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

const deals = (token: string) => bearer(url, token, "GET", "/api/v2/deals")

describe("an app", () => {
  test("is registered by admins, its secret told once, and changed, and never shown again", async () => {
    expect(app.client_id).toMatch(/^[0-9a-f]{26}$/)
    expect(app.client_secret).toMatch(/^hcs_[0-9a-f]{40}$/)
    const listed = await ours.call("GET", "/api/v2/oauth/apps")
    expect(JSON.stringify(listed.body)).not.toContain(app.client_secret)
    expect(listed.body.data).toMatchObject([{ name: "Mailer", client_secret_last_four: app.client_secret.slice(-4) }])
    expect((await rep.call("GET", "/api/v2/oauth/apps")).status).toBe(403)
    expect((await theirs.call("PATCH", `/api/v2/oauth/apps/${app.id}`, { name: "Mine" })).status).toBe(404)
    expect(await ours.patch(`/api/v2/oauth/apps/${app.id}`, { name: "Mailer 2" })).toMatchObject({ name: "Mailer 2" })
  })

  test.each([
    "http://app.example/back",
    "javascript:alert(1)",
    "https://app.example/#part",
    "https://user:pass@app.example/",
    "http://localhost.evil.example/",
    "myapp://back",
    "/relative",
  ])("cannot have people sent to %s", async (uri) => {
    const { status, body } = await ours.call("POST", "/api/v2/oauth/apps", {
      name: "Bad",
      redirect_uris: [uri],
      scopes: [],
    })
    expect([status, Object.keys(body.fields ?? {})]).toEqual([400, ["redirect_uris.0"]])
  })

  test("may send people to their own computer", async () => {
    const local = await newApp(ours, { redirect_uris: ["http://127.0.0.1:7777/cb", "http://localhost/cb"] })
    expect(local.redirect_uris.length).toBe(2)
  })
})

describe("the question", () => {
  const look = (token: string, query: Record<string, string>) =>
    request<Record<string, unknown>>(url, token, "GET", `/api/v2/oauth/consent?${new URLSearchParams(query)}`)
  const asked = () => ({ client_id: app.client_id, redirect_uri: REDIRECT, response_type: "code" })

  test("says who asks for what, and is put to nobody but who signed in", async () => {
    const { body } = await look(jwt, asked())
    expect(body.data).toMatchObject({
      name: "Mailer 2",
      workspace: "Test & Co",
      host: "app.example",
      scopes: ["base", "deals:read", "users:read"],
      refusal: null,
    })
    for (const [method, more] of [
      ["GET", undefined],
      ["POST", { ...asked(), allow: true }],
    ] as const) {
      const path = `/api/v2/oauth/consent${method === "GET" ? `?${new URLSearchParams(asked())}` : ""}`
      expect((await request(url, ours.token, method, path, more)).status).toBe(403)
      expect((await request(url, "", method, path, more)).status).toBe(401)
    }
  })

  test.each([
    ["an address that only begins the same", { redirect_uri: `${REDIRECT}&more=1` }],
    ["an address of someone else", { redirect_uri: "https://evil.example/" }],
    ["an app that is none", { client_id: "0".repeat(26) }],
    ["what is no id", { client_id: "../../x" }],
  ])("leads nowhere for %s", async (_, more) => {
    const { status, body } = await look(jwt, { ...asked(), ...more })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toContain("redirect_to")
    const answer = await request(url, jwt, "POST", "/api/v2/oauth/consent", { ...asked(), ...more, allow: true })
    expect([answer.status, answer.body.data]).toEqual([400, null])
  })

  test("of an app of another workspace is not put", async () => {
    expect((await look(theirJwt, asked())).status).toBe(400)
    await expect(decided(url, theirJwt, app)).rejects.toThrow("400")
  })

  test.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["invalid_scope", { scope: "deals:full" }],
    ["invalid_scope", { scope: "everything" }],
    ["invalid_request", { code_challenge: "x".repeat(43), code_challenge_method: "plain" }],
    ["invalid_request", { code_challenge: "x".repeat(43) }],
  ])("goes back to the app with %s for %o", async (error, more) => {
    const to = await decided(url, jwt, app, { state: "s 1&", ...more })
    expect(to.searchParams.get("error")).toBe(error)
    expect([to.searchParams.get("state"), to.searchParams.get("kept"), to.searchParams.get("code")]).toEqual([
      "s 1&",
      "1",
      null,
    ])
    expect((await look(jwt, { ...asked(), ...more })).body.data.refusal).toContain(`error=${error}`)
  })

  test("answered with no gives access_denied", async () => {
    const to = await decided(url, jwt, app, { allow: false, state: "abc" })
    expect(Object.fromEntries(to.searchParams)).toMatchObject({ error: "access_denied", state: "abc", kept: "1" })
  })

  test("stands on a page that no other site may frame", async () => {
    for (const path of ["/oauth/authorize", "/oauth/authorize/"]) {
      const page = await fetch(`${url}${path}?client_id=x`)
      expect(page.headers.get("content-type")).toContain("text/html")
      expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'")
      expect(page.headers.get("x-frame-options")).toBe("DENY")
    }
  })
})

describe("tokens", () => {
  test("come for a code, work within their scopes, and are nobody's to see", async () => {
    const answer = await exchanged(url, app, await codeFor(url, jwt, app, { scope: "deals:read" }))
    expect(answer.headers.get("cache-control")).toBe("no-store")
    const { access_token, refresh_token, ...rest } = answer.body
    expect(rest).toEqual({ token_type: "Bearer", expires_in: 3599, scope: "base deals:read", api_domain: url })
    expect((await deals(access_token)).status).toBe(200)
    expect((await bearer(url, access_token, "GET", "/v1/users/me")).status).toBe(200)
    const refused = await bearer(url, access_token, "POST", "/api/v2/deals", { title: "No" })
    expect([refused.status, refused.body.error]).toEqual([403, "Scope and URL mismatch"])
    for (const path of ["/api/v2/users", "/api/v2/tokens", "/api/v2/oauth/apps", "/v1/recents"])
      expect((await bearer(url, access_token, "GET", path)).status, path).toBe(403)
    // it is no API token, and no refresh token calls the API
    expect((await request(url, access_token, "GET", "/api/v2/deals")).status).toBe(401)
    expect((await deals(refresh_token)).status).toBe(401)
    expect((await deals(`${access_token.slice(0, -1)}x`)).status).toBe(401)
  })

  test("come by a body as well, with a slash after the path, for the same workspace alone", async () => {
    const form = { grant_type: "authorization_code", redirect_uri: REDIRECT, client_id: app.client_id }
    const code = await codeFor(url, jwt, app)
    const wrong = await posted(url, undefined, { ...form, code, client_secret: "hcs_wrong" }, "/oauth/token/")
    expect([wrong.status, wrong.body.error]).toEqual([401, "invalid_client"])
    expect(wrong.headers.get("www-authenticate")).toMatch(/^Basic/)
    const right = { ...form, code, client_secret: app.client_secret }
    expect((await posted(url, undefined, right, "/oauth/token/")).status).toBe(200)
    expect((await posted(url, app, { grant_type: "password" })).body.error).toBe("unsupported_grant_type")
  })

  test("of a code go to the app and the address it was asked with, once", async () => {
    const other = await newApp(ours, { name: "Other" })
    const foreign = await newApp(theirs, { name: "Foreign" })
    const code = await codeFor(url, jwt, app)
    for (const thief of [other, foreign]) expect((await exchanged(url, thief, code)).body.error).toBe("invalid_grant")
    const elsewhere = await exchanged(url, app, code, { redirect_uri: "https://evil.example/" })
    expect(elsewhere.body.error).toBe("invalid_grant")
    const first = await exchanged(url, app, code)
    expect(first.status).toBe(200)
    const again = await exchanged(url, app, code)
    expect([again.status, again.body.error]).toEqual([400, "invalid_grant"])
    expect((await deals(first.body.access_token)).status).toBe(401)
    expect((await refreshed(url, app, first.body.refresh_token)).body.error).toBe("invalid_grant")
  })

  test("two requests with one code get tokens for one of them at most, and these end", async () => {
    const code = await codeFor(url, jwt, app)
    const both = await Promise.all([exchanged(url, app, code), exchanged(url, app, code)])
    expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    for (const { body } of both) if (body.access_token) expect((await deals(body.access_token)).status).toBe(401)
  })

  test("with PKCE need the verifier", async () => {
    const verifier = randomBytes(32).toString("base64url")
    const pkce = {
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    }
    const code = await codeFor(url, jwt, app, pkce)
    expect((await exchanged(url, app, code)).body.error).toBe("invalid_grant")
    const guessed = await exchanged(url, app, code, { code_verifier: "x".repeat(43) })
    expect(guessed.body.error).toBe("invalid_grant")
    expect((await exchanged(url, app, code, { code_verifier: verifier })).status).toBe(200)
    const plain = await codeFor(url, jwt, app)
    expect((await exchanged(url, app, plain, { code_verifier: verifier })).body.error).toBe("invalid_grant")
  })

  test("are refreshed by turns, with no more scopes; an old refresh token ends them all", async () => {
    const first = await tokensOf()
    const more = await refreshed(url, app, first.refresh_token, { scope: "base deals:full" })
    expect(more.body.error).toBe("invalid_scope")
    const second = await refreshed(url, app, first.refresh_token, { scope: "base deals:read" })
    expect([second.status, second.body.scope]).toEqual([200, "base deals:read"])
    expect((await bearer(url, second.body.access_token, "GET", "/api/v2/users")).status).toBe(403)
    const other = await newApp(ours, { name: "Thief" })
    expect((await refreshed(url, other, second.body.refresh_token)).body.error).toBe("invalid_grant")
    const third = await refreshed(url, app, second.body.refresh_token)
    expect((await deals(third.body.access_token)).status).toBe(200)
    expect((await deals(second.body.access_token)).status).toBe(200)
    expect((await refreshed(url, app, first.refresh_token)).body.error).toBe("invalid_grant")
    for (const token of [second, third]) expect((await deals(token.body.access_token)).status).toBe(401)
    expect((await refreshed(url, app, third.body.refresh_token)).body.error).toBe("invalid_grant")
  })

  test("are given up by the app: one of them, or with the refresh token all", async () => {
    const other = await newApp(ours, { name: "Reviser" })
    const first = await tokensOf(other)
    const second = (await refreshed(url, other, first.refresh_token)).body
    expect((await posted(url, app, { token: second.access_token }, "/oauth/revoke")).status).toBe(200)
    expect((await deals(second.access_token)).status).toBe(200)
    await posted(url, other, { token: first.access_token, token_type_hint: "access_token" }, "/oauth/revoke/")
    expect([(await deals(first.access_token)).status, (await deals(second.access_token)).status]).toEqual([401, 200])
    await posted(url, other, { token: second.refresh_token, token_type_hint: "refresh_token" }, "/oauth/revoke")
    expect((await deals(second.access_token)).status).toBe(401)
    expect((await posted(url, undefined, { token: "x" }, "/oauth/revoke")).status).toBe(401)
  })

  test("act as the person, whose role still counts, and end with them", async () => {
    const strong = await newApp(ours, { name: "Strong", scopes: ["deals:full", "admin", "contacts:full"] })
    const { body } = await exchanged(url, strong, await codeFor(url, repJwt, strong))
    const pipeline = await bearer(url, body.access_token, "POST", "/api/v2/pipelines", { name: "Mine" })
    expect([pipeline.status, pipeline.body.error]).toEqual([403, expect.stringContaining("pipelines.edit")])
    const made = await bearer(url, body.access_token, "POST", "/api/v2/deals", { title: "By app" })
    expect(made.body.data).toMatchObject({ owner_id: rep.id })
    await ours.patch(`/api/v2/users/${rep.id}`, { status: "inactive" })
    expect((await deals(body.access_token)).status).toBe(401)
    expect((await refreshed(url, strong, body.refresh_token)).body.error).toBe("invalid_grant")
    expect(await ours.patch(`/api/v2/users/${rep.id}`, { status: "active" })).toMatchObject({ status: "active" })
  })

  test("lose what the app no longer names, and end when an admin ends them", async () => {
    const other = await newApp(ours, { name: "Shrinking", scopes: ["deals:read", "users:read"] })
    const { access_token } = await tokensOf(other)
    await ours.patch(`/api/v2/oauth/apps/${other.id}`, { scopes: ["users:read"] })
    expect((await deals(access_token)).status).toBe(403)
    const users = () => bearer(url, access_token, "GET", "/api/v2/users")
    expect((await users()).status).toBe(200)
    const grants = `/api/v2/oauth/apps/${other.id}/grants`
    expect(await ours.get<object[]>(grants)).toMatchObject([{ user_id: 1, user_name: "Fran Founder" }])
    expect((await ours.call("DELETE", `${grants}/1`)).status).toBe(200)
    expect((await users()).status).toBe(401)
    expect((await ours.call("DELETE", `${grants}/1`)).status).toBe(404)
  })

  test("are seen and ended by whoever allowed them", async () => {
    const own = (of: string, method = "GET", id = "") => bearer(url, of, method, `/api/v2/oauth/grants${id}`)
    const other = await newApp(ours, { name: "Theirs to end" })
    const before = await exchanged(url, other, await codeFor(url, repJwt, other))
    const theirs = expect.objectContaining({ client_id: other.id, name: "Theirs to end" })
    expect((await own(repJwt)).body.data).toContainEqual(theirs)
    expect(JSON.stringify((await own(jwt)).body.data)).not.toContain(other.id)
    expect((await own(jwt, "DELETE", `/${other.id}`)).status).toBe(404)
    expect((await own(repJwt, "DELETE", `/${other.id}`)).status).toBe(200)
    expect((await own(repJwt)).body.data).not.toContainEqual(theirs)
    expect((await deals(before.body.access_token)).status).toBe(401)
  })

  test("end with the app, and its old secret with a new one", async () => {
    const other = await newApp(ours, { name: "Leaving" })
    const { access_token, refresh_token } = await tokensOf(other)
    const rotated = await ours.post<App>(`/api/v2/oauth/apps/${other.id}/secret`, {})
    expect((await refreshed(url, other, refresh_token)).body.error).toBe("invalid_client")
    expect((await refreshed(url, { ...other, ...rotated }, refresh_token)).status).toBe(200)
    expect((await ours.call("DELETE", `/api/v2/oauth/apps/${other.id}`)).status).toBe(200)
    expect((await deals(access_token)).status).toBe(401)
    expect((await refreshed(url, { ...other, ...rotated }, refresh_token)).body.error).toBe("invalid_client")
  })
})

describe.each([
  ["v1", v1],
  ["v2", v2],
] as const)("the official client's %s", (name, sdk) => {
  test("gets, refreshes, uses and gives up tokens", async () => {
    const oauth2 = new sdk.OAuth2Configuration({
      clientId: app.client_id,
      clientSecret: app.client_secret,
      redirectUri: REDIRECT,
      host: url,
    })
    const asked = new URL(oauth2.authorizationUrl)
    expect(asked.origin + asked.pathname).toBe(`${url}/oauth/authorize`)
    const token = await oauth2.authorize(await codeFor(url, jwt, app, Object.fromEntries(asked.searchParams)))
    expect(token).toMatchObject({ token_type: "Bearer", api_domain: url })
    expect(oauth2.basePath).toBe(`${url}/api/${name}`)
    const { access_token } = await oauth2.tokenRefresh()
    expect(access_token).not.toBe(token.access_token)
    const configuration = new sdk.Configuration({
      accessToken: oauth2.getAccessToken,
      basePath: oauth2.basePath,
    })
    const answer =
      name === "v1"
        ? await new v1.UsersApi(configuration as v1.Configuration).getCurrentUser()
        : await new v2.DealsApi(configuration as v2.Configuration).getDeals()
    expect(answer.success).toBe(true)
    await oauth2.revokeToken("access_token")
    expect((await deals(access_token)).status).toBe(401)
    await oauth2.revokeToken("refresh_token")
    await expect(oauth2.tokenRefresh()).rejects.toThrow()
  })
})

describe("API tokens", () => {
  const made = (more: object) => ours.post<{ id: string; token: string }>("/api/v2/tokens", { name: "Script", ...more })

  test("keep to their scopes, and no token with scopes makes another", async () => {
    const { token, id } = await made({ scopes: ["deals:read"] })
    expect((await request(url, token, "GET", "/api/v2/deals")).status).toBe(200)
    const refused = await request(url, token, "POST", "/api/v2/deals", { title: "No" })
    expect([refused.status, refused.body.error]).toEqual([403, "Scope and URL mismatch"])
    expect((await request(url, token, "POST", "/api/v2/tokens", { name: "More" })).status).toBe(403)
    const listed = await ours.get<{ id: string; scopes: string[]; last_used_time: string }[]>("/api/v2/tokens")
    const one = listed.find((other) => other.id === id)
    expect(one?.scopes).toEqual(["deals:read"])
    expect(Math.abs(Date.parse(one?.last_used_time ?? "") - Date.now())).toBeLessThan(600_000)
  })

  test("note their use without a write for each", async () => {
    const { token } = await made({})
    const first = await request(url, token, "GET", "/v1/users/me")
    const second = await request(url, token, "GET", "/v1/users/me")
    const writes = ({ headers }: typeof first) => /write=([\d.]+)/.exec(headers.get("x-request-units") ?? "")?.[1]
    expect(Number(writes(first))).toBeGreaterThan(Number(writes(second)))
  })

  test("last through their last day, which cannot have passed", async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    const { token } = await made({ expires_on: day(1) })
    expect((await request(url, token, "GET", "/api/v2/deals")).status).toBe(200)
    const late = await ours.call("POST", "/api/v2/tokens", { name: "Late", expires_on: day(-2) })
    expect([late.status, late.body.fields]).toEqual([400, { expires_on: "is a day that has passed" }])
  })
})
