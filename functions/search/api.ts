import { search as api } from "../../shared/api/search.ts"
import { searchField } from "../../shared/api/search-field.ts"
import { SEARCHABLE } from "../../shared/search.ts"
import { serve } from "../platform/http.ts"
import { findByField } from "./by-field.ts"
import { isOf } from "./narrowing.ts"
import { find } from "./search.ts"

export const handler = serve(
  { ...api, byField: searchField.find },
  {
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
          "emails" in record &&
          (query.organization_id === undefined || record.organizationId === query.organization_id),
      }),
    organizations: ({ actor, query }) => find(actor, { ...query, kinds: ["organization"] }),
    byField: ({ actor, query }) => findByField(actor, { ...query, kind: query.entity_type }),
    products: ({ actor, query }) => find(actor, { ...query, kinds: ["product"] }),
    projects: ({ actor, query }) =>
      find(actor, { ...query, kinds: ["project"], keeps: (record) => "phaseId" in record && isOf(record, query) }),
  },
)
