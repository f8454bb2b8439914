import { beforeAll, expect, test } from "vitest"
import type { AuditLine } from "../../shared/api/audit.ts"
import { bearer, codeFor, exchanged, newApp } from "../support/oauth.ts"
import { everyPage } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, renewedFor, request, signedInAs, type Workspace } from "../support/workspace.ts"

let ours: Workspace
let rep: Person & { id: number }

beforeAll(async () => {
  ours = await newWorkspace()
  rep = await ours.colleague("Reet Regular")
}, 240_000)

const lines = (query: string) => ours.get<AuditLine[]>(`/api/v2/auditLogs?${query}`)

/** The newest line that fits, once it is there. */
async function line(query: string): Promise<AuditLine> {
  return await eventually(async () => {
    const [found] = await lines(query)
    if (found === undefined) throw new Error(`no line for ${query} yet`)
    return found
  })
}

test("a change of a record is a line: who, from where, and each field", async () => {
  const deal = await ours.post("/api/v2/deals", { title: "Pumps", value: 50 })
  await rep.patch(`/api/v2/deals/${deal.id}`, { value: 60 })
  const changed = await line(`object=deal&object_id=${deal.id}&action=changed`)
  expect(changed).toMatchObject({
    user_id: rep.id,
    user_name: "Reet Regular",
    via: "token",
    via_name: "test",
    object_name: "Pumps",
    changes: [{ key: "value", from: 50, to: 60 }],
  })
  expect(changed.via_id).toMatch(/^[0-9a-f]{16}$/)
  await ours.call("DELETE", `/api/v2/deals/${deal.id}`)
  await line(`object=deal&object_id=${deal.id}&action=deleted`)
  expect((await lines(`object=deal&object_id=${deal.id}`)).map(({ action }) => action)).toEqual([
    "deleted",
    "changed",
    "added",
  ])
})

test("the settings leave lines as well, and no secret is in any", async () => {
  const pipeline = await ours.post("/api/v2/pipelines", { name: "Renewals" })
  const stage = await ours.post("/api/v2/stages", { name: "Won", pipeline_id: pipeline.id })
  await ours.patch(`/api/v2/stages/${stage.id}`, { deal_probability: 60 })
  await ours.post("/api/v2/dealFields", { field_name: "Segment", field_type: "text" })
  await ours.patch(`/api/v2/users/${rep.id}`, { role: "admin" })
  await ours.patch(`/api/v2/users/${rep.id}`, { role: "regular" })
  await ours.patch("/api/v2/workspace", { name: "New name" })
  const token = await ours.post<{ id: string; token: string }>("/api/v2/tokens", { name: "Script" })
  await ours.call("DELETE", `/api/v2/tokens/${token.id}`)
  const filter = await ours.post("/api/v2/filters", {
    name: "Mine",
    conditions: { all: [{ field: "owner_id", operator: "=", value: "me" }] },
  })
  await ours.call("DELETE", `/api/v2/filters/${filter.id}`)
  const hook = await ours.call<{ id: number; secret: string }>("POST", "/v1/webhooks", {
    subscription_url: `${ours.url}/none?key=hushhush`,
    event_action: "*",
    event_object: "*",
    name: "Listener",
  })
  await ours.call("POST", "/v1/legacyTeams", { name: "North", manager_id: 1 })
  const goal = {
    title: "More",
    assignee: { type: "person", id: 1 },
    type: { name: "deals_won", params: { pipeline_id: [pipeline.id] } },
    expected_outcome: { target: 10, tracking_metric: "quantity" },
    duration: { start: "2026-01-01", end: "2026-12-31" },
    interval: "weekly",
  }
  await ours.call("POST", "/v1/goals", goal)
  const app = await newApp(ours)
  await ours.post(`/api/v2/oauth/apps/${app.id}/secret`, {})
  expect(await line("object=stage&action=changed")).toMatchObject({
    object_name: "Won",
    changes: [{ key: "deal_probability", from: expect.any(Number), to: 60 }],
  })
  for (const query of [
    "object=pipeline&action=added",
    "object=field&action=added",
    `object=user&object_id=${rep.id}&action=changed`,
    "object=user&action=invited",
    "object=workspace&action=changed",
    `object=token&object_id=${token.id}&action=added`,
    `object=token&object_id=${token.id}&action=revoked`,
    "object=webhook&action=added",
    `object=filter&object_id=${filter.id}&action=added`,
    `object=filter&object_id=${filter.id}&action=deleted`,
    "object=team&action=added",
    "object=goal&action=added",
    `object=oauthApp&object_id=${app.id}&action=rotated`,
  ])
    await line(query)
  const { entries } = await everyPage<AuditLine>(ours, "/api/v2/auditLogs", 7)
  const all = JSON.stringify(entries)
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  expect(entries.map(({ time }) => time)).toEqual(
    entries
      .map(({ time }) => time)
      .toSorted()
      .reverse(),
  )
  for (const secret of [token.token, app.client_secret, hook.body.data?.secret ?? "?", "hushhush", "Hash"])
    expect(all).not.toContain(secret)
})

