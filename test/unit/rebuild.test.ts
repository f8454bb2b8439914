import fc from "fast-check"
import { afterAll, beforeEach, expect, test, vi } from "vitest"
import { commit, increase, writeAll } from "../../functions/data/commit.ts"
import { FACT_SHARDS, keys } from "../../functions/data/patterns.ts"
import { open } from "../../functions/data/store.ts"
import { query } from "../../functions/data/table.ts"
import { rebuild } from "../../functions/projector/rebuild.ts"
import { isNamed } from "../../shared/names.ts"
import { RecordKind } from "../../shared/record.ts"
import type { Workspace } from "../../shared/workspace.ts"
import { copied, deliver, deliverAll, lived, newWorkspace } from "../support/delivery.ts"
import { steps } from "../support/history.ts"
import { expectedOf, type Projections, projectionsOf } from "../support/projections.ts"
import { aDeal, aPerson } from "../support/records.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())
afterAll(() => engine.stop())

const AT = "2026-03-01T09:00:00Z"
const WORKSPACE: Workspace = {
  id: 1,
  version: 1,
  addedAt: AT,
  changedAt: AT,
  changedBy: 1,
  via: "app",
  name: "Test",
  domain: "test",
  currency: "EUR",
  zone: "UTC",
}

/** What a rebuild looks for besides records: the workspace, and the highest ids. */
async function founded(w: string, last = 300): Promise<void> {
  await commit(...open({ workspaceId: w }).saving("workspace", WORKSPACE))
  for (const kind of RecordKind.options) await increase({ add: keys.counter(w, kind), attribute: "last", by: last })
}

async function whole(w: string): Promise<Partial<Record<RecordKind, number>>> {
  const { done, cursor, counts } = await rebuild({ workspaceId: w }, () => false)
  expect([done, cursor]).toEqual([true, null])
  return counts
}

const NAMES = RecordKind.options.filter(isNamed).map((kind) => `${kind}.names` as const)

/** All that a rebuild is to bring back. */
async function forget(w: string): Promise<void> {
  const shards = Array.from({ length: FACT_SHARDS }, (_, shard) =>
    [...RecordKind.options, ...NAMES].map((of) => keys.factShard(w, of, shard)),
  )
  const filed = RecordKind.options.flatMap((kind) => [1, 256].map((id) => keys.filed(w, kind, id).pk))
  const { words } = await projectionsOf(engine.client, engine.table, w)
  const postings = words.map((sk) => keys.words(w, sk.slice(0, sk.indexOf("#"))))
  for (const pk of new Set([...shards.flat(), keys.allOpenSums(w), ...filed, ...postings])) {
    const { items } = await query({ pk: { name: "pk", value: pk } })
    await writeAll(items.map(({ sk }) => ({ delete: { pk, sk } })))
  }
  const { segments, sums, words: left, filed: listed } = await projectionsOf(engine.client, engine.table, w)
  expect([segments, sums, left, listed]).toEqual([{}, {}, [], {}])
}

const BOUNDS = { numRuns: 4 }
const KEPT = ["change", "link", "close", "move", "trash", "restore"] as const

test("all projections deleted, a rebuild brings the same items back", async () => {
  await fc.assert(
    fc.asyncProperty(steps(KEPT), async (history) => {
      const given = await lived(engine, history)
      const { w, images } = await copied(given)
      await founded(w)
      await deliverAll(images, [20])
      const before = await projectionsOf(engine.client, engine.table, w)
      await forget(w)
      const counts = await whole(w)
      expect(await projectionsOf(engine.client, engine.table, w)).toEqual(before)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(given.outcome.records.size)
    }),
    BOUNDS,
  )
}, 120_000)

test("a rebuild of projections that are right changes nothing, records gone for good included", async () => {
  await fc.assert(
    fc.asyncProperty(steps(), async (history) => {
      const given = await lived(engine, history)
      const { w, images } = await copied(given)
      await founded(w)
      await deliverAll(images, [20])
      const before = await projectionsOf(engine.client, engine.table, w)
      await whole(w)
      await whole(w)
      expect(await projectionsOf(engine.client, engine.table, w)).toEqual(before)
    }),
    BOUNDS,
  )
}, 120_000)

