/** People and organizations found by typing, for fields that point at one. */
import { call } from "../app/client.ts"
import type { Named } from "./context.ts"

export type Found = Named & { note?: string }

const MOST = 10

export async function findPersons(text: string): Promise<Found[]> {
  if (text.trim() === "") return recent("person")
  const { data } = await call("GET /api/v2/persons/search", { query: { term: text, limit: MOST } })
  return data.items.flatMap(({ item }) =>
    item.type === "person"
      ? [{ id: item.id, name: item.name, note: item.organization?.name ?? item.primary_email ?? "" }]
      : [],
  )
}

export async function findOrganizations(text: string): Promise<Found[]> {
  if (text.trim() === "") return recent("organization")
  const { data } = await call("GET /api/v2/organizations/search", { query: { term: text, limit: MOST } })
  return data.items.flatMap(({ item }) =>
    item.type === "organization" ? [{ id: item.id, name: item.name, note: item.address ?? "" }] : [],
  )
}

/** Before anything is typed: those that changed last. */
async function recent(kind: "person" | "organization"): Promise<Found[]> {
  const query = { sort_by: "update_time", sort_direction: "desc", limit: MOST } as const
  if (kind === "person") {
    const { data } = await call("GET /api/v2/persons", { query })
    return data.map(({ id, name, emails }) => ({ id, name, note: emails[0]?.value ?? "" }))
  }
  const { data } = await call("GET /api/v2/organizations", { query })
  return data.map(({ id, name, address }) => ({ id, name, note: address?.value ?? "" }))
}

export async function namesOfPersons(ids: readonly number[]): Promise<Named[]> {
  if (ids.length === 0) return []
  const { data } = await call("GET /api/v2/persons", { query: { ids: ids.join(), limit: 100 } })
  return data.map(({ id, name }) => ({ id, name }))
}
