/** The names that deals are looked for and sorted by: segments of their own hold them, as they change seldom and are long. */
import type { Columns, Row } from "./columns.ts"
import type { Deal } from "./deal.ts"

/** Field of the API -> column of the segment. */
export const NAME_COLUMNS: Record<string, string> = {
  title: "title",
  person_name: "person",
  org_name: "organization",
}

const COLUMNS: Columns = { id: "int", version: "int", title: "text", person: "text", organization: "text" }

export function namesOf(deal: Deal): { row: Row; columns: Columns } {
  const { id, version, title, personName, organizationName } = deal
  return {
    row: { id, version, title, person: personName ?? null, organization: organizationName ?? null },
    columns: COLUMNS,
  }
}

export function sameNames(a: Deal, b: Deal): boolean {
  return a.title === b.title && a.personName === b.personName && a.organizationName === b.organizationName
}
