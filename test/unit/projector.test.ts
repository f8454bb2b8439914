import fc from "fast-check"
import { afterAll, expect, test, vi } from "vitest"
import { open } from "../../functions/data/store.ts"
import type { Image } from "../../functions/projector/image.ts"
import { rollups } from "../../functions/projector/rollups.ts"
import { dueKey } from "../../shared/activity.ts"
import type { Deal } from "../../shared/deal.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import { copied, deliver, deliverAll, type Lived, lived, newWorkspace, remove } from "../support/delivery.ts"
import { steps } from "../support/history.ts"
import { expectedOf, projectionsOf } from "../support/projections.ts"
import { aDeal, aNote, anActivity } from "../support/records.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())
afterAll(() => engine.stop())

/** Everything at least once, some of it twice or three times, in any order. */
function shuffled(gen: fc.GeneratorValue, images: readonly Image[]): Image[] {
  const all = [...images, ...gen(fc.subarray, [...images]), ...gen(fc.subarray, [...images])]
  return gen(fc.shuffledSubarray, all, { minLength: all.length, maxLength: all.length })
}

const sizes = () => fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })

/** What one property may take: fewer runs on a busy machine. */
const BOUNDS = { numRuns: 8 }

test("projections come to the same in order, late, twice, out of order and in any batches: to what the records say", async () => {
  await fc.assert(
    fc.asyncProperty(steps(), fc.gen(), async (history, gen) => {
      const given = await lived(engine, history)
      const inOrder = await copied(given)
      await deliverAll(inOrder.images, [9])
      const straight = await projectionsOf(engine.client, engine.table, inOrder.w)
      expect(straight).toMatchObject(expectedOf(given.outcome))

      const anyhow = await copied(given)
      await deliverAll(shuffled(gen, anyhow.images), gen(sizes))
      expect(await projectionsOf(engine.client, engine.table, anyhow.w)).toEqual(straight)
    }),
    BOUNDS,
  )
}, 120_000)

/** What a deal, person or organization should show of its children, worked out from the children alone. */
function rolledUp({ outcome, images }: Lived, kind: Parent, record: Shown) {
  const link = LINKS[kind]
  const children = images.flatMap((image) =>
    image.kind === "activity" || image.kind === "note" || image.kind === "file" ? [image] : [],
  )
  const open = [...outcome.records.values()]
    .flatMap((one) => (one.kind === "activity" && "busy" in one.record ? [one.record] : []))
    .filter((one) => one[link] === record.id && !one.done && one.deletedAt === undefined)
    .map((one) => ({ id: one.id, due: dueKey({ on: one.dueOn, at: one.dueAt }) }))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id - b.id))
  const touches = children
    .filter(({ before, after }) => before?.[link] === record.id || after?.[link] === record.id)
    .flatMap(({ after }) => {
      if (after === undefined || after.deletedAt !== undefined) return []
      if ("size" in after) return [after.uploadedAt ?? ""]
      return "content" in after ? [after.changedAt] : [after.doneAt ?? ""]
    })
  const touchedAt = "touchedAt" in record ? [record.touchedAt, ...touches].sort().at(-1) : undefined
  return { next: open[0]?.id, touchedAt }
}

type Parent = "deal" | "person" | "organization"
type Shown = Deal | Person | Organization
const LINKS = { deal: "dealId", person: "personId", organization: "organizationId" } as const

async function shown(
  w: string,
  { outcome }: Lived,
): Promise<{ kind: Parent; before: Shown; after: Shown | undefined }[]> {
  const all = [...outcome.records.values()].flatMap(({ kind, record }) =>
    kind === "deal" || kind === "person" || kind === "organization" ? [{ kind, before: record as Shown }] : [],
  )
  return Promise.all(
    all.map(async (one) => ({ ...one, after: await open({ workspaceId: w }).get(one.kind, one.before.id) })),
  )
}

test("next activities and signs of life come to what the children say, and to nothing more when told again", async () => {
  await fc.assert(
    fc.asyncProperty(steps(), fc.gen(), async (history, gen) => {
      const given = await lived(engine, history)
      const { w, images } = await copied(given)
      await rollups(shuffled(gen, images))
      const once = await shown(w, given)
      for (const { kind, before, after } of once) {
        if (before.deletedAt !== undefined)
          expect(after).toEqual(await open({ workspaceId: given.w }).get(kind, before.id))
        else {
          const { next, touchedAt } = rolledUp(given, kind, before)
          expect(after?.nextActivity?.id).toBe(next)
          expect(after !== undefined && "touchedAt" in after ? after.touchedAt : undefined).toBe(touchedAt)
        }
      }
      for (const image of shuffled(gen, images)) await rollups([image])
      expect(await shown(w, given)).toEqual(once)
    }),
    BOUNDS,
  )
}, 120_000)

test("a deal that is back from the trash shows what was planned meanwhile", async () => {
  const w = newWorkspace()
  const store = open({ workspaceId: w })
  const trashed = aDeal({ deletedAt: "2026-03-02T09:00:00Z", version: 2 })
  const activity = anActivity({ dealId: trashed.id })
  await store.commit(...store.saving("deal", trashed), ...store.saving("activity", activity))
  await rollups([{ w, kind: "activity", id: 1, after: activity }])
  expect((await store.get("deal", 1))?.nextActivity).toBeUndefined()
  const restored = { ...aDeal(), version: 3 }
  await store.commit(...store.saving("deal", restored, trashed))
  await rollups([{ w, kind: "deal", id: 1, before: trashed, after: restored }])
  expect((await store.get("deal", 1))?.nextActivity).toMatchObject({ id: activity.id })
})

test("a change that comes after its record is gone for good leaves no log", async () => {
  const w = newWorkspace()
  const before = aDeal()
  const after = aDeal({ version: 2, title: "Valves", deletedAt: "2026-03-02T09:00:00Z" })
  await deliver([{ w, kind: "deal", id: 1, before: after }])
  await deliver([{ w, kind: "deal", id: 1, before, after }])
  const { log: left, words: filed } = await projectionsOf(engine.client, engine.table, w)
  expect([left, filed]).toEqual([{}, []])
})

test("what hung on a record goes with it: its log and the edges to it", async () => {
  const w = newWorkspace()
  const store = open({ workspaceId: w })
  const before = aDeal()
  const after = aDeal({ version: 2, title: "Valves" })
  await store.commit(...store.saving("deal", after), ...store.saving("note", aNote({ dealId: 1 })))
  await deliver([{ w, kind: "deal", id: 1, before, after }])
  expect(Object.keys((await projectionsOf(engine.client, engine.table, w)).log)).toEqual(["deal 1 2"])
  await remove(engine, w, "deal", 1)
  await deliver([{ w, kind: "deal", id: 1, before: after }])
  expect((await projectionsOf(engine.client, engine.table, w)).log).toEqual({})
  expect(await store.hasEdges("deal", 1)).toBe(false)
})

test("a change in a workspace that is gone holds nobody else's up", async () => {
  const { computed } = await import("../../functions/projector/computed.ts")
  const { peopleOf } = await import("../../functions/projector/audience.ts")
  const images: Image[] = [{ w: "999999", kind: "deal", id: 1, after: aDeal() }]
  expect(await computed(images)).toEqual(images)
  expect((await peopleOf(images)).get("999999")).toEqual([])
})
