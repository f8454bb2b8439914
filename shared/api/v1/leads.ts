import * as z from "zod"
import { LeadLabelColor } from "../../lead.ts"
import { Currency } from "../../money.ts"
import { QueryNames, Title } from "../fields.ts"
import { LeadAnswer, LeadLabelAnswer, LeadUuid } from "../leads.ts"
import { route } from "../route.ts"
import {
  V1Boolean,
  V1DayOrNull,
  V1Id,
  V1IdOrNull,
  V1IntOrNull,
  V1Number,
  V1Paging,
  V1Sort,
  V1VisibleTo,
} from "./fields.ts"

const ByUuid = z.object({ id: LeadUuid })

/** Custom fields stand beside these, under their keys. */
const LeadBody = z.looseObject({
  title: Title,
  owner_id: V1Id,
  label_ids: z.array(LeadUuid).max(100),
  person_id: V1IdOrNull,
  organization_id: V1IdOrNull,
  value: z.object({ amount: V1Number, currency: Currency }).nullable(),
  expected_close_date: V1DayOrNull,
  visible_to: V1VisibleTo,
  was_seen: V1Boolean,
  origin_id: z.string().max(255).nullable(),
  channel: V1IntOrNull,
  channel_id: z.string().max(255).nullable(),
})
export const NewLead = LeadBody.partial().required({ title: true })
export type NewLead = z.infer<typeof NewLead>
export const LeadChange = LeadBody.partial().extend({ is_archived: V1Boolean.optional() })
export type LeadChange = z.infer<typeof LeadChange>

const Narrowed = {
  ...V1Paging,
  owner_id: V1Id.optional(),
  person_id: V1Id.optional(),
  organization_id: V1Id.optional(),
  filter_id: V1Id.optional(),
  sort: V1Sort.optional(),
}
export const LeadQuery = z.object({ ...Narrowed, updated_since: z.iso.datetime({ offset: true }).optional() })
export type LeadQuery = z.infer<typeof LeadQuery>

const LabelBody = z.object({ name: Title, color: LeadLabelColor })
export type LabelBody = z.infer<typeof LabelBody>

const change = {
  path: "/v1/leads/{id}",
  permission: "records.edit",
  cost: 10,
  params: ByUuid,
  body: LeadChange,
  answer: LeadAnswer,
  envelope: "one",
} as const

export const v1Leads = {
  listLeads: route({
    method: "GET",
    path: "/v1/leads",
    summary: "List leads that are not archived",
    permission: "records.see",
    cost: 20,
    query: LeadQuery,
    answer: z.array(LeadAnswer),
    envelope: "v1page",
  }),
  listArchivedLeads: route({
    method: "GET",
    path: "/v1/leads/archived",
    summary: "List archived leads",
    permission: "records.see",
    cost: 40,
    query: LeadQuery,
    answer: z.array(LeadAnswer),
    envelope: "v1page",
  }),
  addLead: route({
    method: "POST",
    path: "/v1/leads",
    summary: "Add a lead to a person, an organization or both",
    permission: "records.add",
    cost: 10,
    body: NewLead,
    answer: LeadAnswer,
    envelope: "one",
    status: 201,
  }),
  getLead: route({
    method: "GET",
    path: "/v1/leads/{id}",
    summary: "Get a lead",
    permission: "records.see",
    cost: 2,
    params: ByUuid,
    answer: LeadAnswer,
    envelope: "one",
  }),
  updateLead: route({ ...change, method: "PATCH", summary: "Change fields of a lead" }),
  putLead: route({ ...change, method: "PUT", summary: "Change fields of a lead, as clients of before do" }),
  removeLead: route({
    method: "DELETE",
    path: "/v1/leads/{id}",
    summary: "Move a lead to the trash, where it stays for 30 days",
    permission: "deals.delete",
    cost: 6,
    params: ByUuid,
    answer: z.object({ id: z.string() }),
    envelope: "one",
  }),
  searchLeads: route({
    method: "GET",
    path: "/v1/leads/search",
    summary: "Search leads",
    permission: "records.see",
    cost: 40,
    query: z.object({
      term: z.string().trim().min(1, "must not be empty").max(200),
      fields: QueryNames(["title", "custom_fields", "notes"]).optional(),
      exact_match: V1Boolean.default(false),
      person_id: V1Id.optional(),
      organization_id: V1Id.optional(),
      ...V1Paging,
    }),
    answer: z.object({
      items: z.array(z.object({ result_score: z.number(), item: z.looseObject({ id: z.string() }) })),
    }),
    envelope: "v1page",
  }),
  leadUsers: route({
    method: "GET",
    path: "/v1/leads/{id}/permittedUsers",
    summary: "Users who may see a lead",
    permission: "records.see",
    cost: 10,
    params: ByUuid,
    answer: z.array(z.int()),
    envelope: "one",
  }),
  listLeadLabels: route({
    method: "GET",
    path: "/v1/leadLabels",
    summary: "List lead labels",
    permission: "records.see",
    cost: 10,
    answer: z.array(LeadLabelAnswer),
    envelope: "one",
  }),
  addLeadLabel: route({
    method: "POST",
    path: "/v1/leadLabels",
    summary: "Add a lead label",
    permission: "records.edit",
    cost: 10,
    body: LabelBody,
    answer: LeadLabelAnswer,
    envelope: "one",
  }),
  updateLeadLabel: route({
    method: "PATCH",
    path: "/v1/leadLabels/{id}",
    summary: "Change a lead label",
    permission: "records.edit",
    cost: 10,
    params: ByUuid,
    body: LabelBody.partial(),
    answer: LeadLabelAnswer,
    envelope: "one",
  }),
  removeLeadLabel: route({
    method: "DELETE",
    path: "/v1/leadLabels/{id}",
    summary: "Remove a lead label, from all leads too",
    permission: "records.edit",
    cost: 6,
    params: ByUuid,
    answer: z.object({ id: z.string() }),
    envelope: "one",
  }),
  listLeadSources: route({
    method: "GET",
    path: "/v1/leadSources",
    summary: "List the sources that leads come from",
    permission: "records.see",
    cost: 2,
    answer: z.array(z.object({ name: z.string() })),
    envelope: "one",
  }),
}
