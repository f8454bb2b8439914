import { describe, expect, test } from "vitest"
import { cleanHtml } from "../../functions/notes/clean.ts"
import { generate, type Samples } from "../../functions/samples/generate.ts"
import type { SampleSetup } from "../../functions/samples/plan.ts"
import { ACTIVITY_TYPES, Activity } from "../../shared/activity.ts"
import { Deal } from "../../shared/deal.ts"
import { Field, valueSchema } from "../../shared/field.ts"
import { Note } from "../../shared/note.ts"
import { nameKey, Organization } from "../../shared/organization.ts"
import { Person } from "../../shared/person.ts"
import { Pipeline, Stage } from "../../shared/pipeline.ts"
import { addDays, dayIn, dayNumber } from "../../shared/time.ts"
import { User } from "../../shared/workspace.ts"

const SETUP: SampleSetup = {
  founderId: 1,
  currency: "EUR",
  zone: "Europe/Tallinn",
  sales: { pipelineId: 1, stageIds: [1, 2, 3, 4, 5] },
  nextOrder: 2,
  labels: { deal: [1, 2, 3], person: [1, 2, 3, 4], organization: [1, 2, 3, 4] },
  first: { user: 2, pipeline: 2, stage: 6, field: 4, organization: 1, person: 1, deal: 1, activity: 1, note: 1 },
}
/** A Wednesday. */
const TODAY = "2026-03-11"

type Case = { name: string; seed: number; today: string; setup: SampleSetup }

const CASES: Case[] = [
  { name: "a Wednesday in Tallinn", seed: 1, today: TODAY, setup: SETUP },
  { name: "another seed", seed: 77, today: TODAY, setup: SETUP },
  {
    name: "a Sunday in Auckland, in yen",
    seed: 3,
    today: "2026-09-20",
    setup: { ...SETUP, zone: "Pacific/Auckland", currency: "JPY" },
  },
  {
    name: "Christmas in Los Angeles",
    seed: 4,
    today: "2025-12-25",
    setup: { ...SETUP, zone: "America/Los_Angeles", currency: "USD" },
  },
  {
    name: "a workspace with one stage, no labels and ids in use",
    seed: 5,
    today: "2026-07-03",
    setup: {
      ...SETUP,
      zone: "Asia/Kathmandu",
      sales: { pipelineId: 4, stageIds: [17] },
      nextOrder: 9,
      labels: { deal: [], person: [], organization: [] },
      first: {
        user: 5,
        pipeline: 6,
        stage: 20,
        field: 9,
        organization: 40,
        person: 31,
        deal: 12,
        activity: 8,
        note: 3,
      },
    },
  },
]

const made = new Map<Case, Samples>()
function samplesOf(one: Case): Samples {
  const known = made.get(one) ?? generate(one.seed, one.today, one.setup)
  made.set(one, known)
  return known
}

const SCHEMAS = {
  users: User,
  pipelines: Pipeline,
  stages: Stage,
  fields: Field,
  organizations: Organization,
  persons: Person,
  deals: Deal,
  activities: Activity,
  notes: Note,
}

const FIRST = {
  users: "user",
  pipelines: "pipeline",
  stages: "stage",
  fields: "field",
  organizations: "organization",
  persons: "person",
  deals: "deal",
  activities: "activity",
  notes: "note",
} as const satisfies Record<keyof Samples, keyof SampleSetup["first"]>

const LISTS = Object.keys(FIRST) as (keyof Samples)[]

test("the same seed, day and setup make the same samples", () => {
  expect(generate(7, TODAY, SETUP)).toEqual(generate(7, TODAY, SETUP))
})

test("another seed or another day makes other samples", () => {
  const deals = generate(7, TODAY, SETUP).deals
  expect(generate(8, TODAY, SETUP).deals).not.toEqual(deals)
  expect(generate(7, "2026-03-12", SETUP).deals).not.toEqual(deals)
})

