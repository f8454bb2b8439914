/** A call of every route that succeeds, or is refused for the state its record is in: for tests that walk the route table. */
import { randomUUID } from "node:crypto"
import { mailTo } from "../../infra/local/people.ts"
import { setUuid } from "../../shared/permission-set.ts"
import { V1_RECORDS } from "./examples-v1-records.ts"
import { addFile, beginFile, upload } from "./files.ts"
import { GOODS_EXAMPLES, type Goods, makeGoods } from "./goods-examples.ts"
import { OAUTH_EXAMPLES } from "./oauth-examples.ts"
import { eventually } from "./stack.ts"
import type { Workspace } from "./workspace.ts"

/** One record of each kind in a workspace, none of which another workspace has by the same id. */
export type Fixtures = {
  workspace: Workspace
  pipeline: number
  stage: number
  person: number
  organization: number
  deal: number
  activity: number
  note: number
  file: number
  user: number
  token: string
  import: string
  goods: Goods
}

export async function makeFixtures(workspace: Workspace): Promise<Fixtures> {
  const make = async (path: string, body: object) => (await workspace.post<{ id: number }>(path, body)).id
  const pipeline = await make("/api/v2/pipelines", { name: "Renewals" })
  const organization = await make("/api/v2/organizations", { name: "Mets & Co" })
  const person = await make("/api/v2/persons", { name: "Maija Mets", org_id: organization })
  const deal = await make("/api/v2/deals", { title: "Pumps", person_id: person, org_id: organization })
  return {
    workspace,
    pipeline,
    stage: await make("/api/v2/stages", { name: "First", pipeline_id: pipeline }),
    person,
    organization,
    deal,
    activity: await make("/api/v2/activities", { subject: "Call", deal_id: deal }),
    note: await make("/api/v2/notes", { content: "Hello", deal_id: deal }),
    file: (await addFile(workspace, { deal_id: deal })).id,
    user: await make("/api/v2/users", { name: "Uku Uus", email: addressOf("uku") }),
    token: (await workspace.post<{ id: string }>("/api/v2/tokens", { name: "fixture" })).id,
    import: (await workspace.post<{ id: string }>("/api/v2/imports", { file_name: "a.csv", size: 9 })).id,
    goods: await makeGoods(workspace, person),
  }
}

export type Example = {
  params?: Record<string, string | number>
  query?: string
  body?: unknown
  /** When it is refused for the state its record is in: what there is to succeed with is another test's. */
  refused?: 409
  /** It leads elsewhere. */
  leads?: 302
  /** The same in every workspace. */
  everywhere?: true
}

const addressOf = (name: string) => `${name}-${randomUUID().slice(0, 8)}@test.example`

export type Make = (f: Fixtures) => Example | Promise<Example>

/** Something of its own for a call that ends it. */
async function activityTemplate({ workspace }: Fixtures): Promise<Example> {
  const body = { name: "Second call", type: "call", subject: "Call again", due_in_days: 2 }
  const { id } = await workspace.post<{ id: string }>("/api/v2/activities/templates", body)
  return { params: { id } }
}

async function savedPipeline({ workspace, pipeline }: Fixtures): Promise<Example> {
  const body = { name: "Kept", pipeline_id: pipeline }
  const { id } = await workspace.post<{ id: string }>("/api/v2/pipelines/templates", body)
  return { params: { id } }
}

async function own(f: Fixtures, path: string, body: object): Promise<Example> {
  return { params: { id: (await f.workspace.post<{ id: number }>(path, body)).id } }
}

async function pendingUser(f: Fixtures): Promise<Example> {
  return own(f, "/api/v2/users", { name: "Ene Ese", email: addressOf("ene") })
}

async function followed(f: Fixtures, path: string, body: object): Promise<Example> {
  const { id } = await f.workspace.post<{ id: number }>(path, body)
  await f.workspace.post(`${path}/${id}/followers`, { user_id: f.user })
  return { params: { id, follower_id: f.user } }
}

