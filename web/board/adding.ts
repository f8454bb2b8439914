/** Adding a deal from the board, with a contact that may be new. */
import type { DealAnswer } from "../../shared/api/deal-answer.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { call } from "../app/client.ts"
import type { Desk } from "./desk.ts"

/** Someone or something by name; without an id it is made with the deal. */
export type Named = { id?: number; name: string; note?: string }
export type Known = { id: number; name: string }

export const CURRENCIES = ["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "JPY", "INR"]

type Quick = {
  title: string
  stage: StageAnswer
  value: number | null
  currency: string
  person: Known | undefined
  org: Known | undefined
}

/** Adds a deal; its card stands on the board when the server has said yes. */
export async function addDeal(desk: Desk, deal: Quick): Promise<void> {
  const step = desk.stepping()
  const { person, org } = deal
  const made = await call("POST /api/v2/deals", {
    body: {
      title: deal.title,
      stage_id: deal.stage.id,
      currency: deal.currency,
      ...(deal.value !== null && { value: deal.value }),
      ...(org && { org_id: org.id }),
      ...(person && { person_id: person.id }),
    },
  })
  if (desk.find(made.id) === undefined) step({ put: [cardOf(made, person?.name ?? null, org?.name ?? null)] })
}

function cardOf(made: DealAnswer, person_name: string | null, org_name: string | null): DealCard {
  const { id, title, value, currency, status, stage_id, pipeline_id, owner_id, person_id, org_id } = made
  const { label_ids, probability, expected_close_date, add_time, update_time, custom_fields } = made
  return {
    ...{ id, version: 1, title, value, currency, status, stage_id, pipeline_id, owner_id, person_id, person_name },
    ...{ org_id, org_name, label_ids, probability, expected_close_date, add_time, custom_fields },
    stage_change_time: null,
    touch_time: update_time,
    next_activity: null,
  }
}

/** The organization, made when it is new. */
export async function organizationOf({ id, name }: Named): Promise<Known> {
  if (id !== undefined) return { id, name }
  const made = await call("POST /api/v2/organizations", { body: { name } })
  return { id: made.id, name: made.name }
}

/** The person, made when they are new, in the organization. */
export async function personOf({ id, name }: Named, orgId: number | undefined): Promise<Known> {
  if (id !== undefined) return { id, name }
  const made = await call("POST /api/v2/persons", { body: { name, ...(orgId !== undefined && { org_id: orgId }) } })
  return { id: made.id, name: made.name }
}

const SHORTEST = 2

export async function searchOrganizations(term: string): Promise<readonly Named[]> {
  if (term.trim().length < SHORTEST) return []
  const found = await call("GET /api/v2/organizations/search", { query: { term, fields: "name", limit: 8 } })
  return found.data.items.flatMap(({ item }) =>
    item.type === "organization" ? { id: item.id, name: item.name, ...(item.address && { note: item.address }) } : [],
  )
}

export async function searchPersons(term: string): Promise<readonly Named[]> {
  if (term.trim().length < SHORTEST) return []
  const found = await call("GET /api/v2/persons/search", { query: { term, fields: "name,email", limit: 8 } })
  return found.data.items.flatMap(({ item }) => {
    if (item.type !== "person") return []
    const note = item.organization?.name ?? item.primary_email
    return { id: item.id, name: item.name, ...(note && { note }) }
  })
}
