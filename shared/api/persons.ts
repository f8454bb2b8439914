import * as z from "zod"
import { VisibleTo } from "../permission.ts"
import { DealCard } from "./deal-card.ts"
import { ChangelogEntry } from "./deals.ts"
import {
  BodyCustom,
  BodyId,
  BodyInstant,
  ById,
  Deleted,
  Paging,
  QueryBoolean,
  QueryId,
  QueryIds,
  QueryKeys,
  QueryNames,
  Since,
  Sorting,
  Title,
} from "./fields.ts"
import { FollowerAnswer } from "./followers.ts"
import { PERSON_EXTRAS, PersonAnswer } from "./person-answer.ts"
import { route } from "./route.ts"

const ChannelBody = z.strictObject({
  value: z.string().trim().min(1, "must not be empty").max(255),
  label: z.string().max(50).default("work"),
  primary: z.boolean().default(false),
})

const PersonBody = z.strictObject({
  name: Title,
  owner_id: BodyId,
  org_id: BodyId.nullable(),
  emails: z.array(ChannelBody).max(50),
  phones: z.array(ChannelBody).max(50),
  visible_to: VisibleTo,
  label_ids: z.array(BodyId).max(100),
  marketing_status: z.enum(["no_consent", "unsubscribed", "subscribed", "archived"]),
  custom_fields: BodyCustom,
})

export const NewPerson = PersonBody.partial().required({ name: true }).extend({ add_time: BodyInstant.optional() })
export type NewPerson = z.infer<typeof NewPerson>

export const PersonChange = PersonBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type PersonChange = z.infer<typeof PersonChange>

const Details = {
  include_fields: QueryNames(PERSON_EXTRAS).optional(),
  custom_fields: QueryKeys.optional(),
  include_option_labels: QueryBoolean.optional(),
  include_labels: QueryBoolean.optional(),
}

export const PersonQuery = z.strictObject({
  ids: QueryIds.optional(),
  filter_id: QueryId.optional(),
  owner_id: QueryId.optional(),
  org_id: QueryId.optional(),
  deal_id: QueryId.optional(),
  ...Since,
  ...Sorting,
  ...Details,
  ...Paging,
})
export type PersonQuery = z.infer<typeof PersonQuery>

/** A person's page: the person, and the names and the next activity it shows. */
export const PersonDetail = PersonAnswer.extend({
  version: z.int(),
  org_name: z.string().nullable(),
  next_activity: DealCard.shape.next_activity,
  followers: z.array(FollowerAnswer),
})
export type PersonDetail = z.infer<typeof PersonDetail>

/** A person as a line of the contacts. */
export const PersonRow = PersonAnswer.extend({
  org_name: z.string().nullable(),
  next_activity: DealCard.shape.next_activity,
  open_deals_count: z.int(),
})
export type PersonRow = z.infer<typeof PersonRow>

export const persons = {
  list: route({
    method: "GET",
    path: "/api/v2/persons",
    summary: "List persons",
    permission: "records.see",
    cost: 10,
    query: PersonQuery,
    answer: z.array(PersonAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/persons",
    summary: "Add a person",
    permission: "records.add",
    cost: 5,
    body: NewPerson,
    answer: PersonAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/persons/{id}",
    summary: "Get a person",
    permission: "records.see",
    cost: 1,
    params: ById,
    query: z.strictObject(Details),
    answer: PersonAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/persons/{id}",
    summary: "Change fields of a person",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: PersonChange,
    answer: PersonAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/persons/{id}",
    summary: "Move a person to the trash, where it stays for 30 days",
    permission: "persons.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
  detail: route({
    method: "GET",
    path: "/api/v2/persons/{id}/detail",
    summary: "A person with all that its page shows",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: PersonDetail,
    envelope: "one",
  }),
  changelog: route({
    method: "GET",
    path: "/api/v2/persons/{id}/changelog",
    summary: "Changes of a person's fields, newest first",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(ChangelogEntry),
    envelope: "page",
  }),
  deals: route({
    method: "GET",
    path: "/api/v2/persons/{id}/deals",
    summary: "The deals of a person, open ones first, then the newest; of the newest 500",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(DealCard),
    envelope: "page",
  }),
  byName: route({
    method: "GET",
    path: "/api/v2/persons/by-name",
    summary: "Persons in the order of their names, each with its open deals and what is planned next",
    permission: "records.see",
    cost: 20,
    query: z.strictObject(Paging),
    answer: z.array(PersonRow),
    envelope: "page",
  }),
}
