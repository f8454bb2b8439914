import { afterAll, beforeEach, expect, test, vi } from "vitest"
import { newWorkspace } from "../support/delivery.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())
afterAll(() => engine.stop())

type Spend = typeof import("../../functions/platform/limit.ts").spend

/** As many Lambdas as AWS may run beside each other: each remembers what it took for itself. */
async function lambdas(count: number): Promise<Spend[]> {
  const all: Spend[] = []
  for (let i = 0; i < count; i++) {
    vi.resetModules()
    all.push((await import("../../functions/platform/limit.ts")).spend)
  }
  return all
}

const NOW = Date.parse("2026-03-01T09:00:00Z")
const NONE = { burst: 0, daily: 0 }

let w: string
beforeEach(() => {
  w = newWorkspace()
})

/** Spends until the first refusal, by one Lambda after the other; answers how many requests were let through. */
async function letThrough(all: Spend[], limits: { burst: number; daily: number }, cost = 1): Promise<number> {
  for (let count = 0; ; count++) {
    const spend = all[count % all.length]
    try {
      await spend?.(w, "token", cost, limits, NOW)
    } catch (error) {
      expect(error).toMatchObject({ code: "too_many_requests" })
      return count
    }
  }
}

test("one Lambda lets through exactly the budget", async () => {
  expect(await letThrough(await lambdas(1), { ...NONE, burst: 60 })).toBe(60)
})

test("many Lambdas together let through no more than the budget, and most of it", async () => {
  const count = await letThrough(await lambdas(15), { ...NONE, burst: 120 })
  expect(count).toBeLessThanOrEqual(120)
  expect(count).toBeGreaterThanOrEqual(90)
})

test("a day's budget is spent by what calls cost", async () => {
  expect(await letThrough(await lambdas(1), { ...NONE, daily: 100 }, 10)).toBe(10)
})

test("headers tell what is left, and a refusal when to come again", async () => {
  const [spend] = await lambdas(1)
  const limits = { burst: 2, daily: 1000 }
  expect(await spend?.(w, "token", 10, limits, NOW)).toMatchObject({
    "x-ratelimit-limit": "2",
    "x-ratelimit-remaining": "1",
    "x-ratelimit-reset": "2",
    "x-daily-ratelimit-token-limit": "1000",
    "x-daily-ratelimit-token-remaining": "990",
  })
  await spend?.(w, "token", 10, limits, NOW)
  await expect(spend?.(w, "token", 10, limits, NOW)).rejects.toMatchObject({
    code: "too_many_requests",
    headers: { "x-ratelimit-remaining": "0", "retry-after": "2" },
  })
})

test("the next window starts anew, and another's token is not asked to pay", async () => {
  const all = await lambdas(1)
  const [spend] = all
  const limits = { ...NONE, burst: 3 }
  expect(await letThrough(all, limits)).toBe(3)
  await expect(spend?.(w, "another", 1, limits, NOW)).resolves.toMatchObject({ "x-ratelimit-remaining": "2" })
  await expect(spend?.(w, "token", 1, limits, NOW + 2000)).resolves.toMatchObject({ "x-ratelimit-remaining": "2" })
})

test("no limit asks nothing of the table and tells nothing", async () => {
  const [spend] = await lambdas(1)
  expect(await spend?.(w, "token", 10, NONE, NOW)).toEqual({})
})
