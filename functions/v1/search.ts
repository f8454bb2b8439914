import type { Page, V1Page } from "../../shared/api/route.ts"
import { v1Search as api } from "../../shared/api/v1/search.ts"
import { toCursor } from "../data/cursor.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { findByField, type OfField } from "../search/by-field.ts"
import { find, type Wanted } from "../search/search.ts"
import type { From } from "./pages.ts"

const ALL = ["deal", "person", "organization"] as const
type Kind = (typeof ALL)[number]
const OF: Record<string, OfField> = {
  dealField: "deal",
  personField: "person",
  organizationField: "organization",
  productField: "product",
}

type Asked<K extends Kind> = Omit<Wanted<K>, "cursor"> & From

function pageOf<T>({ start, limit }: From, { data, nextCursor }: Page<T>): V1Page<T> {
  return { data, start, limit, more: nextCursor !== null }
}

async function found<K extends Kind>(actor: Actor, asked: Asked<K>) {
  return pageOf(asked, await find(actor, { ...asked, cursor: toCursor({ start: asked.start }) }))
}

export const v1Search = domain(api, {
  items: ({ actor, query }) => found(actor, { ...query, kinds: query.item_types ?? ALL }),
  byField: async ({ actor, query }) => {
    const { term, exact_match, start, limit } = query
    const page = await findByField(actor, {
      term,
      kind: OF[query.field_type] ?? "deal",
      field: query.field_key,
      match: exact_match ? "exact" : "beginning",
      limit,
      cursor: toCursor({ start }),
    })
    return pageOf(query, page)
  },
  deals: ({ actor, query }) =>
    found(actor, {
      ...query,
      kinds: ["deal"],
      keeps: (record) =>
        "stageId" in record &&
        (query.person_id === undefined || record.personId === query.person_id) &&
        (query.organization_id === undefined || record.organizationId === query.organization_id) &&
        (query.status === undefined || record.status === query.status),
    }),
  persons: ({ actor, query }) =>
    found(actor, {
      ...query,
      kinds: ["person"],
      keeps: (record) => query.organization_id === undefined || organizationOf(record) === query.organization_id,
    }),
  organizations: ({ actor, query }) => found(actor, { ...query, kinds: ["organization"] }),
})

function organizationOf(record: object): unknown {
  return "organizationId" in record ? record.organizationId : undefined
}
