/** Sample notes: on deals as they went, and on the people and companies behind them. */
import type { Note } from "../../shared/note.ts"
import type { Dealing } from "./business.ts"
import type { Calendar } from "./calendar.ts"
import { phaseAt } from "./course.ts"
import { NOTE_TEXTS, type NoteKind } from "./note-texts.ts"
import { owned, sampled } from "./plan.ts"
import type { Random } from "./random.ts"

/** How many notes are on what. */
const NOTES = { deal: 78, person: 14, organization: 18 }
/** Chance that the note on a closed deal is about its end. */
const LOOKS_BACK = 0.4

type Scene = { random: Random; calendar: Calendar }
type Draft = { at: number; dealing: Dealing; on: keyof typeof NOTES; kind: NoteKind }

export function notes(scene: Scene, dealings: readonly Dealing[], firstId: number): Note[] {
  const { random, calendar } = scene
  const chosen = random.shuffled(dealings)
  const drafts = [
    ...chosen.splice(0, NOTES.deal).map((dealing) => onDeal(scene, dealing)),
    ...chosen.splice(0, NOTES.person).map((dealing) => onContact(scene, dealing, "person")),
    ...chosen.splice(0, NOTES.organization).map((dealing) => onContact(scene, dealing, "organization")),
  ]
  return drafts.sort((a, b) => a.at - b.at).map((draft, i) => recordOf(random, draft, firstId + i, calendar))
}

function onDeal({ random, calendar }: Scene, dealing: Dealing): Draft {
  const { course, stages } = dealing
  if (course.end !== undefined && random.happens(LOOKS_BACK)) {
    return { at: course.end.at + random.between(5, 50), dealing, on: "deal", kind: course.end.status }
  }
  const at = duringDeal(random, calendar, dealing)
  return { at, dealing, on: "deal", kind: phaseAt(course, stages, at) }
}

function onContact({ random, calendar }: Scene, dealing: Dealing, on: "person" | "organization"): Draft {
  return { at: duringDeal(random, calendar, dealing), dealing, on, kind: on }
}

function duringDeal(random: Random, { now }: Calendar, { course }: Dealing): number {
  return random.between((course.visits[0]?.at ?? 0) + 10, (course.end?.at ?? now) - 1)
}

function recordOf(random: Random, { at, dealing, on, kind }: Draft, id: number, calendar: Calendar): Note {
  const { deal } = dealing
  const content = random
    .pick(NOTE_TEXTS[kind])
    .replaceAll("{person}", deal.personName ?? "")
    .replaceAll("{organization}", deal.organizationName ?? "")
  return {
    ...sampled(id, deal.ownerId, calendar.at(at)),
    ...owned(deal.ownerId),
    visibleTo: 7 as const,
    content,
    ...(on === "deal" && { dealId: deal.id }),
    ...(on === "person" && { personId: deal.personId }),
    ...(on !== "person" && { organizationId: deal.organizationId }),
    pinnedToDeal: on === "deal" && random.happens(0.08),
    pinnedToPerson: false,
    pinnedToOrganization: on === "organization" && random.happens(0.2),
  }
}
