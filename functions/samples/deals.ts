/** Sample deals: what each is about and worth, and its course as stage visits and an end. */
import { minorUnits } from "../../shared/amount.ts"
import type { Deal } from "../../shared/deal.ts"
import { lose, move, win } from "../../shared/deal-life.ts"
import type { Field } from "../../shared/field.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import { addDays, dayIn } from "../../shared/time.ts"
import type { Calendar } from "./calendar.ts"
import type { Course } from "./course.ts"
import { LATER_OFFERS, LOST_REASONS, OFFERS, PARTNER_OFFERS, SOURCES } from "./offers.ts"
import { owned, type SampleSetup, sampled } from "./plan.ts"
import type { Random } from "./random.ts"
import type { Seller } from "./team.ts"
import { WORTH } from "./worth.ts"

export type Way = { pipelineId: number; stageIds: readonly number[] }
type Given = { setup: SampleSetup; calendar: Calendar; source: Field }
type About = {
  organization: Organization
  person: Person
  ownerId: number
  seller: Seller
  partners: boolean
  isNew: boolean
  way: Way
  went: Course
}

/** What half of the deals are worth less than, and how widely they differ. */
const MEDIAN_VALUE = 7500
const SPREAD = 0.75

export function dealMaker(random: Random, { setup, calendar, source }: Given) {
  const { currency, zone } = setup
  const titles = new Set<string>()
  return (id: number, about: About): Deal => {
    const { organization, person, way, went } = about
    const [start, ...later] = went.visits.map(({ stage, at }) => ({
      stageId: way.stageIds[stage] ?? 0,
      at: calendar.at(at),
    }))
    const last = went.visits.at(-1)?.stage ?? 0
    const { stageId = 0, at: addedAt = "" } = start ?? {}
    const fresh: Deal = {
      ...sampled(id, about.ownerId, addedAt),
      ...owned(about.ownerId),
      title: titleFor(random, about, titles),
      value: { amount: minorUnits(worthOf(random, about.seller, last, currency), currency), currency },
      status: "open",
      pipelineId: way.pipelineId,
      stageId,
      visits: [{ stageId, at: addedAt }],
      personId: person.id,
      personName: person.name,
      organizationId: organization.id,
      organizationName: organization.name,
      labelIds: labelsOf(random, setup.labels.deal, last / Math.max(1, way.stageIds.length - 1)),
      origin: "ManuallyCreated",
      touchedAt: addedAt,
      custom: random.happens(0.85)
        ? { [source.key]: SOURCES.indexOf(random.weighted(SOURCES, (one) => one.weight)) + 1 }
        : {},
    }
    const here = later.reduce((deal, { stageId, at }) => move(deal, { stageId, pipelineId: way.pipelineId }, at), fresh)
    const done = ended(random, here, went, calendar, zone)
    const changedAt = done.closedAt ?? done.stageChangedAt ?? addedAt
    return { ...done, ...expectations(random, done, calendar, zone), changedAt, touchedAt: changedAt }
  }
}

function ended(random: Random, deal: Deal, { end }: Course, calendar: Calendar, zone: string): Deal {
  if (end === undefined) return deal
  if (end.status === "won") return win(deal, calendar.at(end.at), zone)
  return lose(deal, calendar.at(end.at), zone, random.weighted(LOST_REASONS, (one) => one.weight).text)
}

/** The company and what it may buy, no title twice as long as there are others. */
function titleFor(random: Random, about: About, taken: Set<string>): string {
  const all = offersFor(about).map((offer) => `${about.organization.name}: ${offer}`)
  const free = all.filter((title) => !taken.has(title))
  const title = random.pick(free.length > 0 ? free : all)
  taken.add(title)
  return title
}

function offersFor({ partners, isNew }: About): readonly string[] {
  return partners ? PARTNER_OFFERS : isNew ? OFFERS : [...OFFERS, ...LATER_OFFERS]
}

/** When it was, or is, expected to close; some have passed. And, on a few, a chance of their own. */
function expectations(random: Random, deal: Deal, { today }: Calendar, zone: string): Partial<Deal> {
  if (!random.happens(0.8)) return {}
  const addedOn = dayIn(zone, deal.addedAt)
  const expected =
    deal.closedAt === undefined
      ? addDays(today, random.between(-9, 70))
      : addDays(dayIn(zone, deal.closedAt), random.between(-12, 18))
  const own = deal.status === "open" && random.happens(0.12)
  return {
    expectedCloseOn: expected > addedOn ? expected : addDays(addedOn, 10),
    ...(own && { probability: random.between(2, 19) * 5 }),
  }
}

/** Deals that come far are worth more. Two digits that count, the second in halves: nobody offers 9,387. */
function worthOf(random: Random, seller: Seller, stage: number, currency: string): number {
  const worth = random.around(MEDIAN_VALUE * seller.size * (1 + 0.12 * stage), SPREAD) * (WORTH[currency] ?? 1)
  const step = 10 ** (Math.floor(Math.log10(worth)) - 1) / 2
  return Math.round(Math.round(worth / step) * step)
}

/** Hot near the end, cold at the start, and not on every deal. */
function labelsOf(random: Random, labels: readonly number[], progress: number): number[] {
  if (labels.length === 0 || !random.happens(0.5)) return []
  const cold = Math.max(0, Math.min(0.99, 1 - progress + (random.next() - 0.5) * 0.6))
  return labels.slice(Math.floor(cold * labels.length)).slice(0, 1)
}
