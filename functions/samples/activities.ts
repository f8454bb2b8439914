/** Sample activities: what is open and what was done. Ids follow the order in which they were planned. */
import type { Activity } from "../../shared/activity.ts"
import type { Person } from "../../shared/person.ts"
import { appointment, type When } from "./appointments.ts"
import type { Dealing } from "./business.ts"
import { type Calendar, WORKDAY } from "./calendar.ts"
import { type Phase, phaseAt } from "./course.ts"
import { type Due, outlook, planned } from "./outlook.ts"
import { owned, sampled } from "./plan.ts"
import type { Random } from "./random.ts"
import { SUBJECTS, type Subject, TYPE_WEIGHT } from "./subjects.ts"

const ACTIVITIES = 380
/** Open activities that are about a person alone. */
const WITHOUT_DEAL = 12
/** Chance that an open deal has a second open activity. */
const SECOND = 0.25

type Scene = { random: Random; calendar: Calendar }
type About = Pick<Activity, "dealId" | "personId" | "organizationId" | "ownerId">
type Draft = { added: number; about: About; subject: Subject; when: When; done: boolean }
type Given = { dealings: readonly Dealing[]; persons: readonly Person[]; firstId: number }

export function activities(scene: Scene, { dealings, persons, firstId }: Given): Activity[] {
  const open = [...dealings.flatMap((one) => nextSteps(scene, one)), ...keptInTouch(scene, persons)]
  const drafts = [...open, ...past(scene, dealings, ACTIVITIES - open.length)]
  return drafts.sort((a, b) => a.added - b.added).map((draft, i) => recordOf(draft, firstId + i, scene.calendar))
}

function nextSteps(scene: Scene, dealing: Dealing): Draft[] {
  const { random, calendar } = scene
  const due = dealing.course.end === undefined ? outlook(random) : undefined
  if (due === undefined) return []
  const since = dealing.course.visits.at(-1)?.at ?? 0
  const phase = phaseAt(dealing.course, dealing.stages, calendar.now)
  const step = (one: Due) => upcoming(scene, aboutDeal(dealing), phase, { since, due: one })
  return [step(due), ...(random.happens(SECOND) ? [step("later")] : [])]
}

function keptInTouch(scene: Scene, persons: readonly Person[]): Draft[] {
  const { random, calendar } = scene
  const since = calendar.now - 6 * WORKDAY
  const known = persons.filter((one) => one.addedAt < calendar.at(since))
  return random
    .shuffled(known)
    .slice(0, WITHOUT_DEAL)
    .map(({ id, organizationId, ownerId }) => {
      const due = random.pick(["overdue", "today", "soon", "later"] as const)
      return upcoming(scene, { personId: id, organizationId, ownerId }, "contact", { since, due })
    })
}

function upcoming(
  { random, calendar }: Scene,
  about: About,
  phase: Phase | "contact",
  due: { since: number; due: Due },
): Draft {
  const subject = subjectFor(random, phase)
  const { day, added } = planned(random, calendar, due)
  return { added, about, subject, when: appointment(random, calendar, subject.type, day), done: false }
}

/** Done activities on deals of all ages, more on those that took longer. */
function past({ random, calendar }: Scene, dealings: readonly Dealing[], count: number): Draft[] {
  const lived = dealings.flatMap((dealing) => {
    const since = dealing.course.visits[0]?.at ?? 0
    const from = calendar.dayOf(since) + 1
    const to = calendar.dayOf(dealing.course.end?.at ?? calendar.now) - 1
    return to < from ? [] : [{ dealing, since, from, to }]
  })
  return Array.from({ length: count }, () => {
    const { dealing, since, from, to } = random.weighted(lived, (one) => Math.sqrt(one.to - one.from + 1))
    const day = random.between(from, to)
    const subject = subjectFor(random, phaseAt(dealing.course, dealing.stages, day * WORKDAY))
    const when = appointment(random, calendar, subject.type, day)
    const added = Math.max(since + 5, when.begins - random.between(120, 6 * WORKDAY))
    return { added, about: aboutDeal(dealing), subject, when, done: true }
  })
}

function recordOf({ added, about, subject, when, done }: Draft, id: number, calendar: Calendar): Activity {
  const { dealId, personId, organizationId, ownerId } = about
  const doneAt = calendar.at(when.ends)
  return {
    ...sampled(id, ownerId, calendar.at(added), done ? doneAt : undefined),
    ...owned(ownerId),
    visibleTo: 7 as const,
    subject: subject.text,
    type: subject.type,
    ...(dealId !== undefined && { dealId }),
    ...(personId !== undefined && { personId }),
    ...(organizationId !== undefined && { organizationId }),
    participants: personId === undefined ? [] : [{ personId, primary: true }],
    ...when.due,
    done,
    ...(done && { doneAt }),
  }
}

function subjectFor(random: Random, phase: Phase | "contact"): Subject {
  return random.weighted(SUBJECTS[phase], (one) => TYPE_WEIGHT[one.type])
}

function aboutDeal({ deal: { id, personId, organizationId, ownerId } }: Dealing): About {
  return { dealId: id, personId, organizationId, ownerId }
}
