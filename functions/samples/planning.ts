/** Plans sample data for a workspace as it is. */
import type { Field } from "../../shared/field.ts"
import { Problem } from "../../shared/problem.ts"
import { dayIn } from "../../shared/time.ts"
import type { Write } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { livePipelines, liveStages, type Setup } from "../data/setup.ts"
import type { Store } from "../data/store.ts"
import type { Samples } from "./generate.ts"
import { type Plan, SampleSetup } from "./plan.ts"

const LISTS = {
  user: "users",
  pipeline: "pipelines",
  stage: "stages",
  field: "fields",
  organization: "organizations",
  person: "persons",
  deal: "deals",
  activity: "activities",
  note: "notes",
} as const satisfies Record<keyof SampleSetup["first"], keyof Samples>

const KINDS = Object.keys(LISTS) as (keyof typeof LISTS)[]

/** Ids follow those in use. Throws `conflict` when there is no pipeline with stages. */
export async function planFor(store: Store, setup: Setup, founderId: number, seed: number, now: number): Promise<Plan> {
  const { currency, zone } = setup.workspace
  const pipelines = livePipelines(setup)
  const [sales] = pipelines
    .map(({ id }) => ({ pipelineId: id, stageIds: liveStages(setup, id).map((stage) => stage.id) }))
    .filter((one) => one.stageIds.length > 0)
  if (sales === undefined) throw new Problem("conflict", "Samples need a pipeline with stages")
  const first = await Promise.all(KINDS.map(async (kind) => [kind, (await store.lastId(kind)) + 1] as const))
  const labels = (of: Field["of"]) =>
    setup.fields.find((one) => one.of === of && one.key === "label_ids")?.options.map((one) => one.id) ?? []
  return {
    seed,
    today: dayIn(zone, now),
    setup: {
      founderId,
      currency,
      zone,
      sales,
      nextOrder: Math.max(...pipelines.map((one) => one.order)) + 1,
      labels: { deal: labels("deal"), person: labels("person"), organization: labels("organization") },
      first: SampleSetup.shape.first.parse(Object.fromEntries(first)),
    },
  }
}

/** The writes that take the ids of all samples, if nobody has taken any since they were planned. */
export function takingIds(w: string, { first }: SampleSetup, samples: Samples): Write[] {
  return KINDS.map((kind) => ({
    add: keys.counter(w, kind),
    attribute: "last",
    by: samples[LISTS[kind]].length,
    if:
      first[kind] === 1
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "#last = :last", names: { "#last": "last" }, values: { ":last": first[kind] - 1 } },
  }))
}
