import fc from "fast-check"
import { expect, test } from "vitest"
import { encode, open } from "../../shared/columns.ts"
import { visible } from "../../shared/condition.ts"
import { factsOf } from "../../shared/facts.ts"
import { openSums, seesSum } from "../../shared/open-sums.ts"
import { audienceOf, audiencesOf, canSee, type Viewer } from "../../shared/permission.ts"
import { viewerIn, type Workplace } from "../../shared/sight.ts"
import { aDeal } from "../support/records.ts"
import { type Hidable, maySee, type World } from "../support/who-sees.ts"

const PEOPLE = 6
const GROUPS = 5
const PLACES = [
  { pipelineId: 1, stageId: 1 },
  { pipelineId: 1, stageId: 2 },
  { pipelineId: 2, stageId: 3 },
]
const personId = fc.integer({ min: 1, max: PEOPLE })
const groupId = fc.integer({ min: 1, max: GROUPS })
const some = fc.record({
  groupIds: fc.uniqueArray(groupId, { maxLength: 3 }),
  userIds: fc.uniqueArray(personId, { maxLength: 2 }),
})

/** Each group is under an earlier one, or under none: a forest. */
const parents = fc.tuple(
  ...Array.from({ length: GROUPS - 1 }, (_, at) => fc.option(fc.integer({ min: 1, max: at + 1 }))),
)
const world: fc.Arbitrary<World> = fc
  .record({
    people: fc.array(fc.record({ isAdmin: fc.boolean(), groupId }), { minLength: PEOPLE, maxLength: PEOPLE }),
    parents,
    hidden: fc.tuple(fc.uniqueArray(groupId, { maxLength: 2 }), fc.uniqueArray(groupId, { maxLength: 2 })),
    stages: fc.tuple(fc.option(some), fc.option(some), fc.option(some)),
  })
  .map(({ people, parents: up, hidden, stages }) => ({
    people: people.map((one, at) => ({ ...one, isAdmin: one.isAdmin && at < 2, id: at + 1 })),
    above: new Map(up.flatMap((parent, at) => (parent === null ? [] : [[at + 2, parent] as const]))),
    pipelineHiddenFrom: new Map(hidden.map((groups, at) => [at + 1, groups])),
    stageSeenBy: new Map(stages.flatMap((one, at) => (one === null ? [] : [[at + 1, one] as const]))),
  }))
const record: fc.Arbitrary<Hidable> = fc
  .record({
    ownerId: personId,
    visibleTo: fc.constantFrom(1 as const, 3 as const, 5 as const, 7 as const),
    followerIds: fc.uniqueArray(personId, { maxLength: 2 }),
    place: fc.option(fc.constantFrom(...PLACES), { nil: undefined }),
  })
  .map(({ place, ...rest }) => ({ ...rest, ...place }))

function workplaceOf({ people, above, pipelineHiddenFrom, stageSeenBy }: World): Workplace {
  const groups = Array.from({ length: GROUPS }, (_, at) => at + 1).map((id) => {
    const parentId = above.get(id)
    const hidden = [...pipelineHiddenFrom].filter(([, from]) => from.includes(id))
    return { id, hiddenPipelineIds: hidden.map(([pipeline]) => pipeline), ...(parentId !== undefined && { parentId }) }
  })
  const users = people.map(({ id, isAdmin, groupId: own }) => ({
    id,
    role: isAdmin ? ("admin" as const) : ("regular" as const),
    ...(own !== 1 && { groupId: own }),
  }))
  const stages = PLACES.map(({ stageId: id }) => {
    const see = stageSeenBy.get(id)
    return { id, ...(see && { access: { see: { groupIds: [...see.groupIds], userIds: [...see.userIds] } } }) }
  })
  const byId = <T extends { id: number }>(all: T[]) => new Map(all.map((one) => [one.id, one]))
  return { users: byId(users), groups: byId(groups), stages: byId(stages) }
}

const viewersOf = (place: Workplace): Viewer[] => [...place.users.values()].map((user) => viewerIn(place, user))
const visibleOf = ({ followerIds, ...rest }: Hidable) => ({
  ...rest,
  followers: followerIds.map((userId) => ({ userId, at: "2026-01-01T00:00:00Z" })),
})

test("whoever may see a record sees it, and no one else; the same people hear of its changes", () => {
  fc.assert(
    fc.property(world, record, (all, one) => {
      const viewers = viewersOf(workplaceOf(all))
      const audience = audienceOf(viewers, visibleOf(one))
      for (const viewer of viewers) {
        const allowed = maySee(all, viewer.userId, one)
        expect(canSee(viewer, visibleOf(one))).toBe(allowed)
        const role = viewer.sight === "everything" ? "admin" : "regular"
        expect(audiencesOf({ userId: viewer.userId, role }).some((own) => audience.includes(own))).toBe(allowed)
      }
    }),
    { numRuns: 3000 },
  )
})

test("facts and sums of open deals show each person what they see, and count nothing else", () => {
  fc.assert(
    fc.property(world, fc.array(record, { minLength: 1, maxLength: 12 }), (all, records) => {
      const deals = records.map((one, at) => {
        const { pipelineId = 1, stageId = 1, ...rest } = visibleOf(one)
        return { ...aDeal({ ...rest, pipelineId, stageId }), id: at + 1, value: { amount: 2 ** at, currency: "EUR" } }
      })
      const facts = deals.map((deal) => factsOf("deal", deal))
      const rows = facts.map((fact) => fact.row)
      const segment = open(encode(rows, facts[0]?.columns ?? {}))
      const sums = openSums(rows)
      for (const viewer of viewersOf(workplaceOf(all))) {
        const seen = records.map((one) => maySee(all, viewer.userId, { pipelineId: 1, stageId: 1, ...one }))
        const passes = visible("deal", segment, viewer)
        expect(deals.map((_, row) => passes(row))).toEqual(seen)
        const worth = sums.filter((sum) => seesSum(viewer, sum)).reduce((total, sum) => total + sum.value, 0)
        expect(worth).toBe(deals.reduce((total, deal, at) => total + (seen[at] ? deal.value.amount : 0), 0))
      }
    }),
    { numRuns: 500 },
  )
})
