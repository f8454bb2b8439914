/** Sample notes: on deals as they went, and on people and companies. */
import type { Note } from "../../shared/note.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Dealing } from "./business.ts"
import type { Calendar } from "./calendar.ts"
import { stageAt } from "./course.ts"
import { NOTE_TEXTS, type NoteKind } from "./note-texts.ts"
import { owned, sampled } from "./plan.ts"
import type { Random } from "./random.ts"

const ON_DEALS = 78
const ON_PERSONS = 14
const ON_ORGANIZATIONS = 18

type Given = {
  dealings: readonly Dealing[]
  persons: readonly Person[]
  organizations: readonly Organization[]
  firstId: number
}
type Draft = { at: string; content: string; ownerId: number } & Pick<Note, "dealId" | "personId" | "organizationId">

export function notes(
  { random, calendar }: { random: Random; calendar: Calendar },
  { dealings, persons, organizations, firstId }: Given,
): Note[] {
  const later = (addedAt: string) => laterThan(random, calendar, addedAt)
  const drafts: Draft[] = [
    ...random.shuffled(dealings).slice(0, ON_DEALS).map((one) => onDeal(random, calendar, one)),
    ...random.shuffled(persons).slice(0, ON_PERSONS).map(({ id, ownerId, addedAt }) => ({
      at: later(addedAt), ownerId, personId: id, content: random.pick(NOTE_TEXTS.person) })),
    ...random.shuffled(organizations).slice(0, ON_ORGANIZATIONS).map(({ id, ownerId, addedAt }) => ({
      at: later(addedAt), ownerId, organizationId: id, content: random.pick(NOTE_TEXTS.organization) })),
  ]
  return drafts
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ at, ownerId, ...rest }, i) => ({
      ...sampled(firstId + i, ownerId, at),
      ...owned(ownerId),
      ...rest,
      pinnedToDeal: rest.dealId !== undefined && random.happens(0.08),
      pinnedToPerson: false,
      pinnedToOrganization: rest.dealId === undefined && rest.organizationId !== undefined && random.happens(0.15),
    }))
}