/** Nobody listens at the example's address, so that its delivery waits for its next try. */
async function waitingDelivery({ workspace }: Fixtures): Promise<Example> {
  const { id } = await workspace.post<{ id: number }>("/v1/webhooks", HOOK)
  await workspace.post("/api/v2/deals", { title: "Told" })
  const delivery_id = await eventually(async () => {
    const [first] = await workspace.get<{ id: string }[]>(`/api/v2/webhooks/${id}/deliveries`)
    if (first === undefined) throw new Error("nothing was begun")
    return first.id
  })
  return { params: { id, delivery_id }, refused: 409 }
}

const FILTER = { name: "Mine", conditions: { all: [{ field: "owner_id", operator: "=", value: "me" }] } }
function form(type: string, fields: Record<string, string | number> = {}): FormData {
  const data = new FormData()
  data.set("file", new Blob(["bytes"], { type }), "a.png")
  for (const [name, value] of Object.entries(fields)) data.set(name, String(value))
  return data
}

async function comment(f: Fixtures): Promise<{ params: { id: number; commentId: string } }> {
  const { uuid } = await f.workspace.post<{ uuid: string }>(`/v1/notes/${f.note}/comments`, { content: "So it is" })
  return { params: { id: f.note, commentId: uuid } }
}

async function pictured(f: Fixtures): Promise<Example> {
  const { id } = await f.workspace.post("/api/v2/persons", { name: "Shown" })
  await f.workspace.post(`/v1/persons/${id}/picture`, form("image/png"))
  return { params: { id } }
}

const CALL = {
  outcome: "connected",
  to_phone_number: "+372 5555",
  start_time: "2026-01-02 09:00:00",
  end_time: "2026-01-02 09:05:00",
}
const GOAL = {
  title: "Ten a month",
  assignee: { id: "1", type: "company" },
  type: { name: "deals_won", params: { pipeline_id: null } },
  expected_outcome: { target: "10", tracking_metric: "quantity" },
  duration: { start: "2026-01-01", end: null },
  interval: "monthly",
}
const MAIL = {
  subject: "Pumps",
  from: [{ email_address: "maija@mets.example", name: "Maija" }],
  to: [{ email_address: "us@test.example" }],
  body: "<p>How much?</p>",
}

const team = (f: Fixtures) => own(f, "/v1/legacyTeams", { name: "Closers", manager_id: 1, users: [1] })

async function goal(f: Fixtures): Promise<Example> {
  const { goal } = await f.workspace.post<{ goal: { id: string } }>("/v1/goals", GOAL)
  return { params: { id: goal.id } }
}

const kept = (f: Fixtures) => f.workspace.post<{ id: number; mail_thread_id: number }>("/api/v2/mailMessages", MAIL)

const V1_FILTER = {
  name: "Mine",
  type: "deals",
  conditions: { glue: "and", conditions: [{ glue: "and", conditions: [] }] },
}
const MAPPING = { columns: [{ column: 0, to: "title" }], currency: "EUR", pipeline: { pipeline_id: 1 } }
const HOOK = { subscription_url: "http://127.0.0.1:9/", event_action: "create", event_object: "deal", name: "Hook" }
const REPORT = { of: "deal", measure: { by: "count" }, view_by: { field: "status" } }

type MadeField = { field_code: string; options: { id: number }[] | null }

/** A field of choices of its own for each call. */
async function choices(f: Fixtures, of: string) {
  const body = { field_name: "Tier", field_type: "enum", options: [{ label: "Gold" }, { label: "Silver" }] }
  const { field_code, options } = await f.workspace.post<MadeField>(`/api/v2/${of}Fields`, body)
  return { params: { field_code }, option: options?.[0]?.id ?? 0 }
}

