/** Two workspaces whose records have the same ids, in this process: one that asks, and one that nobody may hear of. */
import type { InProcess } from "../in-process.ts"

/** In every text that the other workspace keeps. */
export const MARK = "Zq7hidden"

export type Filled = {
  id: string
  token: string
  /** Ids that are no numbers, keys of fields among them. */
  known: string[]
  /** Numbers of its records, in the order in which they were made. */
  ids: number[]
}

const HOW_MANY = 6

/** A workspace with some records of every kind, the same for every `mark` but for the texts. */
export async function filled(api: InProcess, sub: string, mark: string): Promise<Filled> {
  const { id, token } = await api.found(sub)
  const known: string[] = []
  const ids: number[] = []
  const make = async (path: string, body: object): Promise<void> => {
    const { status = 0, text = "" } = (await api.ask(token, { method: "POST", path, body: JSON.stringify(body) })) ?? {}
    if (status === 0 || status >= 300) throw new Error(`POST ${path} answered ${status}: ${text}`)
    const { data } = JSON.parse(text)
    for (const key of [data.id, data.uuid, data.goal?.id, data.field_code]) if (typeof key === "string") known.push(key)
    if (typeof data.id === "number") ids.push(data.id)
  }
  for (const of of ["deal", "person", "organization", "product", "project"])
    await make(`/api/v2/${of}Fields`, { field_name: `${mark} field`, field_type: "varchar" })
  await make("/api/v2/users", { name: `${mark} colleague`, email: `${mark}@test.example`.toLowerCase() })
  for (let at = 1; at <= HOW_MANY; at++) for (const [path, body] of records(`${mark} ${at}`, at)) await make(path, body)
  return { id, token, known, ids }
}

function records(text: string, at: number): [string, object][] {
  return [
    ["/api/v2/pipelines", { name: text }],
    ["/api/v2/stages", { name: text, pipeline_id: 1 }],
    ["/api/v2/organizations", { name: text, address: { value: text } }],
    ["/api/v2/persons", { name: text, org_id: at, emails: [{ value: `${text.replace(" ", "")}@test.example` }] }],
    [
      "/api/v2/deals",
      { title: text, value: 10 * at, person_id: at, org_id: at, lost_reason: text, status: at === 3 ? "lost" : "open" },
    ],
    ["/api/v2/activities", { subject: text, note: text, deal_id: at, due_date: "2026-05-01" }],
    ["/api/v2/notes", { content: text, deal_id: at }],
    [`/v1/notes/${at}/comments`, { content: text }],
    ["/api/v2/products", { name: text, code: text, description: text }],
    [`/api/v2/products/${at}/variations`, { name: text }],
    [`/api/v2/deals/${at}/products`, { product_id: at, item_price: 100, quantity: 2, comments: text }],
    [`/api/v2/deals/${at}/discounts`, { description: text, amount: 5, type: "percentage" }],
    ["/v1/leads", { title: text, person_id: at }],
    ["/v1/leadLabels", { name: text, color: "orange" }],
    ["/api/v2/boards", { name: text }],
    ["/api/v2/phases", { name: text, board_id: 1 }],
    ["/api/v2/projects", { title: text, description: text, board_id: 1 }],
    ["/api/v2/tasks", { title: text, description: text, project_id: at }],
    ["/api/v2/filters", { name: text, conditions: { all: [{ field: "title", operator: "contains", value: text }] } }],
    ["/v1/webhooks", { subscription_url: "https://8.8.8.8/", event_action: "*", event_object: "*", name: text }],
    [
      "/v1/callLogs",
      {
        outcome: "connected",
        subject: text,
        to_phone_number: "+372 5555",
        start_time: "2026-01-02 09:00:00",
        end_time: "2026-01-02 09:05:00",
        deal_id: at,
      },
    ],
    [
      "/v1/goals",
      {
        title: text,
        assignee: { id: "1", type: "company" },
        type: { name: "deals_won", params: { pipeline_id: null } },
        expected_outcome: { target: "10", tracking_metric: "quantity" },
        duration: { start: "2026-01-01", end: null },
        interval: "monthly",
      },
    ],
    ["/v1/legacyTeams", { name: text, manager_id: 1, users: [1] }],
    ["/v1/activityTypes", { name: text, icon_key: "car" }],
    [
      "/api/v2/mailMessages",
      {
        subject: text,
        from: [{ email_address: "maija@mets.example", name: text }],
        to: [{ email_address: "us@test.example" }],
        body: `<p>${text}</p>`,
        deal_id: at,
      },
    ],
    ["/api/v2/imports", { file_name: `${text}.csv`, size: 9 }],
    ["/api/v2/files", { file_name: `${text}.pdf`, size: 9, type: "application/pdf", deal_id: at }],
  ]
}
