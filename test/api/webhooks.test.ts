import { createHmac } from "node:crypto"
import { beforeAll, expect, test } from "vitest"
import type { DeliveryAnswer, WebhookAnswer } from "../../shared/api/webhooks.ts"
import { type Endpoint, endpoint } from "../support/endpoint.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace

beforeAll(async () => {
  workspace = await newWorkspace()
}, 240_000)

type Made = WebhookAnswer & { secret: string }

async function hook(at: Endpoint, more: object = {}): Promise<Made> {
  const body = { subscription_url: at.url, event_action: "*", event_object: "deal", name: "Ours", ...more }
  return workspace.post<Made>("/v1/webhooks", body)
}

const deliveries = (id: number) => workspace.get<DeliveryAnswer[]>(`/api/v2/webhooks/${id}/deliveries`)

test("a webhook hears, in version 2.0, what is added, changed and deleted, signed", async () => {
  const at = await endpoint()
  const made = await hook(at, { http_auth_user: "ann", http_auth_password: "secret" })
  expect(made).toMatchObject({ version: "2.0", is_active: 1, http_auth_password: "********" })
  const { id } = await workspace.post("/api/v2/deals", { title: "Cranes", value: 100 })
  await eventually(async () => expect(at.heard).toHaveLength(1))
  const [first] = at.heard
  expect(first?.body.meta).toMatchObject({
    action: "create",
    entity: "deal",
    entity_id: String(id),
    company_id: String(workspace.id),
    user_id: "1",
    version: "2.0",
    webhook_id: String(made.id),
    change_source: "api",
    attempt: 1,
    permitted_user_ids: ["1"],
  })
  expect(first?.body.data).toMatchObject({ id, title: "Cranes", value: 100, visible_to: "3", custom_fields: {} })
  expect(first?.body.previous).toBeNull()
  expect(first?.headers.authorization).toBe(`Basic ${Buffer.from("ann:secret").toString("base64")}`)
  const [, seconds = "", signature] = /^t=(\d+),v1=(\w+)$/.exec(String(first?.headers["x-halyard-signature"])) ?? []
  expect(createHmac("sha256", made.secret).update(`${seconds}.${first?.text}`).digest("hex")).toBe(signature)

  await workspace.patch(`/api/v2/deals/${id}`, { status: "won", stage_id: 2 })
  await eventually(async () => expect(at.heard).toHaveLength(2))
  expect(at.heard[1]?.body.meta).toMatchObject({ action: "change" })
  expect(at.heard[1]?.body.data).toMatchObject({ status: "won", stage_id: 2 })
  expect(at.heard[1]?.body.previous).toMatchObject({ status: "open", stage_id: 1 })
  expect(at.heard[1]?.body.previous).not.toHaveProperty("title")

  await workspace.call("DELETE", `/api/v2/deals/${id}`)
  await eventually(async () => expect(at.heard).toHaveLength(3))
  expect(at.heard[2]?.body).toMatchObject({ meta: { action: "delete" }, data: null, previous: { id, title: "Cranes" } })
  expect((await workspace.call("DELETE", `/v1/webhooks/${made.id}`)).body).toMatchObject({ status: "ok" })
})

test("version 1.0 speaks of the same in its own words", async () => {
  const at = await endpoint()
  // as programs of that time ask for it
  const asked = { subscription_url: at.url, event_action: "updated", event_object: "person" }
  expect(await workspace.post("/v1/webhooks", asked)).toMatchObject({ version: "1.0", event_action: "change" })
  const { id } = await workspace.post("/api/v2/persons", { name: "Greta" })
  await workspace.patch(`/api/v2/persons/${id}`, { name: "Greta Holm" })
  await eventually(async () => expect(at.heard).toHaveLength(1))
  expect(at.heard[0]?.body).toMatchObject({
    v: 1,
    event: "updated.person",
    retry: 0,
    meta: { action: "updated", object: "person", id, company_id: workspace.id },
    current: { name: "Greta Holm", active_flag: true, visible_to: "3" },
    previous: { name: "Greta" },
  })
})