function fieldExamples(of: string): Record<string, Make> {
  return {
    [`${of}Fields.list`]: () => ({ query: "limit=10" }),
    [`${of}Fields.create`]: () => ({ body: { field_name: "Colour", field_type: "varchar" } }),
    [`${of}Fields.get`]: async (f) => ({
      params: (await choices(f, of)).params,
      query: "include_fields=ui_visibility",
    }),
    [`${of}Fields.update`]: async (f) => ({ params: (await choices(f, of)).params, body: { field_name: "Level" } }),
    [`${of}Fields.remove`]: async (f) => ({ params: (await choices(f, of)).params }),
    [`${of}Fields.addOptions`]: async (f) => ({ params: (await choices(f, of)).params, body: [{ label: "Bronze" }] }),
    [`${of}Fields.changeOptions`]: async (f) => {
      const { params, option } = await choices(f, of)
      return { params, body: [{ id: option, label: "Golden" }] }
    },
    [`${of}Fields.removeOptions`]: async (f) => {
      const { params, option } = await choices(f, of)
      return { params, body: [{ id: option }] }
    },
  }
}

function v1FieldExamples(of: string): Record<string, Make> {
  const path = `/v1/${of.toLowerCase()}Fields`
  const make = async (f: Fixtures) =>
    (await f.workspace.post<{ id: number }>(path, { name: "Area", field_type: "varchar" })).id
  return {
    [`v1${of}Fields.list`]: () => ({ query: "start=0&limit=10" }),
    [`v1${of}Fields.create`]: () => ({ body: { name: "Area", field_type: "varchar" } }),
    [`v1${of}Fields.removeMany`]: async (f) => ({ query: `ids=${await make(f)},${await make(f)}` }),
    [`v1${of}Fields.get`]: async (f) => ({ params: { id: await make(f) } }),
    [`v1${of}Fields.update`]: async (f) => ({ params: { id: await make(f) }, body: { name: "Region" } }),
    [`v1${of}Fields.remove`]: async (f) => ({ params: { id: await make(f) } }),
  }
}

