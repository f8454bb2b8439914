import { search as api } from "../../shared/api/search.ts"
import type { RecordOf } from "../../shared/facts.ts"
import { SEARCHABLE } from "../../shared/search.ts"
import { serve } from "../platform/http.ts"
import { find } from "./search.ts"

/** Whether a lead or project is of the person and organization that are asked for. */
function isOf(
  record: RecordOf["lead" | "project"],
  asked: { person_id?: number | undefined; organization_id?: number | undefined },
) {
  const has = (id: number | undefined, ids: readonly (number | undefined)[]) => id === undefined || ids.includes(id)
  const many = "personIds" in record
  return (
    has(asked.person_id, many ? record.personIds : [record.personId]) &&
    has(asked.organization_id, many ? record.organizationIds : [record.organizationId])
  )
}

export const handler = serve(api, {
  items: ({ actor, query }) => find(actor, { ...query, kinds: query.item_types ?? SEARCHABLE }),
  deals: ({ actor, query }) =>
    find(actor, {
      ...query,
      kinds: ["deal"],
      keeps: (record) =>
        "stageId" in record &&
        (query.person_id === undefined || record.personId === query.person_id) &&
        (query.organization_id === undefined || record.organizationId === query.organization_id) &&
        (query.status === undefined || record.status === query.status),
    }),
  persons: ({ actor, query }) =>
    find(actor, {
      ...query,
      kinds: ["person"],
      keeps: (record) =>
        "emails" in record && (query.organization_id === undefined || record.organizationId === query.organization_id),
    }),
  organizations: ({ actor, query }) => find(actor, { ...query, kinds: ["organization"] }),
  products: ({ actor, query }) => find(actor, { ...query, kinds: ["product"] }),
  leads: ({ actor, query }) =>
    find(actor, { ...query, kinds: ["lead"], keeps: (record) => "uuid" in record && isOf(record, query) }),
  projects: ({ actor, query }) =>
    find(actor, { ...query, kinds: ["project"], keeps: (record) => "phaseId" in record && isOf(record, query) }),
})
