/** A workspace in which someone regular sees the deals, leads, activities … of contacts that they may not see. */
import type { InProcess } from "../in-process.ts"

/** In the texts of hidden records alone. */
export const HIDDEN = "Zq8secret"

export type Hiding = { id: string; token: string; regular: string; known: string[] }
type Workspace = { id: string; token: string }

export async function hiding(api: InProcess, sub: string): Promise<Hiding> {
  const workspace = await api.found(sub)
  return { ...workspace, ...(await hideIn(api, workspace)) }
}

/** Adds to a workspace what someone regular may not see, whose token it answers, with ids that are no numbers. */
export async function hideIn(api: InProcess, { id, token }: Workspace): Promise<{ regular: string; known: string[] }> {
  const keeper = await api.colleague(id, "Keeper")
  const regular = (await api.colleague(id, "Reet")).token
  const known: string[] = []
  const make = async (path: string, body: object): Promise<number> => {
    const told = await api.ask(token, { method: "POST", path, body: JSON.stringify(body) })
    if (told === undefined || told.status >= 300)
      throw new Error(`POST ${path} answered ${told?.status}: ${told?.text}`)
    const { data } = JSON.parse(told.text)
    if (typeof data.id === "string") known.push(data.id)
    return data.id
  }
  for (let at = 1; at <= 2; at++) await fill(make, keeper.id)
  const { deliverWorkspace } = await import("../delivery.ts")
  await deliverWorkspace(id)
  return { regular, known }
}

async function fill(make: (path: string, body: object) => Promise<number>, owner_id: number): Promise<void> {
  const hidden = { owner_id, visible_to: 1 }
  const org_id = await make("/api/v2/organizations", {
    name: `${HIDDEN} & Co`,
    address: { value: `${HIDDEN} street` },
    ...hidden,
  })
  const person_id = await make("/api/v2/persons", {
    name: `${HIDDEN} Maija`,
    org_id,
    emails: [{ value: "maija@mets.example" }, { value: `${HIDDEN}@mets.example`.toLowerCase() }],
    phones: [{ value: `+372 5555 ${HIDDEN}` }],
    ...hidden,
  })
  const openOrg = await make("/api/v2/organizations", { name: "Open & Co", visible_to: 7 })
  const openPerson = await make("/api/v2/persons", { name: "Olev Open", org_id, visible_to: 7 })
  await make("/v1/organizationRelationships", {
    type: "related",
    rel_owner_org_id: openOrg,
    rel_linked_org_id: org_id,
    org_id: openOrg,
  })
  const hiddenDeal = await make("/api/v2/deals", { title: `${HIDDEN} deal`, person_id, org_id, ...hidden })
  const product = await make("/api/v2/products", { name: "Pump", visible_to: 7 })
  for (const status of ["open", "open", "won", "lost"]) {
    const deal_id = await make("/api/v2/deals", { title: "Pumps", value: 5, person_id, org_id, status, visible_to: 7 })
    await make(`/api/v2/deals/${deal_id}/products`, { product_id: product, item_price: 100, quantity: 2 })
  }
  const deal_id = await make("/api/v2/deals", { title: "Of others", person_id: openPerson, org_id, visible_to: 7 })
  await make(`/v1/deals/${deal_id}/participants`, { person_id })
  for (const links of [{ person_id, org_id, deal_id }, { deal_id: hiddenDeal, person_id: openPerson }, { org_id }]) {
    const participants = [{ person_id: links.person_id ?? openPerson, primary: true }]
    await make("/api/v2/activities", { subject: "Call", due_date: "2026-05-01", ...links, participants })
    await make("/api/v2/notes", { content: "Hello", ...links })
    const file = { file_name: "a.pdf", size: 9, type: "application/pdf" }
    await make("/api/v2/files", { ...file, deal_id: links.deal_id ?? deal_id })
    const call = { outcome: "connected", to_phone_number: "+372 5555", start_time: "2026-01-02 09:00:00" }
    await make("/v1/callLogs", { ...call, end_time: "2026-01-02 09:05:00", ...links })
  }
  await make("/v1/leads", { title: "Lead", person_id, organization_id: org_id, visible_to: "7" })
  const ids = { deal_ids: [hiddenDeal], person_ids: [person_id], org_ids: [org_id] }
  const project_id = await make("/api/v2/projects", { title: "Build", board_id: 1, ...ids })
  await make("/api/v2/tasks", { title: "Plan", project_id })
  await make("/api/v2/mailMessages", {
    subject: "Pumps",
    from: [{ email_address: "maija@mets.example", name: "Maija" }],
    to: [{ email_address: "us@test.example" }],
    body: "<p>Hello</p>",
    deal_id,
  })
}
