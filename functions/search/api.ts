import { search as api } from "../../shared/api/search.ts"
import { searchField } from "../../shared/api/search-field.ts"
import { SEARCHABLE } from "../../shared/search.ts"
import { serve } from "../platform/http.ts"
import { findByField } from "./by-field.ts"
import { isDealOf, isOf, isPersonOf } from "./narrowing.ts"
import { find } from "./search.ts"

export const handler = serve(
  { ...api, byField: searchField.find },
  {
    items: ({ actor, query }) => find(actor, { ...query, kinds: query.item_types ?? SEARCHABLE }),
    deals: ({ actor, query }) => find(actor, { ...query, kinds: ["deal"], keeps: (record) => isDealOf(record, query) }),
    persons: ({ actor, query }) =>
      find(actor, { ...query, kinds: ["person"], keeps: (record) => isPersonOf(record, query) }),
    organizations: ({ actor, query }) => find(actor, { ...query, kinds: ["organization"] }),
    byField: ({ actor, query }) => findByField(actor, { ...query, kind: query.entity_type }),
    products: ({ actor, query }) => find(actor, { ...query, kinds: ["product"] }),
    projects: ({ actor, query }) =>
      find(actor, { ...query, kinds: ["project"], keeps: (record) => "phaseId" in record && isOf(record, query) }),
  },
)
