/** Records of a made-up business, each worked out from its number alone. */
import type { Deal } from "../../../shared/deal.ts"
import type { Organization } from "../../../shared/organization.ts"
import type { Person } from "../../../shared/person.ts"
import type { Base } from "../../../shared/record.ts"
import { addDays, instant } from "../../../shared/time.ts"
import { type Chance, chance } from "./chance.ts"
import { companyName, OFFERS, personName } from "./names.ts"
import { OWNERS, PIPELINE, STAGES } from "./setup.ts"

/** How a workspace's deals stand: all of them open, or as after two years of work. */
export type Standing = "open" | "worked"

const DAYS = 730
const DAY_MS = 86_400_000

export const organizationsFor = (deals: number): number => Math.ceil(deals / 20)
export const personsFor = (deals: number): number => Math.ceil(deals / 10)

/** The number on a deal's title, which is its alone. */
export const serialOf = (id: number): string => `h${String(id).padStart(6, "0")}`

function base(id: number, at: string, ownerId: number) {
  const record: Base = { id, version: 1, addedAt: at, changedAt: at, changedBy: ownerId, via: "app" }
  return { ...record, ownerId, creatorId: ownerId, visibleTo: 3 as const }
}

export function organizationOf(id: number, now: number): Organization {
  const name = companyName(id)
  const ownerId = 1 + (id % OWNERS)
  return { ...base(id, instant(now - DAYS * DAY_MS), ownerId), name, labelIds: [], custom: {} }
}

export function personOf(id: number, organizations: number, now: number): Person {
  const name = personName(id)
  const organizationId = 1 + (id % organizations)
  const [first = "", last = ""] = name.toLowerCase().split(" ")
  return {
    ...base(id, instant(now - DAYS * DAY_MS), 1 + (id % OWNERS)),
    name,
    organizationId,
    organizationName: companyName(organizationId),
    emails: [{ value: `${first}.${last}@company${organizationId}.example`, label: "work", primary: true }],
    phones: [],
    labelIds: [],
    custom: {},
  }
}

export function dealOf(id: number, deals: number, standing: Standing, now: number): Deal {
  const luck = chance(id)
  const personId = 1 + luck.below(personsFor(deals))
  const organizationId = 1 + (personId % organizationsFor(deals))
  const organizationName = companyName(organizationId)
  const addedMs = now - Math.floor(((deals - id) / deals) * DAYS * DAY_MS) - luck.below(DAY_MS)
  const stage = 1 + luck.below(STAGES.length)
  const visits = Array.from({ length: stage }, (_, i) => ({
    stageId: i + 1,
    at: instant(Math.min(now, addedMs + i * 6 * DAY_MS)),
  }))
  const touchedAt = visits.at(-1)?.at ?? instant(addedMs)
  const open: Deal = {
    ...base(id, instant(addedMs), 1 + luck.below(OWNERS)),
    changedAt: touchedAt,
    title: `${organizationName} ${luck.pick(OFFERS)} ${serialOf(id)}`,
    value: { amount: (1 + luck.below(500)) * 10_000, currency: "USD" },
    status: "open",
    pipelineId: PIPELINE,
    stageId: stage,
    visits,
    ...(stage > 1 && { stageChangedAt: touchedAt }),
    personId,
    personName: personName(personId),
    organizationId,
    organizationName,
    labelIds: luck.happens(0.3) ? [1 + luck.below(3)] : [],
    origin: "ManuallyCreated",
    touchedAt,
    custom: {},
  }
  return standing === "open" ? planned(open, luck, now) : settled(open, luck, now)
}

/** An open deal with what is to be done next, for most of them. */
function planned(deal: Deal, luck: Chance, now: number): Deal {
  const today = instant(now).slice(0, 10)
  const expectedCloseOn = addDays(today, luck.below(120))
  if (luck.happens(0.3)) return { ...deal, expectedCloseOn }
  const on = addDays(today, luck.below(60) - 20)
  const next = { id: deal.id, on, at: "09:30", type: "call", subject: "Call back" }
  return { ...deal, expectedCloseOn, nextActivity: next }
}

function settled(deal: Deal, luck: Chance, now: number): Deal {
  const share = luck.below(100)
  if (share >= 75) return planned(deal, luck, now)
  const at = instant(Math.min(now, Date.parse(deal.touchedAt) + (1 + luck.below(40)) * DAY_MS))
  const on = at.slice(0, 10)
  const closed = { ...deal, changedAt: at, touchedAt: at, closedAt: at }
  if (share < 50) return { ...closed, status: "won", wonAt: at, firstWonAt: at, wonOn: on }
  return { ...closed, status: "lost", lostAt: at, lostOn: on, lostReason: luck.pick(["Price", "Timing", "Competitor"]) }
}