describe.each(CASES)("$name", (one) => {
  const { setup, today } = one
  const { zone } = setup
  const byId = <T extends { id: number }>(list: readonly T[]) => new Map(list.map((record) => [record.id, record]))

  test("every record is as its schema parses it", () => {
    const samples = samplesOf(one)
    for (const list of LISTS) {
      for (const record of samples[list]) expect(SCHEMAS[list].parse(record)).toEqual(record)
    }
  })

  test("ids count on from the first, in the order in which records were added", () => {
    const samples = samplesOf(one)
    for (const list of LISTS) {
      const first = setup.first[FIRST[list]]
      expect(samples[list].map((record) => record.id)).toEqual(samples[list].map((_, i) => first + i))
      const added = samples[list].map((record) => record.addedAt)
      expect(added).toEqual(added.toSorted())
    }
  })

  test("there are about as many records of each kind as planned", () => {
    const { users, pipelines, stages, organizations, persons, deals, activities, notes } = samplesOf(one)
    expect([users.length, pipelines.length, stages.length]).toEqual([7, 1, 4])
    expect(Math.abs(organizations.length - 60)).toBeLessThanOrEqual(2)
    expect(Math.abs(persons.length - 90)).toBeLessThanOrEqual(5)
    expect([deals.length, activities.length, notes.length]).toEqual([280, 380, 110])
  })

  test("every reference is to a record that was there at the time", () => {
    const { users, pipelines, stages, organizations, persons, deals, activities, notes } = samplesOf(one)
    const owners = byId(users)
    const companies = byId(organizations)
    const people = byId(persons)
    const all = byId(deals)
    const pipelineIds = new Set([setup.sales.pipelineId, ...pipelines.map((record) => record.id)])
    const pipelineOf = new Map([
      ...setup.sales.stageIds.map((id) => [id, setup.sales.pipelineId] as const),
      ...stages.map((stage) => [stage.id, stage.pipelineId] as const),
    ])
    for (const record of [...organizations, ...persons, ...deals, ...activities, ...notes]) {
      for (const id of [record.ownerId, record.creatorId, record.changedBy]) {
        if (id === setup.founderId) continue
        expect(owners.get(id)?.addedAt).toBeDefined()
        expect(record.addedAt >= (owners.get(id)?.addedAt ?? "")).toBe(true)
      }
    }
    for (const record of [...deals, ...activities, ...notes]) {
      const parents = [
        record.personId === undefined ? record : people.get(record.personId),
        record.organizationId === undefined ? record : companies.get(record.organizationId),
        "dealId" in record && record.dealId !== undefined ? all.get(record.dealId) : record,
      ]
      for (const parent of parents) {
        expect(parent).toBeDefined()
        expect(record.addedAt >= (parent?.addedAt ?? "9")).toBe(true)
      }
    }
    for (const person of persons) {
      expect(companies.get(person.organizationId ?? 0)?.name).toBe(person.organizationName)
    }
    for (const deal of deals) {
      expect(people.get(deal.personId ?? 0)).toMatchObject({
        name: deal.personName,
        organizationId: deal.organizationId,
        organizationName: deal.organizationName,
      })
      expect(pipelineIds.has(deal.pipelineId)).toBe(true)
      for (const visit of deal.visits) expect(pipelineOf.get(visit.stageId)).toBe(deal.pipelineId)
    }
    for (const activity of activities) {
      expect(activity.participants).toEqual([{ personId: activity.personId, primary: true }])
      expect(ACTIVITY_TYPES.some((type) => type.key === activity.type)).toBe(true)
    }
    for (const note of notes) expect(note.dealId ?? note.personId ?? note.organizationId).toBeDefined()
  })

  test("labels and custom values are options of their fields", () => {
    const { fields, organizations, persons, deals } = samplesOf(one)
    for (const deal of deals) {
      for (const id of deal.labelIds) expect(setup.labels.deal).toContain(id)
      for (const [key, value] of Object.entries(deal.custom)) {
        const field = fields.find((known) => known.key === key)
        expect(field === undefined ? undefined : valueSchema(field).safeParse(value).success).toBe(true)
      }
    }
    for (const record of organizations)
      for (const id of record.labelIds) expect(setup.labels.organization).toContain(id)
    for (const record of persons) for (const id of record.labelIds) expect(setup.labels.person).toContain(id)
    for (const field of fields) expect(field.key).toMatch(/^[0-9a-f]{40}$/)
  })

  test("a deal's times tell one story", () => {
    for (const deal of samplesOf(one).deals) {
      const times = [deal.addedAt, ...deal.visits.slice(1).map((visit) => visit.at), deal.closedAt ?? deal.changedAt]
      expect(times).toEqual(times.toSorted())
      expect(deal.visits[0]?.at).toBe(deal.addedAt)
      expect(deal.visits.at(-1)?.stageId).toBe(deal.stageId)
      expect(deal.stageChangedAt).toBe(deal.visits.length > 1 ? deal.visits.at(-1)?.at : undefined)
      expect(deal.changedAt).toBe(times.at(-1))
      expect(deal.closedAt).toBe(deal.wonAt ?? deal.lostAt)
      expect(deal.firstWonAt).toBe(deal.wonAt)
      expect(deal.wonOn).toBe(deal.wonAt === undefined ? undefined : dayIn(zone, deal.wonAt))
      expect(deal.lostOn).toBe(deal.lostAt === undefined ? undefined : dayIn(zone, deal.lostAt))
      expect(deal.wonAt !== undefined).toBe(deal.status === "won")
      expect(deal.lostAt !== undefined && deal.lostReason !== undefined).toBe(deal.status === "lost")
      expect(deal.value.amount).toBeGreaterThan(0)
      expect(deal.value.currency).toBe(setup.currency)
      if (deal.expectedCloseOn !== undefined) {
        expect(deal.expectedCloseOn > dayIn(zone, deal.addedAt)).toBe(true)
      }
    }
  })

  test("next activities and signs of life are what the projector would work out", () => {
    const { organizations, persons, deals, activities, notes } = samplesOf(one)
    const open = activities.filter((activity) => !activity.done)
    const key = (activity: Activity) =>
      `${activity.dueOn}${activity.dueAt === undefined ? "" : `T${activity.dueAt}`}#${String(activity.id).padStart(12, "0")}`
    for (const [link, records] of [
      ["dealId", deals],
      ["personId", persons],
      ["organizationId", organizations],
    ] as const) {
      for (const record of records) {
        const own = open.filter((activity) => activity[link] === record.id)
        const [first] = own.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
        const shown = first && {
          id: first.id,
          on: first.dueOn,
          at: first.dueAt,
          type: first.type,
          subject: first.subject,
        }
        expect(record.nextActivity).toEqual(shown)
      }
    }
    for (const deal of deals) {
      const signs = [
        deal.changedAt,
        ...activities.filter((activity) => activity.dealId === deal.id).map((activity) => activity.doneAt ?? ""),
        ...notes.filter((note) => note.dealId === deal.id).map((note) => note.changedAt),
      ]
      expect(deal.touchedAt).toBe(signs.toSorted().at(-1))
    }
    const closed = new Set(deals.filter((deal) => deal.status !== "open").map((deal) => deal.id))
    expect(open.filter((activity) => closed.has(activity.dealId ?? 0))).toEqual([])
  })

  test("nobody works at night, on a weekend or in the future", () => {
    const { deals, activities, notes, organizations, persons } = samplesOf(one)
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })
    const isWeekday = (day: string) => (dayNumber(day) + 3) % 7 < 5
    const expectWorkingTime = (at: string) => {
      const time = clock.format(new Date(at))
      expect([at, isWeekday(dayIn(zone, at)), time >= "09:00" && time <= "17:30"]).toEqual([at, true, true])
    }
    const happened = [
      ...[...deals, ...activities, ...notes, ...organizations, ...persons].flatMap((one) => [
        one.addedAt,
        one.changedAt,
      ]),
      ...deals.flatMap((deal) => deal.visits.map((visit) => visit.at)),
      ...activities.flatMap((activity) => activity.doneAt ?? []),
    ]
    for (const at of happened) {
      expectWorkingTime(at)
      expect(dayIn(zone, at) < today).toBe(true)
    }
    for (const activity of activities) {
      if (activity.dueAt !== undefined) expectWorkingTime(`${activity.dueOn}T${activity.dueAt}:00Z`)
      else expect(isWeekday(activity.dueOn) || activity.dueOn === today).toBe(true)
      if (activity.done) expect((activity.doneAt ?? "") >= activity.addedAt).toBe(true)
    }
  })

  test("the history spans a year", () => {
    const { deals, activities } = samplesOf(one)
    for (const days of [deals.map((deal) => deal.addedAt), activities.flatMap((activity) => activity.doneAt ?? [])]) {
      const sorted = days.toSorted()
      expect(dayIn(zone, sorted[0] ?? "") < addDays(today, -335)).toBe(true)
      expect(dayIn(zone, sorted[0] ?? "") >= addDays(today, -365)).toBe(true)
      expect(dayIn(zone, sorted.at(-1) ?? "") >= addDays(today, -14)).toBe(true)
      expect(new Set(days.map((at) => at.slice(0, 7))).size).toBeGreaterThanOrEqual(12)
    }
  })

  test("the board shows what is overdue, due today, due later and without a next activity", () => {
    const open = samplesOf(one).deals.filter((deal) => deal.status === "open")
    const local = (next: NonNullable<Deal["nextActivity"]>) =>
      next.at === undefined ? next.on : dayIn(zone, `${next.on}T${next.at}:00Z`)
    const urgency = open.map(({ nextActivity }) => {
      if (nextActivity === undefined) return "none"
      const day = local(nextActivity)
      return day < today ? "overdue" : day === today ? "today" : "later"
    })
    for (const [kind, least] of Object.entries({ none: 5, overdue: 5, today: 4, later: 20 })) {
      expect([kind, urgency.filter((found) => found === kind).length >= least]).toEqual([kind, true])
    }
    const soon = samplesOf(one).activities.filter(
      (activity) => !activity.done && activity.dueOn > today && activity.dueOn <= addDays(today, 12),
    )
    expect(soon.length).toBeGreaterThan(8)
  })

  test("notes are clean, names differ, addresses lead nowhere", () => {
    const { users, notes, organizations, persons } = samplesOf(one)
    for (const note of notes) {
      expect(cleanHtml(note.content)).toBe(note.content)
      expect(note.content).not.toMatch(/[{}]/)
    }
    for (const list of [organizations, persons, users]) {
      expect(new Set(list.map((record) => nameKey(record.name))).size).toBe(list.length)
    }
    for (const user of users) expect([user.status, user.email]).toEqual(["pending", undefined])
    const emails = persons.flatMap((person) => person.emails.map((email) => email.value))
    expect(new Set(emails).size).toBe(persons.length)
    for (const email of emails) expect(email).toMatch(/^[a-z.-]+@[a-z0-9-]+\.example$/)
    for (const organization of organizations)
      expect(organization.website).toMatch(/^https:\/\/www\.[a-z0-9-]+\.example$/)
    const phones = persons.flatMap((person) => person.phones.map((phone) => phone.value))
    expect(new Set(phones).size).toBe(phones.length)
    for (const phone of phones) expect(phone).toMatch(/^\+1 \d{3}-555-01\d\d$/)
  })
})

