/** Records that a new one hangs on: found by typing, or made together with it. */
import { call } from "../app/client.ts"
import { money } from "../fields/words.ts"
import { readRecents, recents } from "../palette/recent.ts"
import type { Picked } from "./open.ts"

export type PickOf = "person" | "organization" | "deal"

const MOST = 10
const LETTERS = 2

export async function find(of: PickOf, text: string): Promise<Picked[]> {
  const term = text.trim()
  if (term.length < LETTERS) return lately(of)
  const { data } = await call("GET /api/v2/itemSearch", { query: { term, item_types: of, limit: MOST } })
  return data.items.flatMap(({ item }): Picked[] => {
    if (item.type === "deal") {
      const note = [item.organization?.name ?? item.person?.name, item.value && money(item.value, item.currency)]
      const { id, title: name, person, organization } = item
      return [{ id, name, note: note.filter(Boolean).join(" · "), person, organization }]
    }
    if (item.type === "organization") return [{ id: item.id, name: item.name, note: item.address ?? undefined }]
    if (item.type !== "person") return []
    const note = [item.organization?.name, item.primary_email].filter(Boolean).join(" · ")
    return [{ id: item.id, name: item.name, note, organization: item.organization }]
  })
}

/** Before anything is typed: those that were opened last, then those that changed last. */
async function lately(of: PickOf): Promise<Picked[]> {
  readRecents()
  const opened = recents().filter((one) => one.kind === of)
  if (opened.length >= 5) return opened.slice(0, MOST)
  const known = new Set(opened.map((one) => one.id))
  const changed = (await changedLast(of)).filter((one) => one.id !== undefined && !known.has(one.id))
  return [...opened, ...changed].slice(0, MOST)
}

async function changedLast(of: PickOf): Promise<Picked[]> {
  const query = { sort_by: "update_time", sort_direction: "desc", limit: MOST } as const
  if (of === "deal") {
    const { data } = await call("GET /api/v2/deals", { query: { ...query, status: "open" } })
    return data.map(({ id, title }) => ({ id, name: title }))
  }
  const path = of === "person" ? "GET /api/v2/persons" : "GET /api/v2/organizations"
  const { data } = await call(path, { query })
  return data.map(({ id, name }) => ({ id, name }))
}

/** The record itself: made now, if it was only named. */
export async function made(of: "person" | "organization", picked: Picked, organizationId?: number): Promise<Picked> {
  if (picked.id !== undefined) return picked
  if (of === "organization") {
    const { id, name } = await call("POST /api/v2/organizations", { body: { name: picked.name } })
    return { id, name }
  }
  const body = { name: picked.name, ...(organizationId !== undefined && { org_id: organizationId }) }
  const { id, name } = await call("POST /api/v2/persons", { body })
  return { id, name }
}
