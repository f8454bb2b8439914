/** An activity while it is written: what the form holds, and what of it goes to the API. */
import type { ActivityAnswer, ActivityChange, NewActivity } from "../../shared/api/activities.ts"
import { typeName, usualType } from "../record/activity-types.ts"
import { bareRule } from "../repeat/rule.ts"
import type { Named } from "./names.ts"
import { type Clocks, clockText, dueFrom, minutesOf, wallOf } from "./time.ts"

export type ActivityDraft = {
  type: string
  subject: string
  /** Day and time by the clocks of who writes it; no time is the whole day. */
  day: string
  time: string
  duration: string
  /** A priority's number, or "" for none. */
  priority: string
  deal: Named | null
  /** The first is the activity's person. */
  participants: Named[]
  organization: Named | null
  owner: number | null
  busy: boolean
  location: string
  note: string
  done: boolean
  outcome: string
  /** A rule of RFC 5545; "" for what does not repeat. */
  rule: string
}

export const UNNAMED = "…"

export function newDraft(today: string, given: Partial<ActivityDraft>): ActivityDraft {
  return {
    type: usualType(),
    subject: "",
    day: today,
    time: "",
    duration: "",
    priority: "",
    deal: null,
    participants: [],
    organization: null,
    owner: null,
    busy: false,
    location: "",
    note: "",
    done: false,
    outcome: "",
    rule: "",
    ...given,
  }
}

const named = (id: number | null): Named | null => (id === null ? null : { id, name: UNNAMED })

export function draftOf(activity: ActivityAnswer, clocks: Clocks): ActivityDraft {
  const due = wallOf(clocks, activity)
  const people = activity.participants.toSorted((a, b) => Number(b.primary) - Number(a.primary))
  return {
    type: activity.type,
    subject: activity.subject,
    day: due.day,
    time: due.minute === undefined ? "" : clockText(due.minute),
    duration: activity.duration?.slice(0, 5) ?? "",
    priority: activity.priority === null ? "" : String(activity.priority),
    deal: named(activity.deal_id),
    participants: people.map(({ person_id: id }) => ({ id, name: UNNAMED })),
    organization: named(activity.org_id),
    owner: activity.owner_id,
    busy: activity.busy,
    location: activity.location?.value ?? "",
    note: activity.note ?? "",
    done: activity.done,
    outcome: activity.outcome ?? "",
    rule: bareRule(activity.rec_rule),
  }
}

/** Days after which the step after something done is proposed. */
export const NEXT_IN = 7

/** What follows an activity: the same again, about the same. */
export function nextAfter(activity: ActivityAnswer, day: string): Partial<ActivityDraft> {
  return {
    type: activity.type,
    subject: activity.subject,
    day,
    deal: named(activity.deal_id),
    participants: activity.participants.map(({ person_id: id }) => ({ id, name: UNNAMED })),
    organization: named(activity.org_id),
    owner: activity.owner_id,
  }
}

const orNull = (text: string) => (text.trim() === "" ? null : text.trim())

export function bodyOf(draft: ActivityDraft, clocks: Clocks): NewActivity {
  return {
    type: draft.type,
    subject: draft.subject.trim() || typeName(draft.type),
    ...dueFrom(clocks, draft.day, draft.time === "" ? undefined : minutesOf(draft.time)),
    duration: orNull(draft.duration),
    priority: draft.priority === "" ? null : Number(draft.priority),
    deal_id: draft.deal?.id ?? null,
    participants: draft.participants.map(({ id }, i) => ({ person_id: id, primary: i === 0 })),
    org_id: draft.organization?.id ?? null,
    busy: draft.busy,
    location: orNull(draft.location) === null ? null : { value: draft.location.trim() },
    note: orNull(draft.note),
    done: draft.done,
    outcome: orNull(draft.outcome),
    rec_rule: orNull(draft.rule),
    ...(draft.owner !== null && { owner_id: draft.owner }),
  }
}

/** Only what differs, so that what others changed meanwhile stays. A day goes with its time. */
export function changeOf(before: ActivityDraft, after: ActivityDraft, clocks: Clocks): ActivityChange | undefined {
  const [old, now] = [bodyOf(before, clocks), bodyOf(after, clocks)]
  const differs = (name: string) =>
    JSON.stringify(old[name as keyof NewActivity]) !== JSON.stringify(now[name as keyof NewActivity])
  const moved = differs("due_date") || differs("due_time")
  const entries = Object.entries(now).filter(([name]) => (name.startsWith("due_") ? moved : differs(name)))
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as ActivityChange)
}
