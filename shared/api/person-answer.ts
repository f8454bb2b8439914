/** A person as API v2 answers it. */
import * as z from "zod"
import type { NextActivity } from "../deal.ts"
import { namesOf, type Person } from "../person.ts"
import type { Address } from "../record.ts"
import type { DealCard } from "./deal-card.ts"
import type { AddressAnswer } from "./fields.ts"

const ChannelAnswer = z.object({ value: z.string(), label: z.string(), primary: z.boolean() })

export const PersonAnswer = z.looseObject({
  id: z.int(),
  name: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  owner_id: z.int(),
  org_id: z.int().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  visible_to: z.int(),
  emails: z.array(ChannelAnswer),
  phones: z.array(ChannelAnswer),
  label_ids: z.array(z.int()),
  is_deleted: z.boolean(),
  picture_id: z.int().nullable(),
  custom_fields: z.record(z.string(), z.json()),
})
export type PersonAnswer = z.infer<typeof PersonAnswer>

export function personAnswer(person: Person, customKeys: readonly string[]): PersonAnswer {
  const names = namesOf(person.name)
  return {
    id: person.id,
    name: person.name,
    first_name: names.first,
    last_name: names.last,
    owner_id: person.ownerId,
    org_id: person.organizationId ?? null,
    add_time: person.addedAt,
    update_time: person.changedAt,
    visible_to: person.visibleTo,
    emails: person.emails,
    phones: person.phones,
    label_ids: person.labelIds,
    is_deleted: person.deletedAt !== undefined,
    picture_id: person.picture?.id ?? null,
    custom_fields: Object.fromEntries(customKeys.map((key) => [key, person.custom[key] ?? null])),
  }
}

export function nextActivityAnswer(next: NextActivity | undefined): z.infer<typeof DealCard>["next_activity"] {
  if (next === undefined) return null
  return { id: next.id, due_date: next.on, due_time: next.at ?? null, type: next.type, subject: next.subject }
}

/** Every part of an address, null where it has none. */
export function addressAnswer(address: Address | undefined): z.infer<typeof AddressAnswer> | null {
  if (address === undefined) return null
  return {
    value: address.value,
    route: address.route ?? null,
    street_number: address.street_number ?? null,
    subpremise: address.subpremise ?? null,
    locality: address.locality ?? null,
    sublocality: address.sublocality ?? null,
    admin_area_level_1: address.admin_area_level_1 ?? null,
    admin_area_level_2: address.admin_area_level_2 ?? null,
    country: address.country ?? null,
    postal_code: address.postal_code ?? null,
  }
}

export const PERSON_EXTRAS = [
  "next_activity_id",
  "last_activity_id",
  "open_deals_count",
  "related_open_deals_count",
  "closed_deals_count",
  "related_closed_deals_count",
  "participant_open_deals_count",
  "participant_closed_deals_count",
  "email_messages_count",
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
  "last_incoming_mail_time",
  "last_outgoing_mail_time",
  "marketing_status",
  "doi_status",
  "smart_bcc_email",
] as const

export type PersonExtra = (typeof PERSON_EXTRAS)[number]