test("pipelines, stages and people are told in both versions", async () => {
  const [one, two] = [await endpoint(), await endpoint()]
  for (const event_object of ["pipeline", "stage", "user"]) {
    await hook(one, { version: "1.0", event_object })
    await hook(two, { event_object })
  }
  const pipeline = await workspace.post("/api/v2/pipelines", { name: "Rentals" })
  const stage = await workspace.post("/api/v2/stages", { name: "Asked", pipeline_id: pipeline.id })
  const user = await workspace.post("/api/v2/users", { name: "Uku Uus" })
  await eventually(async () => expect([one.heard.length, two.heard.length]).toEqual([3, 3]))
  await workspace.patch(`/api/v2/stages/${stage.id}`, { name: "Asked for", deal_probability: 20 })
  await workspace.patch(`/api/v2/users/${user.id}`, { name: "Uku Vana" })
  await workspace.call("DELETE", `/api/v2/pipelines/${pipeline.id}`)
  // the pipeline takes its stage with it
  await eventually(async () => expect([one.heard.length, two.heard.length]).toEqual([7, 7]))
  const of = (heard: Endpoint["heard"], object: string) =>
    heard.filter(({ body }) => (body.meta?.entity ?? body.meta?.object) === object).map(({ body }) => body)
  expect(of(two.heard, "stage")).toMatchObject([
    { meta: { action: "create", entity_id: String(stage.id) }, data: { name: "Asked", pipeline_id: pipeline.id } },
    { meta: { action: "change" }, data: { name: "Asked for" }, previous: { name: "Asked", deal_probability: 100 } },
    { meta: { action: "delete" }, data: null, previous: { name: "Asked for" } },
  ])
  expect(of(two.heard, "pipeline")).toMatchObject([{ data: { name: "Rentals" } }, { meta: { action: "delete" } }])
  expect(of(two.heard, "user")).toMatchObject([
    { meta: { action: "create" }, data: { name: "Uku Uus", active_flag: true } },
    { meta: { action: "change" }, data: { name: "Uku Vana" }, previous: { name: "Uku Uus" } },
  ])
  expect(of(one.heard, "stage")).toMatchObject([
    { event: "added.stage", current: { pipeline_name: "Rentals", active_flag: true, rotten_flag: false } },
    { event: "updated.stage", current: { name: "Asked for" }, previous: { name: "Asked" } },
    { event: "deleted.stage", current: null },
  ])
  expect(of(one.heard, "pipeline")[0]).toMatchObject({ current: { active: true, url_title: "Rentals" } })
  expect(of(one.heard, "user")[1]).toMatchObject({ event: "updated.user", current: { is_admin: 0, activated: false } })
})

test("what an endpoint refuses is tried again, what it takes is not, and either can be sent again", async () => {
  const at = await endpoint()
  at.answers(302)
  const { id } = await hook(at, { event_action: "create" })
  await workspace.post("/api/v2/deals", { title: "Stubborn" })
  await eventually(async () => expect(at.heard).toHaveLength(1))
  at.answers(200)
  await eventually(async () => expect((await deliveries(id))[0]?.status).toBe("delivered"))
  const [delivery] = await deliveries(id)
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([302, 200])
  expect(at.heard.map(({ body }) => body.meta?.attempt)).toEqual([1, 2])
  const again = await workspace.call("POST", `/api/v2/webhooks/${id}/deliveries/${delivery?.id}/redeliver`)
  expect(again.status).toBe(202)
  await eventually(async () => expect((await deliveries(id))[0]?.attempts).toHaveLength(3))
  expect(at.heard.at(-1)?.body.meta).toMatchObject({ attempt: 1, entity: "deal" })
})

const org = () => workspace.post("/api/v2/organizations", { name: "Northern Docks", visible_to: 1 })

test("a webhook in somebody's name hears only what they may see", async () => {
  const at = await endpoint()
  const rita = await workspace.colleague("Rita Regular")
  await hook(at, { user_id: rita.id, event_action: "create", event_object: "*" })
  const hidden = await workspace.post("/api/v2/deals", { title: "Hidden", visible_to: 1 })
  await workspace.post("/api/v2/notes", { deal_id: hidden.id, content: "Between us" })
  const lead = { title: "Hidden too", visible_to: "1", organization_id: (await org()).id }
  await workspace.post("/v1/leads", lead)
  await workspace.post("/api/v2/deals", { title: "Open" })
  await eventually(async () => expect(at.heard).toHaveLength(1))
  expect(at.heard[0]?.body.data).toMatchObject({ title: "Open" })
})

test.each(["http://10.0.0.1/", "https://169.254.169.254/", "https://[::1]/", "ftp://127.0.0.1/", "nonsense"])(
  "400: nothing is sent to %s",
  async (subscription_url) => {
    const body = { subscription_url, event_action: "*", event_object: "*", name: "Bad" }
    const { status, body: answer } = await workspace.call("POST", "/v1/webhooks", body)
    expect(status).toBe(400)
    expect(answer).toMatchObject({
      success: false,
      status: "error",
      errors: { subscription_url: [expect.any(String)] },
    })
  },
)