test("what changes while a rebuild runs is not lost, in whatever order it is heard of", async () => {
  await fc.assert(
    fc.asyncProperty(steps(), fc.gen(), async (history, gen) => {
      const given = await lived(engine, history)
      const { w, images } = await copied(given)
      await founded(w)
      const late = gen(fc.shuffledSubarray, images, { minLength: images.length, maxLength: images.length })
      await Promise.all([deliverAll(late, [3]), whole(w), whole(w)])
      const { segments, sums, words } = await projectionsOf(engine.client, engine.table, w)
      const expected = expectedOf(given.outcome)
      expect([segments, sums]).toEqual([expected.segments, expected.sums])
      expect(expected.words.filter((word) => !words.includes(word))).toEqual([])
    }),
    BOUNDS,
  )
}, 120_000)

let w: string
beforeEach(async () => {
  w = newWorkspace()
})

test("a rebuild that runs out of time goes on where it was", async () => {
  const store = open({ workspaceId: w })
  await founded(w, 600)
  for (const id of [1, 255, 256, 600]) await store.commit(...store.saving("deal", aDeal({ id, title: `Deal ${id}` })))
  await store.commit(...store.saving("person", aPerson({ id: 300 })))
  const counts: Record<string, number> = {}
  let cursor: string | null = null
  let calls = 0
  do {
    let buckets = 0
    const answer = await rebuild({ workspaceId: w, ...(cursor !== null && { cursor }) }, () => buckets++ > 0)
    for (const [kind, count] of Object.entries(answer.counts)) counts[kind] = (counts[kind] ?? 0) + count
    expect(answer.done).toBe(answer.cursor === null)
    cursor = answer.cursor
    calls++
  } while (cursor !== null)
  expect(calls).toBe(RecordKind.options.length * 3)
  const none = Object.fromEntries(RecordKind.options.map((kind) => [kind, 0]))
  expect(counts).toEqual({ ...none, deal: 4, person: 1 })
  const { segments, sums } = await projectionsOf(engine.client, engine.table, w)
  expect(Object.keys(segments).sort()).toEqual([
    "deal 0",
    "deal 1",
    "deal 2",
    "deal.names 0",
    "deal.names 1",
    "deal.names 2",
    "person 1",
    "person.names 1",
  ])
  expect(Object.keys(sums)).toEqual(["0", "1", "2"])
})

test("a row whose record is gone though nobody told says so after a rebuild", async () => {
  await founded(w)
  const store = open({ workspaceId: w })
  const [kept, lost] = [aDeal(), aDeal({ id: 2, version: 7 })]
  await store.commit(...store.saving("deal", kept))
  await deliver([kept, lost].map((after) => ({ w, kind: "deal", id: after.id, after })))
  await whole(w)
  const { segments } = await projectionsOf(engine.client, engine.table, w)
  const gone = { id: 2, kind: "deal" as const, record: lost }
  const expected: Pick<Projections, "segments"> = expectedOf({
    records: new Map([["deal 1", { kind: "deal", record: kept }]]),
    purged: new Map([["deal 2", gone.record]]),
    changes: 0,
  })
  expect(segments).toEqual(expected.segments)
})

test("open sums that are still on their way from before a rebuild change nothing after it", async () => {
  await founded(w)
  const store = open({ workspaceId: w })
  const open_ = aDeal()
  await deliver([{ w, kind: "deal", id: 1, after: open_ }])
  const won = aDeal({ version: 2, status: "won" })
  await store.commit(...store.saving("deal", won))
  await whole(w)
  await commit({
    put: { ...keys.openSums(w, 0), v: 1, sums: [] },
    if: { expression: "attribute_not_exists(pk) OR v <= :v", values: { ":v": 1 } },
  }).then(
    () => expect.unreachable("the later sums should have kept the earlier ones out"),
    () => undefined,
  )
  expect((await projectionsOf(engine.client, engine.table, w)).sums).toEqual({})
})

test.each([
  [{ workspaceId: "999999" }, /No workspace has the number 999999/],
  [{ workspaceId: "x" }, /must be the number of a workspace/],
  [{}, /workspaceId/],
  [{ workspaceId: "1", kind: "deal" }, /kind/],
])("%j is refused", async (input, message) => {
  await expect(rebuild(input, () => false)).rejects.toThrow(message)
})

test("a cursor that no rebuild made is refused", async () => {
  await founded(w)
  await expect(rebuild({ workspaceId: w, cursor: "x" }, () => false)).rejects.toThrow(/is not a cursor/)
})
