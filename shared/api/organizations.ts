import * as z from "zod"
import type { Organization } from "../organization.ts"
import { VisibleTo } from "../permission.ts"
import { Address } from "../record.ts"
import { DealCard } from "./deal-card.ts"
import { ChangelogEntry } from "./deals.ts"
import {
  AddressAnswer,
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
import { addressAnswer } from "./person-answer.ts"
import { route } from "./route.ts"

export const OrganizationAnswer = z.looseObject({
  id: z.int(),
  name: z.string(),
  owner_id: z.int(),
  add_time: z.string(),
  update_time: z.string(),
  visible_to: z.int(),
  label_ids: z.array(z.int()),
  address: AddressAnswer.nullable(),
  website: z.string().nullable(),
  linkedin: z.string().nullable(),
  industry: z.int().nullable(),
  annual_revenue: z.int().nullable(),
  employee_count: z.int().nullable(),
  is_deleted: z.boolean(),
  custom_fields: z.record(z.string(), z.json()),
})
export type OrganizationAnswer = z.infer<typeof OrganizationAnswer>

export function organizationAnswer(organization: Organization, customKeys: readonly string[]): OrganizationAnswer {
  return {
    id: organization.id,
    name: organization.name,
    owner_id: organization.ownerId,
    add_time: organization.addedAt,
    update_time: organization.changedAt,
    visible_to: organization.visibleTo,
    label_ids: organization.labelIds,
    address: addressAnswer(organization.address),
    website: organization.website ?? null,
    linkedin: organization.linkedin ?? null,
    industry: organization.industry ?? null,
    annual_revenue: organization.annualRevenue ?? null,
    employee_count: organization.employeeCount ?? null,
    is_deleted: organization.deletedAt !== undefined,
    custom_fields: Object.fromEntries(customKeys.map((key) => [key, organization.custom[key] ?? null])),
  }
}

export const ORGANIZATION_EXTRAS = [
  "next_activity_id",
  "last_activity_id",
  "open_deals_count",
  "related_open_deals_count",
  "closed_deals_count",
  "related_closed_deals_count",
  "email_messages_count",
  "people_count",
  "activities_count",
  "done_activities_count",
  "undone_activities_count",
  "files_count",
  "notes_count",
  "followers_count",
  "won_deals_count",
  "related_won_deals_count",
  "lost_deals_count",
  "related_lost_deals_count",
  "smart_bcc_email",
] as const
export type OrganizationExtra = (typeof ORGANIZATION_EXTRAS)[number]

const OrganizationBody = z.strictObject({
  name: Title,
  owner_id: BodyId,
  visible_to: VisibleTo,
  label_ids: z.array(BodyId).max(100),
  address: z.strictObject(Address.shape).nullable(),
  website: z.string().max(255).nullable(),
  linkedin: z.string().max(255).nullable(),
  industry: z.int().nullable(),
  annual_revenue: z.int().nullable(),
  employee_count: z.int().min(0).nullable(),
  custom_fields: BodyCustom,
})

export const NewOrganization = OrganizationBody.partial()
  .required({ name: true })
  .extend({ add_time: BodyInstant.optional() })
export type NewOrganization = z.infer<typeof NewOrganization>
export const OrganizationChange = OrganizationBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type OrganizationChange = z.infer<typeof OrganizationChange>

const Details = {
  include_fields: QueryNames(ORGANIZATION_EXTRAS).optional(),
  custom_fields: QueryKeys.optional(),
  include_option_labels: QueryBoolean.optional(),
  include_labels: QueryBoolean.optional(),
}

export const OrganizationQuery = z.strictObject({
  ids: QueryIds.optional(),
  filter_id: QueryId.optional(),
  owner_id: QueryId.optional(),
  ...Since,
  ...Sorting,
  ...Details,
  ...Paging,
})
export type OrganizationQuery = z.infer<typeof OrganizationQuery>

/** An organization's page: the organization, and the names and the next activity it shows. */
export const OrganizationDetail = OrganizationAnswer.extend({
  version: z.int(),
  next_activity: DealCard.shape.next_activity,
  followers: z.array(FollowerAnswer),
})
export type OrganizationDetail = z.infer<typeof OrganizationDetail>

/** An organization as a line of the contacts. */
export const OrganizationRow = OrganizationAnswer.extend({
  next_activity: DealCard.shape.next_activity,
  open_deals_count: z.int(),
})
export type OrganizationRow = z.infer<typeof OrganizationRow>

export const organizations = {
  list: route({
    method: "GET",
    path: "/api/v2/organizations",
    summary: "List organizations",
    permission: "records.see",
    cost: 10,
    query: OrganizationQuery,
    answer: z.array(OrganizationAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/organizations",
    summary: "Add an organization",
    permission: "records.add",
    cost: 5,
    body: NewOrganization,
    answer: OrganizationAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/organizations/{id}",
    summary: "Get an organization",
    permission: "records.see",
    cost: 1,
    params: ById,
    query: z.strictObject(Details),
    answer: OrganizationAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/organizations/{id}",
    summary: "Change fields of an organization",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: OrganizationChange,
    answer: OrganizationAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/organizations/{id}",
    summary: "Move an organization to the trash, where it stays for 30 days",
    permission: "organizations.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
  detail: route({
    method: "GET",
    path: "/api/v2/organizations/{id}/detail",
    summary: "An organization with all that its page shows",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: OrganizationDetail,
    envelope: "one",
  }),
  changelog: route({
    method: "GET",
    path: "/api/v2/organizations/{id}/changelog",
    summary: "Changes of an organization's fields, newest first",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(ChangelogEntry),
    envelope: "page",
  }),
  deals: route({
    method: "GET",
    path: "/api/v2/organizations/{id}/deals",
    summary: "The deals of an organization, open ones first, then the newest; of the newest 500",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(DealCard),
    envelope: "page",
  }),
  byName: route({
    method: "GET",
    path: "/api/v2/organizations/by-name",
    summary: "Organizations in the order of their names, each with its open deals and what is planned next",
    permission: "records.see",
    cost: 20,
    query: z.strictObject(Paging),
    answer: z.array(OrganizationRow),
    envelope: "page",
  }),
}
