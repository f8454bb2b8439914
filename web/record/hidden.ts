/** Contacts of a record that are not for who looks: the API tells that there is one, and not what it is called. */
import { called } from "../../shared/api/hidden.ts"
import type { Named } from "./context.ts"

type Contacts = { person_id: number | null; person_name: string | null; org_id: number | null; org_name: string | null }

export function contactOf(id: number | null, name: string | null): (Named & { hidden: boolean }) | null {
  return id === null ? null : { id, name: called(id, name), hidden: name === null }
}

/** A deal's organization and person in a line. */
export function contactsOf(deal: Contacts): string {
  const names = [called(deal.org_id, deal.org_name), called(deal.person_id, deal.person_name)]
  return [...new Set(names)].filter((name) => name !== "").join(", ")
}
