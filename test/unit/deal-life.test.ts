import fc from "fast-check"
import { expect, test } from "vitest"
import { Deal, VISITS_KEPT } from "../../shared/deal.ts"
import { lose, move, reopen, settle, win } from "../../shared/deal-life.ts"
import { aDeal } from "../support/records.ts"

const AT = "2026-04-01T21:30:00Z"
const LATER = "2026-05-01T08:00:00Z"
const ZONE = "Europe/Tallinn"

test("a move adds a visit and says since when", () => {
  const moved = move(aDeal(), { stageId: 3, pipelineId: 1 }, AT)
  expect(moved).toMatchObject({ stageId: 3, pipelineId: 1, stageChangedAt: AT })
  expect(moved.visits.at(-1)).toEqual({ stageId: 3, at: AT })
  expect(moved.visits).toHaveLength(2)
})

test("a move to where the deal is changes nothing", () => {
  const deal = aDeal()
  expect(move(deal, { stageId: 1, pipelineId: 1 }, AT)).toBe(deal)
})

test("visits are bounded: the first and the latest are kept", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 200 }), (stages) => {
      const start = aDeal()
      let deal = start
      for (const stageId of stages) deal = move(deal, { stageId, pipelineId: 1 }, AT)
      expect(deal.visits.length).toBeLessThanOrEqual(VISITS_KEPT)
      expect(deal.visits[0]).toEqual(start.visits[0])
      expect(deal.visits.at(-1)?.stageId).toBe(deal.stageId)
      expect(Deal.safeParse(deal).success).toBe(true)
    }),
  )
})

test("a won deal has the day of the workspace's zone, and remembers when it was won first", () => {
  const won = win(aDeal(), AT, ZONE)
  expect(won).toMatchObject({ status: "won", wonAt: AT, wonOn: "2026-04-02", closedAt: AT, firstWonAt: AT })
  const again = win(reopen(won), LATER, ZONE)
  expect(again).toMatchObject({ wonAt: LATER, firstWonAt: AT })
})

test("a lost deal has its reason, and none of what winning left", () => {
  const lost = lose(win(aDeal(), AT, ZONE), LATER, ZONE, "Price")
  expect(lost).toMatchObject({
    status: "lost",
    lostAt: LATER,
    lostOn: "2026-05-01",
    lostReason: "Price",
    firstWonAt: AT,
  })
  expect(lost).not.toHaveProperty("wonAt")
  expect(lost).not.toHaveProperty("wonOn")
  expect(lose(aDeal(), AT, ZONE, undefined)).not.toHaveProperty("lostReason")
})

test("a reopened deal keeps only that it was won once", () => {
  const open = reopen(lose(win(aDeal(), AT, ZONE), LATER, ZONE, "Price"))
  expect(open.status).toBe("open")
  for (const left of ["wonAt", "wonOn", "lostAt", "lostOn", "lostReason", "closedAt"])
    expect(open).not.toHaveProperty(left)
  expect(open.firstWonAt).toBe(AT)
})

test("settling a deal where it is changes nothing, unless a time or a reason is given", () => {
  const lost = lose(aDeal(), AT, ZONE, "Price")
  const to = { status: "lost" as const, at: LATER, zone: ZONE }
  expect(settle(lost, { ...to, again: false })).toBe(lost)
  expect(settle(lost, { ...to, again: false, reason: "Timing" })).toEqual({ ...lost, lostReason: "Timing" })
  expect(settle(lost, { ...to, again: true })).toMatchObject({ lostAt: LATER, lostReason: "Price" })
})

test("whatever happens to a deal, its status and its times agree", () => {
  const status = fc.constantFrom("open", "won", "lost")
  fc.assert(
    fc.property(fc.array(status, { maxLength: 12 }), (all) => {
      let deal = aDeal()
      for (const to of all) deal = settle(deal, { status: to, at: AT, zone: ZONE, again: false })
      expect(Deal.safeParse(deal).success).toBe(true)
      expect(deal.wonAt !== undefined).toBe(deal.status === "won")
      expect(deal.lostAt !== undefined).toBe(deal.status === "lost")
      expect(deal.closedAt !== undefined).toBe(deal.status !== "open")
      expect(deal.firstWonAt !== undefined).toBe(all.includes("won"))
    }),
  )
})
