import { beforeAll, expect, test } from "vitest"
import type { AuditLine } from "../../shared/api/audit.ts"
import { setUuid } from "../../shared/permission-set.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Person, Workspace } from "../support/workspace.ts"

let workspace: Workspace
let regular: Person & { id: number }
const fields: Record<string, string> = {}

const file = (query: string, who: Person = workspace) => who.call<string>("GET", `/api/v2/deals/export?${query}`)
const lines = async (query: string, who?: Person) => {
  const { status, body } = await file(query, who)
  expect(status).toBe(200)
  return String(body).split("\r\n").slice(0, -1)
}

beforeAll(async () => {
  workspace = await newWorkspace()
  regular = await workspace.colleague("Aet Regular")
  for (const [field_type, options] of Object.entries({
    enum: [{ label: "Cold; wet" }],
    monetary: undefined,
    address: undefined,
  })) {
    const field = { field_name: `A ${field_type}`, field_type, ...(options && { options }) }
    fields[field_type] = (await workspace.post<{ field_code: string }>("/api/v2/dealFields", field)).field_code
  }
  const { enum: choice = "", monetary = "", address = "" } = fields
  const secret = await workspace.post("/api/v2/persons", { name: "Secret", visible_to: 1 })
  await workspace.post("/api/v2/deals", {
    title: '=HYPERLINK("x")',
    value: 12.5,
    stage_id: 2,
    person_id: secret.id,
    expected_close_date: "2026-03-01",
    label_ids: [1, 2],
    visible_to: 7,
    custom_fields: { [choice]: 1, [monetary]: { value: 3, currency: "EUR" }, [address]: { value: "Pikk 1, Tallinn" } },
  })
  await workspace.post("/api/v2/deals", {
    title: "Alpha",
    value: -20,
    currency: "EUR",
    visible_to: 7,
    owner_id: regular.id,
  })
  await workspace.post("/api/v2/deals", { title: "Hidden", visible_to: 1 })
  await eventually(async () => expect(await lines("columns=title")).toHaveLength(4))
}, 240_000)

test("a file has the columns that are asked for, in the order and of the deals of the list, and no formula", async () => {
  const own = ["enum", "monetary", "address"].map((type) => fields[type]).join(",")
  const text = await file(
    `sort_by=title&sort_direction=asc&owner_id=1&columns=title,value,stage_id,person_id,label_ids,${own}`,
  )
  expect(text.headers.get("content-type")).toContain("text/csv")
  expect(text.headers.get("x-row-count")).toBe("2")
  expect(text.headers.get("x-next-cursor")).toBeNull()
  expect(String(text.body)).toBe(
    [
      "\u{feff}ID,Title,Value,Value: currency,Stage,Person,Labels,A enum,A monetary,A monetary: currency,A address",
      `1,"'=HYPERLINK(""x"")",12.5,USD,Contact Made,Secret,"Hot, Warm",Cold; wet,3,EUR,"Pikk 1, Tallinn"`,
      "3,Hidden,0,USD,Qualified,,,,,,",
      "",
    ].join("\r\n"),
  )
  expect(await lines("columns=value&sort_by=value&sort_direction=asc")).toEqual([
    "\u{feff}ID,Value,Value: currency",
    "2,-20,EUR",
    "3,0,USD",
    "1,12.5,USD",
  ])
})

test("a part goes on where the one before ended, without heads", async () => {
  const order = "sort_by=value&sort_direction=asc"
  const { body } = await workspace.call("GET", `/api/v2/deals/view?${order}&limit=2`)
  const cursor = body.additional_data?.next_cursor
  expect(await lines(`columns=title&${order}&cursor=${cursor}`)).toEqual([`1,"'=HYPERLINK(""x"")"`])
})

test("nobody's file holds what they do not see", async () => {
  expect(await lines("columns=title,person_id&sort_by=id&sort_direction=asc", regular)).toEqual([
    "\u{feff}ID,Title,Person",
    `1,"'=HYPERLINK(""x"")",Hidden`,
    "2,Alpha,",
  ])
})

test("without columns all that there are; 400 for one that is not there", async () => {
  const [head = ""] = await lines("")
  expect(head).toMatch(/^\u{feff}ID,Title,Value,Value: currency,Stage,.*,Lost reason,A enum,A monetary,/u)
  const { status, body } = await file("columns=title,nonsense")
  expect([status, Object.keys(body.fields ?? {})]).toEqual([400, ["columns"]])
})

test("each part of an export is a line of the audit log, with what it was narrowed to", async () => {
  const first = await regular.call("GET", "/api/v2/deals/view?sort_by=value&sort_direction=asc&limit=1")
  const cursor = first.body.additional_data?.next_cursor
  await lines("columns=title&sort_by=value&sort_direction=asc", regular)
  await lines(`columns=title&sort_by=value&sort_direction=asc&cursor=${cursor}`, regular)
  const log = await workspace.call("GET", "/api/v2/auditLogs/export?object=deal")
  expect([log.status, log.body]).toEqual([200, expect.any(String)])
  // as the projector has it
  await workspace.post("/api/v2/notes", { content: "After", deal_id: 1 })
  const told = await workspace.get<AuditLine[]>("/api/v2/auditLogs?action=exported")
  const ofThese = told.filter((line) => line.object === "auditLog" || line.user_name === "Aet Regular")
  expect(ofThese.map((line) => [line.user_name, line.object_name]).sort()).toEqual([
    ["Aet Regular", "deals"],
    ["Aet Regular", "deals"],
    ["Aet Regular", "deals"],
    ["Fran Founder", "the audit log"],
  ])
  const changes = ofThese.flatMap((line) => line.changes)
  expect(changes).toContainEqual({ key: "sort_by", from: null, to: "value" })
  expect(changes).toContainEqual({ key: "object", from: null, to: "deal" })
  expect(changes.filter(({ key }) => key === "continued")).toHaveLength(1)
})

test("403: who may not export takes neither the list nor a report as a file, and still sees both", async () => {
  const report = { of: "deal", measure: { by: "count" }, view_by: { field: "status" } }
  const asked = ["run", "export"].map((one) => () => regular.call("POST", `/api/v2/reports/${one}`, report))
  for (const ask of asked) expect((await ask()).status).toBe(200)
  const { actions } = await workspace.get<{ actions: string[] }>(`/api/v2/permissionSets/${setUuid(2)}`)
  expect(actions).toContain("records.export")
  const fewer = actions.filter((one) => one !== "records.export")
  await workspace.patch(`/api/v2/permissionSets/${setUuid(2)}`, { actions: fewer })
  const answers = [await asked[0]?.(), await asked[1]?.(), await file("columns=title", regular)]
  expect(answers.map((one) => one?.status)).toEqual([200, 403, 403])
  expect(await regular.get("/api/v2/deals/view")).toHaveLength(2)
})