const EXAMPLES: Record<string, Make> = {
  "deals.list": () => ({ query: "limit=10&status=open" }),
  "deals.create": () => ({ body: { title: "Valves", value: 12.5 } }),
  "deals.get": (f) => ({ params: { id: f.deal }, query: "include_fields=activities_count" }),
  "deals.update": (f) => ({ params: { id: f.deal }, body: { title: "Big pumps" } }),
  "deals.remove": (f) => own(f, "/api/v2/deals", { title: "Gone" }),
  "deals.view": () => ({ query: "limit=10&sort_by=title" }),
  "deals.export": () => ({ query: "columns=title,value" }),
  "deals.totals": () => ({ query: "status=open" }),
  "deals.updateMany": (f) => ({ body: { ids: [f.deal], change: { value: 5 } } }),
  "deals.duplicate": (f) => ({ params: { id: f.deal } }),
  "deals.detail": (f) => ({ params: { id: f.deal } }),
  "deals.changelog": (f) => ({ params: { id: f.deal }, query: "limit=10" }),
  "board.open": (f) => ({ params: { pipeline_id: f.pipeline }, query: "limit=10" }),
  "board.stage": (f) => ({ params: { pipeline_id: f.pipeline, stage_id: f.stage }, query: "limit=10" }),
  "v1PermissionSets.list": () => ({ query: "app=global" }),
  "v1PermissionSets.get": () => ({ params: { id: setUuid(2) }, everywhere: true }),
  "v1PermissionSets.assignments": () => ({ params: { id: setUuid(2) }, everywhere: true }),
  ...OAUTH_EXAMPLES,
  "webhooks.list": () => ({}),
  "webhooks.create": () => ({ body: HOOK }),
  "webhooks.remove": (f) => own(f, "/v1/webhooks", HOOK),
  "webhooks.deliveries": (f) => own(f, "/v1/webhooks", HOOK),
  "webhooks.redeliver": waitingDelivery,
  "filters.list": () => ({}),
  "filters.create": () => ({ body: FILTER }),
  "filters.update": async (f) => ({ ...(await own(f, "/api/v2/filters", FILTER)), body: { shared: true } }),
  "filters.remove": (f) => own(f, "/api/v2/filters", FILTER),
  "followers.listOfDeal": (f) => ({ params: { id: f.deal }, query: "limit=10" }),
  "followers.addToDeal": (f) => ({ params: { id: f.deal }, body: { user_id: f.user } }),
  "followers.removeFromDeal": (f) => followed(f, "/api/v2/deals", { title: "Followed" }),
  "followers.listOfPerson": (f) => ({ params: { id: f.person }, query: "limit=10" }),
  "followers.addToPerson": (f) => ({ params: { id: f.person }, body: { user_id: f.user } }),
  "followers.removeFromPerson": (f) => followed(f, "/api/v2/persons", { name: "Followed" }),
  "followers.listOfOrganization": (f) => ({ params: { id: f.organization }, query: "limit=10" }),
  "followers.addToOrganization": (f) => ({ params: { id: f.organization }, body: { user_id: f.user } }),
  "followers.removeFromOrganization": (f) => followed(f, "/api/v2/organizations", { name: "Followed" }),
  "pipelines.list": () => ({ query: "limit=10" }),
  "pipelines.create": () => ({ body: { name: "Partners" } }),
  "pipelines.get": (f) => ({ params: { id: f.pipeline } }),
  "pipelines.update": (f) => ({ params: { id: f.pipeline }, body: { name: "Renewals 2" } }),
  "pipelines.remove": (f) => own(f, "/api/v2/pipelines", { name: "Gone" }),
  "activityTypes.list": () => ({}),
  "activityTypes.create": () => ({ body: { name: "Site visit", outcomes: ["Seen", "Nobody there"] } }),
  "activityTypes.update": async (f) => ({
    ...(await own(f, "/api/v2/activities/types", { name: "Demo" })),
    body: { outcomes: ["Liked it"] },
  }),
  "activityTypes.remove": (f) => own(f, "/api/v2/activities/types", { name: "Gone" }),
  "activityTemplates.list": () => ({}),
  "activityTemplates.create": () => ({ body: { name: "First call", type: "call" } }),
  "activityTemplates.update": async (f) => ({ ...(await activityTemplate(f)), body: { due_in_days: 3 } }),
  "activityTemplates.remove": (f) => activityTemplate(f),
  "savedPipelines.list": () => ({}),
  "savedPipelines.create": (f) => ({ body: { name: "Ours", pipeline_id: f.pipeline } }),
  "savedPipelines.update": async (f) => ({ ...(await savedPipeline(f)), body: { name: "Theirs" } }),
  "savedPipelines.remove": (f) => savedPipeline(f),
  "savedPipelines.use": async (f) => ({ ...(await savedPipeline(f)), body: { name: "From a template" } }),
  "stages.list": (f) => ({ query: `pipeline_id=${f.pipeline}` }),
  "stages.create": (f) => ({ body: { name: "Second", pipeline_id: f.pipeline } }),
  "stages.get": (f) => ({ params: { id: f.stage } }),
  "stages.update": (f) => ({ params: { id: f.stage }, body: { deal_probability: 20 } }),
  "stages.remove": (f) => own(f, "/api/v2/stages", { name: "Gone", pipeline_id: f.pipeline }),
  "persons.detail": (f) => ({ params: { id: f.person } }),
  "persons.changelog": (f) => ({ params: { id: f.person }, query: "limit=10" }),
  "persons.deals": (f) => ({ params: { id: f.person }, query: "limit=10" }),
  "stages.moveDeals": (f) => ({ params: { id: f.stage }, body: { to_stage_id: 1, limit: 10 } }),
  "persons.list": () => ({ query: "limit=10" }),
  "persons.byName": () => ({ query: "limit=10" }),
  "persons.create": () => ({ body: { name: "Jaan Jõgi", emails: [{ value: "jaan@test.example" }] } }),
  "persons.get": (f) => ({ params: { id: f.person } }),
  "persons.update": (f) => ({ params: { id: f.person }, body: { name: "Maija Mets-Mägi" } }),
  "persons.remove": (f) => own(f, "/api/v2/persons", { name: "Gone" }),
  "organizations.detail": (f) => ({ params: { id: f.organization } }),
  "organizations.changelog": (f) => ({ params: { id: f.organization }, query: "limit=10" }),
  "organizations.deals": (f) => ({ params: { id: f.organization }, query: "limit=10" }),
  "organizations.list": () => ({ query: "limit=10" }),
  "organizations.byName": () => ({ query: "limit=10" }),
  "organizations.create": () => ({ body: { name: "Jõgi OÜ", address: { value: "Narva mnt 1" } } }),
  "organizations.get": (f) => ({ params: { id: f.organization } }),
  "organizations.update": (f) => ({ params: { id: f.organization }, body: { website: "https://mets.example" } }),
  "organizations.remove": (f) => own(f, "/api/v2/organizations", { name: "Gone" }),
  "activities.list": (f) => ({ query: `deal_id=${f.deal}` }),
  "activities.create": (f) => ({ body: { subject: "Meet", type: "meeting", deal_id: f.deal } }),
  "activities.get": (f) => ({ params: { id: f.activity } }),
  "activities.update": (f) => ({ params: { id: f.activity }, body: { done: true } }),
  "activities.remove": (f) => own(f, "/api/v2/activities", { subject: "Gone" }),
  "notes.list": (f) => ({ query: `deal_id=${f.deal}` }),
  "notes.create": (f) => ({ body: { content: "<p>Hi</p>", person_id: f.person } }),
  "notes.get": (f) => ({ params: { id: f.note } }),
  "notes.update": (f) => ({ params: { id: f.note }, body: { pinned_to_deal_flag: true } }),
  "notes.remove": (f) => own(f, "/api/v2/notes", { content: "Gone", deal_id: f.deal }),
  "files.list": (f) => ({ query: `deal_id=${f.deal}` }),
  "files.create": (f) => ({ body: { file_name: "offer.pdf", size: 9, type: "application/pdf", person_id: f.person } }),
  "files.done": async (f) => {
    const { file, upload: to } = await beginFile(f.workspace, { deal_id: f.deal })
    await upload(to)
    return { params: { id: file.id } }
  },
  "files.get": (f) => ({ params: { id: f.file } }),
  "files.download": (f) => ({ params: { id: f.file } }),
  "files.remove": async (f) => ({ params: { id: (await addFile(f.workspace, { deal_id: f.deal })).id } }),
  "flow.deal": (f) => ({ params: { id: f.deal }, query: "limit=10" }),
  "flow.person": (f) => ({ params: { id: f.person }, query: "items=note,change" }),
  "flow.organization": (f) => ({ params: { id: f.organization } }),
  "notifications.list": () => ({ query: "limit=10" }),
  "notifications.count": () => ({}),
  "notifications.seen": () => ({ body: { all: true } }),
  "search.items": () => ({ query: "term=mets" }),
  "search.deals": () => ({ query: "term=pumps" }),
  "search.persons": () => ({ query: "term=maija" }),
  "search.organizations": () => ({ query: "term=mets" }),
  "reports.run": () => ({ body: REPORT }),
  "reports.export": () => ({ body: REPORT }),
  "imports.list": () => ({ query: "limit=10" }),
  "imports.create": () => ({ body: { file_name: "deals.csv", size: 100 } }),
  "imports.get": (f) => ({ params: { id: f.import } }),
  "imports.read": (f) => own(f, "/api/v2/imports", { file_name: "c.csv", size: 9 }),
  "imports.map": (f) => ({ params: { id: f.import }, body: MAPPING, refused: 409 }),
  "imports.start": (f) => ({ params: { id: f.import }, refused: 409 }),
  "imports.revert": (f) => ({ params: { id: f.import }, refused: 409 }),
  "imports.skipped": (f) => ({ params: { id: f.import }, refused: 409 }),
  "imports.cancel": (f) => own(f, "/api/v2/imports", { file_name: "b.csv", size: 9 }),
  "users.list": () => ({ query: "limit=10" }),
  "users.create": () => ({ body: { name: "Anu Aru" } }),
  "users.get": (f) => ({ params: { id: f.user } }),
  "users.update": (f) => ({ params: { id: f.user }, body: { name: "Uku Uus-Mets" } }),
  "users.invite": pendingUser,
  "users.listTokens": () => ({}),
  "users.createToken": () => ({ body: { name: "Robot" } }),
  "users.revokeToken": (f) => own(f, "/api/v2/tokens", { name: "Gone" }),
  "workspaces.create": () => ({ body: { name: "Second & Co", person_name: "Fran Founder" }, refused: 409 }),
  "workspaces.update": () => ({ body: { lost_reasons: ["Price"] } }),
  "workspaces.setup": () => ({}),
  "exchangeRates.list": () => ({}),
  "exchangeRates.set": () => ({ params: { currency: "GBP" }, body: { rate: "1.27" }, everywhere: true }),
  "exchangeRates.remove": async ({ workspace }) => {
    await workspace.call("PUT", "/api/v2/exchangeRates/SEK", { rate: "0.095" })
    return { params: { currency: "SEK" } }
  },
  "workspaces.accept": async (f) => {
    const email = addressOf("ivo")
    await f.workspace.post("/api/v2/users", { name: "Ivo Iva", email })
    const { text } = await mailTo(f.workspace.url, email)
    const invitation = /#(\d+\.\d+\.[\w-]+)/.exec(text)?.[1]
    return { body: { invitation, name: "Ivo Iva", password: "Halyard-test-1" } }
  },
  "workspaces.me": () => ({}),
  ...fieldExamples("deal"),
  ...fieldExamples("person"),
  ...fieldExamples("organization"),
  ...fieldExamples("product"),
  ...fieldExamples("project"),
  "activityFields.list": () => ({ query: "limit=10" }),
  "activityFields.get": () => ({ params: { field_code: "subject" }, everywhere: true }),
  ...v1FieldExamples("Deal"),
  ...v1FieldExamples("Person"),
  ...v1FieldExamples("Organization"),
  ...v1FieldExamples("Product"),
  "v1FieldLists.ofActivities": () => ({ query: "limit=10" }),
  "v1FieldLists.ofLeads": () => ({ query: "start=1&limit=2" }),
  "v1FieldLists.ofNotes": () => ({}),
  "v1Filters.list": () => ({ query: "type=deals" }),
  "v1Filters.create": () => ({ body: V1_FILTER }),
  "v1Filters.removeMany": async (f) => ({ query: `ids=${(await own(f, "/v1/filters", V1_FILTER)).params?.id}` }),
  "v1Filters.helpers": () => ({}),
  "v1Filters.get": async (f) => ({ ...(await own(f, "/v1/filters", V1_FILTER)), query: "include_field_code=true" }),
  "v1Filters.update": async (f) => ({ ...(await own(f, "/v1/filters", V1_FILTER)), body: { name: "Ours" } }),
  "v1Filters.remove": (f) => own(f, "/v1/filters", V1_FILTER),
  "v1Notes.list": (f) => ({ query: `deal_id=${f.deal}&start=0&limit=10&sort=add_time DESC` }),
  "v1Notes.create": (f) => ({ body: { content: "<p>Hi</p>", org_id: String(f.organization) } }),
  "v1Notes.get": (f) => ({ params: { id: f.note } }),
  "v1Notes.update": (f) => ({ params: { id: f.note }, body: { pinned_to_deal_flag: 1 } }),
  "v1Notes.remove": (f) => own(f, "/api/v2/notes", { content: "Gone", deal_id: f.deal }),
  "v1Notes.listComments": (f) => ({ params: { id: f.note }, query: "limit=10" }),
  "v1Notes.addComment": (f) => ({ params: { id: f.note }, body: { content: "Is it?" } }),
  "v1Notes.getComment": comment,
  "v1Notes.changeComment": async (f) => ({ ...(await comment(f)), body: { content: "It is" } }),
  "v1Notes.removeComment": comment,
  "v1Files.list": () => ({ query: "start=0&limit=10" }),
  "v1Files.create": (f) => ({ body: form("image/png", { deal_id: f.deal }) }),
  "v1Files.createRemote": (f) => ({
    body: { file_type: "gdoc", title: "Plan", item_type: "deal", item_id: f.deal, remote_location: "googledrive" },
  }),
  "v1Files.linkRemote": (f) => ({
    body: { item_type: "deal", item_id: f.deal, remote_id: "1gzyh6Ex", remote_location: "googledrive" },
  }),
  "v1Files.get": (f) => ({ params: { id: f.file } }),
  "v1Files.update": (f) => ({ params: { id: f.file }, body: { name: "Our offer" } }),
  "v1Files.remove": async (f) => ({ params: { id: (await addFile(f.workspace, { deal_id: f.deal })).id } }),
  "v1Files.download": (f) => ({ params: { id: f.file }, leads: 302 }),
  "v1CallLogs.list": () => ({ query: "limit=10" }),
  "v1CallLogs.create": (f) => ({ body: { ...CALL, deal_id: f.deal } }),
  "v1CallLogs.get": (f) => own(f, "/v1/callLogs", CALL),
  "v1CallLogs.remove": (f) => own(f, "/v1/callLogs", CALL),
  "v1CallLogs.addRecording": async (f) => ({ ...(await own(f, "/v1/callLogs", CALL)), body: form("audio/mpeg") }),
  "v1CallLogs.getRecording": async (f) => {
    const { params = {} } = await own(f, "/v1/callLogs", CALL)
    await f.workspace.post(`/v1/callLogs/${params.id}/recordings`, form("audio/mpeg"))
    return { params, leads: 302 }
  },
  "v1Goals.create": () => ({ body: GOAL }),
  "v1Goals.find": () => ({ query: "type.name=deals_won&is_active=true" }),
  "v1Goals.update": async (f) => ({ ...(await goal(f)), body: { title: "More" } }),
  "v1Goals.remove": goal,
  "v1Goals.results": async (f) => ({ ...(await goal(f)), query: "period.start=2026-01-01&period.end=2026-12-31" }),
  "v1Mailbox.getMessage": async (f) => ({ params: { id: (await kept(f)).id }, query: "include_body=1" }),
  "v1Mailbox.listThreads": () => ({ query: "folder=inbox&limit=10" }),
  "v1Mailbox.getThread": async (f) => ({ params: { id: (await kept(f)).mail_thread_id } }),
  "v1Mailbox.updateThread": async (f) => ({ params: { id: (await kept(f)).mail_thread_id }, body: { read_flag: 1 } }),
  "v1Mailbox.removeThread": async (f) => ({ params: { id: (await kept(f)).mail_thread_id } }),
  "v1Mailbox.listMessages": async (f) => ({ params: { id: (await kept(f)).mail_thread_id } }),
  "v1Teams.list": () => ({ query: "order_by=name" }),
  "v1Teams.create": () => ({ body: { name: "Closers", manager_id: 1, users: [1] } }),
  "v1Teams.get": async (f) => ({ ...(await team(f)), query: "skip_users=1" }),
  "v1Teams.update": async (f) => ({ ...(await team(f)), body: { description: "Berlin", active_flag: 0 } }),
  "v1Teams.users": team,
  "v1Teams.addUsers": async (f) => ({ ...(await team(f)), body: { users: [f.user] } }),
  "v1Teams.removeUsers": async (f) => ({ ...(await team(f)), body: { users: [1] } }),
  "v1Teams.ofUser": (f) => ({ params: { id: f.user }, query: "order_by=id" }),
  "mail.list": (f) => ({ query: `person_id=${f.person}&limit=10` }),
  "mail.keep": (f) => ({ body: { ...MAIL, deal_id: f.deal } }),
  "pictures.get": pictured,
  "pictures.put": (f) => ({ params: { id: f.person }, body: form("image/png") }),
  "pictures.remove": pictured,
  "samples.add": () => ({ body: {}, refused: 409 }),
  ...GOODS_EXAMPLES,
  "docs.openapi": () => ({}),
  "docs.events": () => ({}),
  ...V1_RECORDS,
}

/** Throws for a route that has no example yet. */
export function exampleOf(operation: string): Make {
  const make = EXAMPLES[operation]
  if (make === undefined) throw new Error(`test/support/examples.ts has no example of ${operation}`)
  return make
}

export function pathOf(path: string, { params = {}, query }: Example, more = ""): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]))
  const asked = [query, more].filter((part) => part !== undefined && part !== "").join("&")
  return asked === "" ? filled : `${filled}?${asked}`
}
