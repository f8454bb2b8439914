/**
 * Requests that nobody wrote down, made from the OpenAPI document. `FUZZ_SEED` begins elsewhere, `FUZZ_PER_ROUTE` asks more or less (CI asks 20,000);
 * what fails is shown with its seed, its request and its answer.
 */
import fc from "fast-check"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { HIDDEN, hideIn } from "../support/fuzz/hiding.ts"
import { faultIn } from "../support/fuzz/judge.ts"
import { allowedTo, operationsOf, requestsTo } from "../support/fuzz/requests.ts"
import { type Filled, filled, MARK } from "../support/fuzz/workspaces.ts"
import { type Asked, type InProcess, startInProcess } from "../support/in-process.ts"
import { itemsOf } from "../support/items.ts"

const engine = await vi.hoisted(async () => {
  const { startEngine } = await import("../support/engine.ts")
  return startEngine({ brief: process.env.FUZZ_PER_ROUTE === undefined })
})

const SEED = Number(process.env.FUZZ_SEED ?? 20_260_201)
const PER_ROUTE = Number(process.env.FUZZ_PER_ROUTE ?? 5)
const AT_ONCE = 8

const operations = operationsOf(openapi(everyRoute(), "http://127.0.0.1"))
let api: InProcess
let ours: Filled
/** The token of someone who may not see all of ours. */
let regular: string
let theirs: Filled
/** What a fault of the server logged. */
const logged: unknown[] = []
/** Commands to the table that name a key of the other workspace. */
const strays: string[] = []

beforeAll(async () => {
  api = await startInProcess()
  const { logger } = await import("../../functions/platform/telemetry.ts")
  vi.spyOn(logger, "error").mockImplementation((...said) => void logged.push(said[1]))
  ours = await filled(api, "ours", "Ours")
  theirs = await filled(api, "theirs", MARK)
  await api.skipIds(ours.id, 100)
  const hiding = await hideIn(api, ours)
  regular = hiding.regular
  ours.known.push(...hiding.known)
  const { client } = await import("../../functions/data/table.ts")
  client.middlewareStack.add(
    (next) => (args) => {
      const input = JSON.stringify(args.input)
      if (input.includes(`"${theirs.id}#`)) strays.push(input.slice(0, 500))
      return next(args)
    },
    { step: "initialize" },
  )
}, 120_000)

afterAll(() => engine.stop())

/** `by` someone regular is every third. */
type Request = { operation: string; seed: number; by: "admin" | "regular"; asked: Asked }

/** Asks everything, some at once, in an order that mixes the operations. Answers how often each status came, and what was wrong. */
async function askAll(requests: readonly Request[]) {
  const statuses: Record<number, number> = {}
  const faults: object[] = []
  const queue = requests.values()
  const ask = async () => {
    for (const { operation, seed, by, asked } of queue) {
      const told = await api.ask(by === "admin" ? ours.token : regular, asked)
      if (told === undefined) continue
      statuses[told.status] = (statuses[told.status] ?? 0) + 1
      const why = faultIn(asked, told, [MARK, theirs.id, ...(by === "regular" ? [HIDDEN] : [])])
      const stack = told.status >= 500 && logged.at(-1) instanceof Error ? (logged.at(-1) as Error).stack : undefined
      if (why !== undefined) faults.push({ why, operation, seed, by, asked, answer: told.text.slice(0, 500), stack })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return { statuses, faults: faults.slice(0, 10) }
}

/** Whoever asks shuts themselves out with none of it: what came after would say nothing. */
const staysIn = ({ method, path }: Asked) => method === "GET" || !/\/users\/1(\D|$)/.test(path)

function requests(of: typeof requestsTo, numRuns: number): Request[] {
  const known = [...ours.known, ...theirs.known]
  const all = operations.map((operation, at) =>
    fc
      .sample(of(operation, known), { numRuns, seed: SEED + at })
      .filter(staysIn)
      .map((asked, round) => ({
        operation: operation.operationId,
        seed: SEED + at,
        by: (at + round) % 3 === 0 ? ("regular" as const) : ("admin" as const),
        asked,
      })),
  )
  return Array.from({ length: numRuns }, (_, round) => all.flatMap((one) => one[round] ?? [])).flat()
}

test("1,000 operations of one workspace neither read nor change another whose records have the same ids", async () => {
  expect(theirs.ids).toEqual(ours.ids)
  const before = await itemsOf(engine, theirs.id)
  expect(before.size).toBeGreaterThan(200)
  const all = requests(allowedTo, 3)
  expect(all.length).toBeGreaterThanOrEqual(1000)
  for (let at = 0; at < all.length; at += 250) {
    const { faults } = await askAll(all.slice(at, at + 250))
    expect(faults).toEqual([])
    expect(await itemsOf(engine, theirs.id)).toEqual(before)
  }
  expect(strays).toEqual([])
}, 300_000)

test("no request of thousands makes the server fail, breaks the envelope, reaches another workspace, or tells what is hidden", async () => {
  const before = await itemsOf(engine, theirs.id)
  const all = requests(requestsTo, PER_ROUTE)
  const { statuses, faults } = await askAll(all)
  expect(faults).toEqual([])
  expect(strays).toEqual([])
  expect(await itemsOf(engine, theirs.id)).toEqual(before)
  // most that is refused is refused for what it is, not for who asks
  expect(statuses[401] ?? 0).toBeLessThan(all.length / 50)
  expect((statuses[200] ?? 0) + (statuses[201] ?? 0)).toBeGreaterThan(all.length / 5)
  expect(all.length).toBeGreaterThanOrEqual(PER_ROUTE * 400)
  // as many as CI asks
  if (PER_ROUTE >= 42) expect(all.length).toBeGreaterThanOrEqual(20_000)
}, 900_000)
