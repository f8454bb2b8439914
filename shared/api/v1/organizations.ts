/** Organizations under v1. */
import * as z from "zod"
import type { Field } from "../../field.ts"
import { Title } from "../fields.ts"
import type { OrganizationChange } from "../organizations.ts"
import { route } from "../route.ts"
import { V1Activity } from "./activity.ts"
import { ActivitiesQuery, ContactQuery, DealsQuery, Labels, Visibility } from "./contact-fields.ts"
import { V1Deal } from "./deal.ts"
import { V1ById, V1Gone, V1GoneMany, V1Id, V1Ids, V1InstantOrNull, V1IntOrNull, V1Paging } from "./fields.ts"
import { followerRoutes, historyRoutes, mergeRoute } from "./of-record.ts"
import { V1Organization } from "./organization.ts"
import { V1Person } from "./person.ts"
import { customGiven } from "./refs.ts"

const OrganizationBody = z.looseObject({
  name: Title,
  owner_id: V1Id.optional(),
  visible_to: Visibility.optional(),
  address: z.string().max(1000).nullable().optional(),
  website: z.string().max(255).nullable().optional(),
  linkedin: z.string().max(255).nullable().optional(),
  industry: V1IntOrNull.optional(),
  annual_revenue: V1IntOrNull.optional(),
  employee_count: V1IntOrNull.pipe(z.int().min(0, "must be at least 0").nullable()).optional(),
  ...Labels,
})

export const V1NewOrganization = OrganizationBody.extend({ add_time: V1InstantOrNull.optional() })
export const V1OrganizationChange = OrganizationBody.partial()
export type V1OrganizationChange = z.infer<typeof V1OrganizationChange>

export function organizationChangeOf(
  body: V1OrganizationChange,
  fields: readonly Field[],
  currency: string,
): OrganizationChange {
  const { name, owner_id, visible_to, website, linkedin, industry, annual_revenue, employee_count } = body
  const address = body.address === "" || body.address === null ? null : body.address
  return {
    name,
    owner_id,
    visible_to,
    website,
    linkedin,
    industry,
    annual_revenue,
    employee_count,
    address: typeof address === "string" ? { value: address } : address,
    label_ids: body.label_ids ?? body.label,
    custom_fields: customGiven(fields, "organization", body, currency),
  }
}

export const V1OrganizationQuery = z.object(ContactQuery)
export type V1OrganizationQuery = z.infer<typeof V1OrganizationQuery>

export const v1Organizations = {
  list: route({
    method: "GET",
    path: "/v1/organizations",
    summary: "List organizations",
    permission: "records.see",
    cost: 20,
    query: V1OrganizationQuery,
    answer: z.array(V1Organization),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/v1/organizations",
    summary: "Add an organization",
    permission: "records.add",
    cost: 10,
    body: V1NewOrganization,
    answer: V1Organization,
    envelope: "v1",
    status: 201,
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/organizations",
    summary: "Move several organizations to the trash",
    permission: "records.bulk",
    cost: 10,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/organizations/{id}",
    summary: "Get an organization",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Organization,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/organizations/{id}",
    summary: "Change fields of an organization",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: V1OrganizationChange,
    answer: V1Organization,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/organizations/{id}",
    summary: "Move an organization to the trash",
    permission: "organizations.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  deals: route({
    method: "GET",
    path: "/v1/organizations/{id}/deals",
    summary: "List deals of an organization",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: DealsQuery,
    answer: z.array(V1Deal),
    envelope: "v1page",
  }),
  persons: route({
    method: "GET",
    path: "/v1/organizations/{id}/persons",
    summary: "List persons of an organization",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1Person),
    envelope: "v1page",
  }),
  activities: route({
    method: "GET",
    path: "/v1/organizations/{id}/activities",
    summary: "List activities of an organization",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: ActivitiesQuery,
    answer: z.array(V1Activity),
    envelope: "v1page",
  }),
  merge: mergeRoute("organizations", "an organization", V1Gone),
  ...historyRoutes("organizations", "an organization"),
  ...followerRoutes("organizations", "an organization"),
}