describe("over many seeds", () => {
  const many = Array.from({ length: 12 }, (_, i) => generate(100 + i, TODAY, SETUP))
  const deals = many.flatMap((samples) => samples.deals)
  const share = (some: readonly unknown[], all: readonly unknown[]) => some.length / all.length

  test("about 35 % of deals are won, 30 % lost, the others open", () => {
    for (const samples of many) {
      const part = (status: Deal["status"]) =>
        share(
          samples.deals.filter((deal) => deal.status === status),
          samples.deals,
        )
      expect(part("won")).toBeGreaterThan(0.25)
      expect(part("won")).toBeLessThan(0.45)
      expect(part("lost")).toBeGreaterThan(0.22)
      expect(part("lost")).toBeLessThan(0.4)
      expect(part("open")).toBeGreaterThan(0.24)
      expect(part("open")).toBeLessThan(0.43)
    }
    const all = (status: Deal["status"]) =>
      share(
        deals.filter((deal) => deal.status === status),
        deals,
      )
    expect(all("won")).toBeCloseTo(0.36, 1)
    expect(all("lost")).toBeCloseTo(0.31, 1)
  })

  test("every stage of both pipelines holds open deals, and lost ones give reasons of several kinds", () => {
    for (const samples of many) {
      const open = new Set(samples.deals.filter((deal) => deal.status === "open").map((deal) => deal.stageId))
      for (const id of SETUP.sales.stageIds) expect(open.has(id)).toBe(true)
      expect(samples.stages.filter((stage) => open.has(stage.id)).length).toBeGreaterThanOrEqual(2)
      expect(new Set(samples.deals.flatMap((deal) => deal.lostReason ?? [])).size).toBeGreaterThanOrEqual(5)
    }
  })

  test("some deals rot where stages rot, and not all of them", () => {
    for (const { deals: own, stages } of many) {
      const limits = new Map(stages.map((stage) => [stage.id, stage.rottenAfterDays ?? 0]))
      const rotting = own.filter((deal) => deal.status === "open" && limits.has(deal.stageId))
      const rotten = rotting.filter(
        (deal) => dayNumber(TODAY) - dayNumber(deal.touchedAt.slice(0, 10)) > (limits.get(deal.stageId) ?? 0),
      )
      expect(rotten.length).toBeGreaterThan(0)
      expect(rotten.length).toBeLessThan(rotting.length)
    }
  })

  test("values are log-normal: the mean is well above the median, and later stages are worth more", () => {
    const values = deals.map((deal) => deal.value.amount).toSorted((a, b) => a - b)
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
    expect(mean(values) / (values[Math.floor(values.length / 2)] ?? 1)).toBeGreaterThan(1.2)
    const logs = values.map(Math.log)
    const middle = logs[Math.floor(logs.length / 2)] ?? 0
    expect(Math.abs(mean(logs) - middle)).toBeLessThan(0.1)
    const inStage = (id: number) => mean(deals.filter((deal) => deal.stageId === id).map((deal) => deal.value.amount))
    expect(inStage(5)).toBeGreaterThan(inStage(1) * 1.2)
  })

  test("business grows over the year and rests in summer", () => {
    const inMonths = (...months: string[]) => deals.filter((deal) => months.includes(deal.addedAt.slice(0, 7))).length
    expect(inMonths("2026-01", "2026-02")).toBeGreaterThan(inMonths("2025-04", "2025-05") * 1.2)
    expect(inMonths("2025-07", "2025-08")).toBeLessThan(inMonths("2025-09", "2025-10") * 0.7)
  })

  test("sellers differ: the strongest wins far more of what is decided than the weakest", () => {
    const rate = (ownerId: number) => {
      const decided = deals.filter((deal) => deal.ownerId === ownerId && deal.status !== "open")
      return share(
        decided.filter((deal) => deal.status === "won"),
        decided,
      )
    }
    const rates = new Map(many[0]?.users.map((user) => [user.name, rate(user.id)]))
    expect(rates.get("Mateus Farias")).toBeGreaterThan((rates.get("Jonah Pike") ?? 1) + 0.1)
    expect(new Set(deals.map((deal) => deal.ownerId)).size).toBe(8)
  })
})
