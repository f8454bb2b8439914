import type { Page, V1Page } from "../../shared/api/route.ts"
import { v1Search as api } from "../../shared/api/v1/search.ts"
import { toCursor } from "../data/cursor.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { findByField, type OfField } from "../search/by-field.ts"
import { isDealOf, isPersonOf } from "../search/narrowing.ts"
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
  deals: ({ actor, query }) => found(actor, { ...query, kinds: ["deal"], keeps: (record) => isDealOf(record, query) }),
  persons: ({ actor, query }) =>
    found(actor, { ...query, kinds: ["person"], keeps: (record) => isPersonOf(record, query) }),
  organizations: ({ actor, query }) => found(actor, { ...query, kinds: ["organization"] }),
})
