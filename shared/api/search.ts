import * as z from "zod"
import { SEARCHABLE } from "../search.ts"
import { Paging, QueryBoolean, QueryId, QueryNames } from "./fields.ts"
import { route } from "./route.ts"

const Names = z.object({ id: z.int(), name: z.string() })

export const DealHit = z.object({
  id: z.int(),
  type: z.literal("deal"),
  title: z.string(),
  value: z.number().nullable(),
  currency: z.string(),
  status: z.string(),
  visible_to: z.int(),
  owner: z.object({ id: z.int() }),
  stage: Names,
  person: Names.nullable(),
  organization: Names.extend({ address: z.string().nullable() }).nullable(),
  custom_fields: z.array(z.string()),
  notes: z.array(z.string()),
  is_archived: z.boolean(),
  /** Only when it is asked for. */
  cc_email: z.string().nullable().optional(),
})

export const PersonHit = z.object({
  id: z.int(),
  type: z.literal("person"),
  name: z.string(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  primary_email: z.string().nullable(),
  visible_to: z.int(),
  owner: z.object({ id: z.int() }),
  organization: Names.extend({ address: z.string().nullable() }).nullable(),
  custom_fields: z.array(z.string()),
  notes: z.array(z.string()),
  update_time: z.string(),
  /** Only when it is asked for. */
  picture: z.looseObject({ id: z.int() }).nullable().optional(),
})

export const OrganizationHit = z.object({
  id: z.int(),
  type: z.literal("organization"),
  name: z.string(),
  address: z.string().nullable(),
  visible_to: z.int(),
  owner: z.object({ id: z.int() }),
  custom_fields: z.array(z.string()),
  notes: z.array(z.string()),
})

const Common = {
  visible_to: z.int(),
  owner: z.object({ id: z.int() }),
  custom_fields: z.array(z.string()),
}
const OrganizationOf = Names.extend({ address: z.string().nullable() }).nullable()

const ProductHit = z.object({
  id: z.int(),
  type: z.literal("product"),
  name: z.string(),
  code: z.string().nullable(),
  ...Common,
})

const LeadHit = z.object({
  id: z.string(),
  type: z.literal("lead"),
  title: z.string(),
  person: Names.nullable(),
  organization: OrganizationOf,
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  notes: z.array(z.string()),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  is_archived: z.boolean(),
  was_seen: z.boolean().optional(),
  ...Common,
})

const ProjectHit = z.object({
  id: z.int(),
  type: z.literal("project"),
  title: z.string(),
  status: z.string(),
  owner: z.object({ id: z.int() }),
  board_id: z.int(),
  phase: Names,
  person: Names.nullable(),
  organization: OrganizationOf,
  deal: z.object({ id: z.int(), title: z.string() }).nullable(),
  deal_count: z.int(),
  description: z.string().nullable(),
  end_date: z.string().nullable(),
  custom_fields: z.array(z.string()),
  notes: z.array(z.string()),
})

export const Hit = z.discriminatedUnion("type", [DealHit, PersonHit, OrganizationHit])
export const ItemHit = z.discriminatedUnion("type", [...Hit.options, ProductHit, LeadHit, ProjectHit])
export type ItemHit = z.infer<typeof ItemHit>
export type Hit = z.infer<typeof Hit>

const Term = {
  term: z.string().trim().min(1, "must not be empty").max(200),
  exact_match: QueryBoolean.default(false),
  limit: z
    .preprocess(
      (value) => (typeof value === "string" && /^\d{1,4}$/.test(value) ? Number(value) : value),
      z.int("must be a whole number").min(1).max(100, "must be at most 100"),
    )
    .default(100),
  cursor: Paging.cursor,
}

const hitsOf = <T extends z.ZodType>(item: T) => z.array(z.object({ result_score: z.number(), item }))

function foundOf<T extends z.ZodType>(item: T) {
  return z.object({ items: hitsOf(item), related_items: hitsOf(ItemHit).optional() })
}
export const Found = foundOf(Hit)
const FoundItems = foundOf(ItemHit)

export const ItemQuery = z.strictObject({
  ...Term,
  item_types: QueryNames(SEARCHABLE).optional(),
  fields: QueryNames([
    "address",
    "code",
    "description",
    "email",
    "name",
    "phone",
    "title",
    "custom_fields",
    "notes",
  ]).optional(),
  /** Deals of the persons and organizations that are found, and persons of the organizations, come as `related_items`. */
  search_for_related_items: QueryBoolean.optional(),
  include_fields: QueryNames(["deal.cc_email", "person.picture"]).optional(),
})

/** Stands with the other routes of leads. */
export const leadSearch = route({
  method: "GET",
  path: "/api/v2/leads/search",
  summary: "Search leads",
  permission: "records.see",
  cost: 20,
  query: z.strictObject({
    ...Term,
    fields: QueryNames(["title", "custom_fields", "notes"]).optional(),
    person_id: QueryId.optional(),
    organization_id: QueryId.optional(),
    include_fields: QueryNames(["lead.was_seen"]).optional(),
  }),
  answer: FoundItems,
  envelope: "page",
})

export const search = {
  items: route({
    method: "GET",
    path: "/api/v2/itemSearch",
    summary: "Search deals, persons, organizations, products, leads and projects",
    permission: "records.see",
    cost: 20,
    query: ItemQuery,
    answer: FoundItems,
    envelope: "page",
  }),
  deals: route({
    method: "GET",
    path: "/api/v2/deals/search",
    summary: "Search deals",
    permission: "records.see",
    cost: 20,
    query: z.strictObject({
      ...Term,
      fields: QueryNames(["title", "custom_fields", "notes"]).optional(),
      include_fields: QueryNames(["deal.cc_email"]).optional(),
      person_id: QueryId.optional(),
      organization_id: QueryId.optional(),
      status: z.enum(["open", "won", "lost"]).optional(),
    }),
    answer: Found,
    envelope: "page",
  }),
  persons: route({
    method: "GET",
    path: "/api/v2/persons/search",
    summary: "Search persons",
    permission: "records.see",
    cost: 20,
    query: z.strictObject({
      ...Term,
      fields: QueryNames(["name", "email", "phone", "custom_fields", "notes"]).optional(),
      include_fields: QueryNames(["person.picture"]).optional(),
      organization_id: QueryId.optional(),
    }),
    answer: Found,
    envelope: "page",
  }),
  organizations: route({
    method: "GET",
    path: "/api/v2/organizations/search",
    summary: "Search organizations",
    permission: "records.see",
    cost: 20,
    query: z.strictObject({ ...Term, fields: QueryNames(["name", "address", "custom_fields", "notes"]).optional() }),
    answer: Found,
    envelope: "page",
  }),
  products: route({
    method: "GET",
    path: "/api/v2/products/search",
    summary: "Search products",
    permission: "records.see",
    cost: 20,
    query: z.strictObject({ ...Term, fields: QueryNames(["name", "code", "custom_fields"]).optional() }),
    answer: FoundItems,
    envelope: "page",
  }),
  projects: route({
    method: "GET",
    path: "/api/v2/projects/search",
    summary: "Search projects",
    permission: "records.see",
    cost: 20,
    query: z.strictObject({
      ...Term,
      fields: QueryNames(["title", "description", "custom_fields", "notes"]).optional(),
      person_id: QueryId.optional(),
      organization_id: QueryId.optional(),
    }),
    answer: FoundItems,
    envelope: "page",
  }),
}
