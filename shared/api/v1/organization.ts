/** An organization as v1 shows it. */
import * as z from "zod"
import type { Organization } from "../../organization.ts"
import { type Around, tallyOf, V1Ref, v1User } from "./around.ts"
import { nextOf } from "./deal.ts"
import { childCounts, dealCounts } from "./person.ts"
import { flatCustom, v1Time } from "./refs.ts"

export const V1Organization = z.looseObject({
  id: z.int(),
  name: z.string(),
  owner_id: V1Ref,
  people_count: z.int(),
  active_flag: z.boolean(),
  address: z.string().nullable(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  visible_to: z.string(),
  label: z.int().nullable(),
  label_ids: z.array(z.int()),
})
export type V1Organization = z.infer<typeof V1Organization>

const PARTS = [
  "subpremise",
  "street_number",
  "route",
  "sublocality",
  "locality",
  "admin_area_level_1",
  "admin_area_level_2",
  "country",
  "postal_code",
] as const

/** An address in one key, and each of its parts in one of its own; an organization's has the prefix `address_`. */
export function addressParts(address: Organization["address"], prefix: "address" | "location") {
  return {
    ...Object.fromEntries(PARTS.map((part) => [`${prefix}_${part}`, address?.[part] ?? null])),
    [`${prefix}_formatted_address`]: address?.value ?? null,
  }
}

export function v1Organization(organization: Organization, around: Around, whole: boolean): V1Organization {
  return {
    id: organization.id,
    company_id: around.companyId,
    owner_id: v1User(around, organization.ownerId, whole),
    name: organization.name,
    ...dealCounts(around, "organization", organization.id),
    ...childCounts(around, "organization", organization),
    people_count: tallyOf(around, "organization", organization.id).people,
    active_flag: organization.deletedAt === undefined,
    country_code: null,
    first_char: organization.name.trim().charAt(0).toLowerCase(),
    update_time: v1Time(organization.changedAt),
    add_time: v1Time(organization.addedAt),
    visible_to: String(organization.visibleTo),
    ...nextOf(organization, around),
    label: organization.labelIds[0] ?? null,
    label_ids: organization.labelIds,
    address: organization.address?.value ?? null,
    ...addressParts(organization.address, "address"),
    website: organization.website ?? null,
    linkedin: organization.linkedin ?? null,
    industry: organization.industry ?? null,
    annual_revenue: organization.annualRevenue ?? null,
    employee_count: organization.employeeCount ?? null,
    owner_name: around.users.get(organization.ownerId)?.name ?? null,
    cc_email: null,
    ...flatCustom(around.fields, "organization", organization),
  }
}
