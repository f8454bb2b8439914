/**
 * Fills a workspace with sample data. It begins with one transaction: the team, pipeline, stages and field, the ids of every
 * record to come, and the plan they are made from. So nothing was begun, or it can be finished: when a call was cut short, the
 * next one takes up its plan, whatever seed it asks for, and writes what is missing. Once all is there, a call is a conflict.
 */
import * as z from "zod"
import type { SamplesAnswer } from "../../shared/api/samples.ts"
import { Problem } from "../../shared/problem.ts"
import { Instant, instant } from "../../shared/time.ts"
import { traced } from "../audit/trace.ts"
import { commit } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import { get, type Key } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { generate, type Samples } from "./generate.ts"
import { Plan } from "./plan.ts"
import { planFor, takingIds } from "./planning.ts"
import { writeMissing, writeRecords } from "./writing.ts"

const Begun = z.object({ plan: Plan, doneAt: Instant.optional() })

const begunKey = (w: string): Key => keys.unique(w, "samples", "plan")

export async function add(actor: Actor, seed: number, now = Date.now()): Promise<SamplesAnswer> {
  const w = actor.workspaceId
  const { plan, samples, isNew } = await retrying(() => begin(actor, seed, now))
  await (isNew ? writeRecords(w, samples) : writeMissing(w, samples))
  await commit({ put: { ...begunKey(w), plan, doneAt: instant(now) } })
  const { users, pipelines, organizations, persons, deals, activities, notes } = samples
  return {
    users: users.length,
    pipelines: pipelines.length,
    organizations: organizations.length,
    persons: persons.length,
    deals: deals.length,
    activities: activities.length,
    notes: notes.length,
  }
}

/** The samples to write, planned now or by a call that did not come to its end. Throws `conflict` where there are deals. */
async function begin(
  actor: Actor,
  seed: number,
  now: number,
): Promise<{ plan: Plan; samples: Samples; isNew: boolean }> {
  const store = open(actor)
  const before = await get(begunKey(store.workspaceId))
  if (before !== undefined) {
    const { plan, doneAt } = Begun.parse(before)
    if (doneAt !== undefined) throw new Problem("conflict", "This workspace has its sample data already")
    return { plan, samples: generate(plan.seed, plan.today, plan.setup), isNew: false }
  }
  const plan = await planFor(store, await setupOf(actor), actor.userId, seed, now)
  if (plan.setup.first.deal > 1) {
    throw new Problem("conflict", "This workspace has deals already; sample data is for an empty one")
  }
  const samples = generate(plan.seed, plan.today, plan.setup)
  await commit(
    { put: { ...begunKey(store.workspaceId), plan }, if: { expression: "attribute_not_exists(pk)" } },
    ...takingIds(store.workspaceId, plan.setup, samples),
    ...samples.users.flatMap((user) => store.saving("user", user)),
    ...samples.pipelines.flatMap((pipeline) => store.saving("pipeline", pipeline)),
    ...samples.stages.flatMap((stage) => store.saving("stage", stage)),
    ...samples.fields.flatMap((field) => store.saving("field", field)),
    setupChanged(store.workspaceId),
    traced(actor, { action: "added", object: "samples", objectId: "1", name: "Sample data" }, now),
  )
  return { plan, samples, isNew: true }
}
