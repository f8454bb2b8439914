import { expect, test, vi } from "vitest"
import { taken } from "../../functions/merges/taken.ts"
import { eventsOf } from "../../functions/projector/events.ts"
import type { Deal } from "../../shared/deal.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"

vi.hoisted(() => {
  process.env["TABLE_NAME"] = "none"
})

const AT = "2026-01-01T09:00:00Z"
const base = (id: number) => ({
  id,
  version: 1,
  addedAt: AT,
  changedAt: AT,
  changedBy: 1,
  via: "app" as const,
  ownerId: 1,
  creatorId: 1,
  visibleTo: 3 as const,
  labelIds: [id],
  custom: {},
})
const deal = (id: number, more: Partial<Deal> = {}): Deal => ({
  ...base(id),
  title: `Deal ${id}`,
  value: { amount: 100 * id, currency: "EUR" },
  status: "open",
  pipelineId: 1,
  stageId: 1,
  visits: [],
  origin: "API",
  touchedAt: AT,
  ...more,
})

test("a deal keeps its own, takes what it has not, and both deals' people take part", () => {
  const kept = deal(1, { personId: 5, personName: "Five", custom: { a: 1 }, followers: [{ userId: 1, at: AT }] })
  const lost = deal(2, {
    personId: 6,
    personName: "Six",
    organizationId: 9,
    organizationName: "Nine",
    probability: 40,
    custom: { a: 2, b: 3 },
    followers: [
      { userId: 1, at: "2026-02-01T09:00:00Z" },
      { userId: 2, at: AT },
    ],
    participants: [
      { personId: 5, at: AT, by: 1 },
      { personId: 7, at: AT, by: 1 },
    ],
  })
  expect(taken("deal", kept, lost)).toMatchObject({
    title: "Deal 1",
    value: { amount: 100 },
    personId: 5,
    personName: "Five",
    organizationId: 9,
    organizationName: "Nine",
    probability: 40,
    labelIds: [1, 2],
    custom: { a: 1, b: 3 },
    followers: [
      { userId: 1, at: AT },
      { userId: 2, at: AT },
    ],
    participants: [{ personId: 6 }, { personId: 7 }],
  })
})

test("addresses and phones are put together, each once, and one stays the primary", () => {
  const channel = (value: string, primary: boolean) => ({ value, label: "work", primary })
  const person = (id: number, emails: Person["emails"]): Person => ({ ...base(id), name: `P${id}`, emails, phones: [] })
  const kept = person(1, [channel("a@test.example", true)])
  const lost = person(2, [channel("A@test.example", false), channel("b@test.example", true)])
  expect(taken("person", kept, lost).emails).toEqual([
    channel("a@test.example", true),
    channel("b@test.example", false),
  ])
  expect(taken("person", person(3, []), lost).emails.map((one) => one.primary)).toEqual([true, false])
})

test("an organization takes what it does not say of itself", () => {
  const organization = (id: number, more: Partial<Organization>): Organization => ({
    ...base(id),
    name: `O${id}`,
    ...more,
  })
  const merged = taken(
    "organization",
    organization(1, { website: "one.example" }),
    organization(2, { website: "two.example", industry: 4 }),
  )
  expect(merged).toMatchObject({ name: "O1", website: "one.example", industry: 4 })
})

test("both are told of a merge: one as deleted and merged, with where it went, one as changed, with whom it took in", () => {
  const before = deal(1)
  const stays = eventsOf({ w: "7", kind: "deal", id: 1, before, after: { ...before, version: 2, mergedFromId: 2 } })
  expect(stays.map(({ name, data }) => [name, data["merged_from_id"]])).toEqual([["deal.changed", 2]])
  const lost = deal(2)
  const goes = eventsOf({
    w: "7",
    kind: "deal",
    id: 2,
    before: lost,
    after: { ...lost, version: 2, deletedAt: AT, mergedIntoId: 1 },
  })
  expect(goes.map(({ name, data }) => [name, data["merged_to_id"]])).toEqual([
    ["deal.deleted", 1],
    ["deal.merged", 1],
  ])
})
