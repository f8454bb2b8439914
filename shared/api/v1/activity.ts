/** An activity as v1 shows it. */
import * as z from "zod"
import type { Activity } from "../../activity.ts"
import type { Around } from "./around.ts"
import { addressParts } from "./organization.ts"
import { v1Time } from "./refs.ts"

const V1Instance = z.object({ due_date: z.string(), due_time: z.string() })
export type V1Instance = z.infer<typeof V1Instance>

export const V1Activity = z.looseObject({
  id: z.int(),
  subject: z.string(),
  type: z.string(),
  user_id: z.int(),
  done: z.boolean(),
  due_date: z.string(),
  due_time: z.string(),
  duration: z.string(),
  deal_id: z.int().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  active_flag: z.boolean(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  series: z.array(V1Instance),
})
export type V1Activity = z.infer<typeof V1Activity>

/** What v1 says of calendars, meetings and mail, of which nothing is kept. */
const NOT_KEPT = {
  attendees: null,
  calendar_sync_include_context: null,
  conference_meeting_client: null,
  conference_meeting_id: null,
  conference_meeting_url: null,
  deal_dropbox_bcc: null,
  file: null,
  gcal_event_id: null,
  google_calendar_etag: null,
  google_calendar_id: null,
  last_notification_time: null,
  last_notification_user_id: null,
  notification_language_id: null,
  person_dropbox_bcc: null,
  reference_id: null,
  reference_type: null,
  source_timezone: null,
}

export function v1Activity(activity: Activity, around: Around, series: V1Instance[] = []): V1Activity {
  return {
    id: activity.id,
    company_id: around.companyId,
    user_id: activity.ownerId,
    assigned_to_user_id: activity.ownerId,
    created_by_user_id: activity.creatorId,
    update_user_id: activity.changedBy,
    done: activity.done,
    type: activity.type,
    subject: activity.subject,
    due_date: activity.dueOn,
    due_time: activity.dueAt ?? "",
    duration: activity.duration ?? "",
    busy_flag: activity.busy,
    priority: activity.priority ?? null,
    add_time: v1Time(activity.addedAt),
    update_time: v1Time(activity.changedAt),
    marked_as_done_time: v1Time(activity.doneAt) ?? "",
    public_description: activity.publicDescription ?? "",
    note: activity.note ?? "",
    location: activity.location?.value ?? null,
    ...addressParts(activity.location, "location"),
    deal_id: activity.dealId ?? null,
    person_id: activity.personId ?? null,
    org_id: activity.organizationId ?? null,
    lead_id: null,
    project_id: null,
    active_flag: activity.deletedAt === undefined,
    participants: activity.participants.map((one) => ({ person_id: one.personId, primary_flag: one.primary })),
    rec_rule: activity.recRule === undefined ? null : `RRULE:${activity.recRule}`,
    rec_rule_extension: activity.recExtension ?? null,
    rec_master_activity_id: activity.recMasterId ?? null,
    series,
    ...NOT_KEPT,
    ...namesAround(activity, around),
  }
}

function namesAround({ dealId, personId, organizationId, ownerId }: Activity, around: Around) {
  const name = <T>(id: number | undefined, records: ReadonlyMap<number, T>, of: (record: T) => string) => {
    const record = id === undefined ? undefined : records.get(id)
    return record === undefined ? null : of(record)
  }
  return {
    deal_title: name(dealId, around.deals, (deal) => deal.title),
    person_name: name(personId, around.persons, (person) => person.name),
    org_name: name(organizationId, around.organizations, (organization) => organization.name),
    owner_name: around.users.get(ownerId)?.name ?? null,
    lead_title: null,
  }
}