test("an app of someone else's is named in what it changes, and what it is allowed is a line", async () => {
  const app = await newApp(ours, { name: "Mailer", scopes: ["deals:full"] })
  const jwt = await renewedFor(ours)
  const { body } = await exchanged(ours.url, app, await codeFor(ours.url, jwt, app))
  const made = await bearer(ours.url, body.access_token, "POST", "/api/v2/deals", { title: "By app" })
  const { id } = made.body.data as { id: number }
  expect(await line(`object=deal&object_id=${id}`)).toMatchObject({
    user_id: 1,
    via: "oauth",
    via_id: app.id,
    via_name: "Mailer",
  })
  expect(await line(`object=oauthApp&object_id=${app.id}&action=authorized`)).toMatchObject({ via: "app" })
  await request(ours.url, jwt, "PATCH", `/api/v2/deals/${id}`, { title: "By hand" })
  expect(await line(`object=deal&object_id=${id}&action=changed`)).toMatchObject({ via: "app", via_name: null })
  expect((await lines("via=oauth")).every((one) => one.via === "oauth")).toBe(true)
})

test("it is narrowed by person and time, and only admins of the workspace see it", async () => {
  await line("user_id=1")
  expect((await lines(`user_id=${rep.id}`)).every((one) => one.user_id === rep.id)).toBe(true)
  expect(await lines("from=2100-01-01T00:00:00Z")).toEqual([])
  expect(await lines("until=2020-01-01T00:00:00Z&from=2019-12-01T00:00:00Z")).toEqual([])
  expect((await rep.call("GET", "/api/v2/auditLogs")).status).toBe(403)
  expect((await rep.call("GET", "/api/v2/auditLogs/export")).status).toBe(403)
  expect((await ours.call("GET", "/api/v2/auditLogs?cursor=nonsense")).status).toBe(400)
})

test("as a file, no cell of it is a formula", async () => {
  await ours.post("/api/v2/deals", { title: '=HYPERLINK("https://evil.example")' })
  await line("object=deal&action=added&via=token")
  await eventually(async () => {
    const answer = await fetch(`${ours.url}/api/v2/auditLogs/export?object=deal`, {
      headers: { "x-api-token": ours.token },
    })
    expect(answer.headers.get("content-type")).toContain("text/csv")
    const text = await answer.text()
    expect(text).toContain("Time,User,From,Token or app,Action,Object,ID,Name,Changes\r\n")
    expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
    expect(text).not.toMatch(/(^|,)"?=/m)
  })
})

test("someone who signs in leaves a line", async () => {
  await signedInAs(rep)
  expect(await line(`user_id=${rep.id}&action=${encodeURIComponent("signed in")}`)).toMatchObject({
    via: "app",
    object: "user",
    object_id: String(rep.id),
  })
})
