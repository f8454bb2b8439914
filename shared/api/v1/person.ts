/** A person as v1 shows it. */
import * as z from "zod"
import { namesOf, type Person } from "../../person.ts"
import { type Around, tallyOf, V1Ref, v1OrganizationRef, v1User } from "./around.ts"
import { nextOf } from "./deal.ts"
import { channelsOf, flatCustom, v1Time } from "./refs.ts"

export const V1Person = z.looseObject({
  id: z.int(),
  name: z.string(),
  owner_id: V1Ref,
  org_id: V1Ref,
  active_flag: z.boolean(),
  email: z.array(z.looseObject({ value: z.string(), primary: z.boolean() })),
  phone: z.array(z.looseObject({ value: z.string(), primary: z.boolean() })),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  visible_to: z.string(),
  label: z.int().nullable(),
  label_ids: z.array(z.int()),
})
export type V1Person = z.infer<typeof V1Person>

export function v1Person(person: Person, around: Around, whole: boolean): V1Person {
  const names = namesOf(person.name)
  return {
    id: person.id,
    company_id: around.companyId,
    owner_id: v1User(around, person.ownerId, whole),
    org_id: v1OrganizationRef(around, person.organizationId, whole),
    name: person.name,
    first_name: names.first,
    last_name: names.last,
    ...dealCounts(around, "person", person.id),
    ...childCounts(around, "person", person),
    active_flag: person.deletedAt === undefined,
    phone: channelsOf(person.phones),
    email: channelsOf(person.emails),
    primary_email: person.emails.find((one) => one.primary)?.value ?? null,
    first_char: person.name.trim().charAt(0).toLowerCase(),
    update_time: v1Time(person.changedAt),
    add_time: v1Time(person.addedAt),
    visible_to: String(person.visibleTo),
    picture_id: null,
    sync_needed: false,
    ...nextOf(person, around),
    last_incoming_mail_time: null,
    last_outgoing_mail_time: null,
    label: person.labelIds[0] ?? null,
    label_ids: person.labelIds,
    job_title: person.jobTitle ?? null,
    birthday: person.birthday ?? null,
    org_name: around.hides("organization", person.organizationId) ? null : (person.organizationName ?? null),
    owner_name: around.users.get(person.ownerId)?.name ?? null,
    cc_email: null,
    ...flatCustom(around.fields, "person", person),
  }
}

/** Deals of a person or an organization by what became of them. */
export function dealCounts(around: Around, kind: "person" | "organization", id: number) {
  const { deals, participations } = tallyOf(around, kind, id)
  return {
    open_deals_count: deals.open,
    related_open_deals_count: 0,
    closed_deals_count: deals.won + deals.lost,
    related_closed_deals_count: 0,
    won_deals_count: deals.won,
    related_won_deals_count: 0,
    lost_deals_count: deals.lost,
    related_lost_deals_count: 0,
    ...(kind === "person" && {
      participant_open_deals_count: participations.open,
      participant_closed_deals_count: participations.won + participations.lost,
    }),
  }
}

export function childCounts(
  around: Around,
  kind: "person" | "organization",
  record: { id: number; followers?: readonly unknown[] | undefined },
) {
  const { notes, files, done, undone, lastActivityId, lastActivityOn } = tallyOf(around, kind, record.id)
  return {
    email_messages_count: 0,
    activities_count: done + undone,
    done_activities_count: done,
    undone_activities_count: undone,
    files_count: files,
    notes_count: notes,
    followers_count: record.followers?.length ?? 0,
    last_activity_id: lastActivityId,
    last_activity_date: lastActivityOn,
  }
}
