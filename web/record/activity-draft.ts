/** An activity while it is written: what the form holds, and what of it goes to the API. */

import type { ActivityAnswer, NewActivity } from "../../shared/api/activities.ts"
import { bareRule } from "../repeat/rule.ts"
import { typeName, usualType } from "./activity-types.ts"
import type { Named } from "./context.ts"
import { daysFromToday, localDue, today, utcDue } from "./when.ts"

export type ActivityDraft = {
  type: string
  subject: string
  day: string
  time: string
  duration: string
  participants: Named[]
  /** A priority's number, or "" for none. */
  priority: string
  note: string
  owner: number | null
  done: boolean
  /** A rule of RFC 5545; "" for what does not repeat. */
  rule: string
}

export function newDraft(contact: Named | undefined): ActivityDraft {
  return {
    type: usualType(),
    subject: "",
    day: today(),
    time: "",
    duration: "",
    participants: contact === undefined ? [] : [contact],
    priority: "",
    note: "",
    owner: null,
    done: false,
    rule: "",
  }
}

export function draftOf(activity: ActivityAnswer, names: readonly Named[]): ActivityDraft {
  const due = localDue(activity)
  return {
    type: activity.type,
    subject: activity.subject,
    day: due.day,
    time: due.time,
    duration: activity.duration?.slice(0, 5) ?? "",
    participants: activity.participants.map(
      ({ person_id: id }) => names.find((one) => one.id === id) ?? { id, name: `Person ${id}` },
    ),
    priority: activity.priority === null ? "" : String(activity.priority),
    note: activity.note ?? "",
    owner: activity.owner_id,
    done: activity.done,
    rule: bareRule(activity.rec_rule),
  }
}

/** Days after which the next step after something done is proposed. */
const NEXT_IN = 7

/** The next step after an activity: the same again, a week on. */
export function nextAfter(activity: ActivityAnswer, contact: Named | undefined): ActivityDraft {
  return { ...newDraft(contact), type: activity.type, subject: activity.subject, day: daysFromToday(NEXT_IN) }
}

export function bodyOf(draft: ActivityDraft): NewActivity {
  return {
    type: draft.type,
    subject: draft.subject.trim() || typeName(draft.type),
    ...utcDue(draft.day || today(), draft.time),
    duration: draft.duration === "" ? null : draft.duration,
    participants: draft.participants.map(({ id }, i) => ({ person_id: id, primary: i === 0 })),
    priority: draft.priority === "" ? null : Number(draft.priority),
    note: draft.note === "" ? null : draft.note,
    done: draft.done,
    // what was written before it could repeat has no rule
    rec_rule: draft.rule || null,
    ...(draft.owner !== null && { owner_id: draft.owner }),
  }
}
