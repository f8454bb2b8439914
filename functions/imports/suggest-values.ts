/** What the values of stage, pipeline and owner columns are likely to mean in a workspace. */
import type { Column } from "../../shared/import.ts"
import type { Mapping, OwnerChoice, PipelineChoice, StageChoice } from "../../shared/mapping.ts"
import { nameKey } from "../../shared/organization.ts"
import { livePipelines, liveStages, type Setup } from "../data/setup.ts"
import { statusOf } from "./headers.ts"
import { knownUser } from "./people.ts"

/** What the importer may add to the workspace. */
export type Rights = { fields: boolean; pipelines: boolean; users: boolean }

function choices<T>(column: Column | undefined, choose: (value: string) => T): Record<string, T> {
  return Object.fromEntries((column?.distinct.values ?? []).map(({ value }) => [value, choose(value)]))
}

export function pipelineChoices(column: Column | undefined, setup: Setup, rights: Rights): Mapping["pipelines"] {
  const pipelines = livePipelines(setup)
  return choices(column, (value): PipelineChoice => {
    const known = pipelines.find((pipeline) => nameKey(pipeline.name) === nameKey(value))
    if (known === undefined && rights.pipelines) return { new_pipeline: value }
    return { pipeline_id: (known ?? pipelines[0])?.id ?? 1 }
  })
}

/** With a column of pipelines a stage is looked for by its name in the pipeline of its row. */
export function stageChoices(
  column: Column | undefined,
  setup: Setup,
  rights: Rights,
  pipelineId: number | undefined,
  inManyPipelines: boolean,
): Mapping["stages"] {
  const stages = pipelineId === undefined ? [] : liveStages(setup, pipelineId)
  return choices(column, (value): StageChoice => {
    const known = stages.find((stage) => nameKey(stage.name) === nameKey(value))
    if (known !== undefined && !inManyPipelines) return { stage_id: known.id }
    const status = statusOf(value)
    if (status === "won" || status === "lost") return { status }
    const [first] = stages
    return rights.pipelines || inManyPipelines || first === undefined ? { new_stage: value } : { stage_id: first.id }
  })
}

export function ownerChoices(column: Column | undefined, setup: Setup, rights: Rights): Mapping["owners"] {
  return choices(column, (value): OwnerChoice => {
    const known = knownUser(setup, { name: value, email: value })
    if (known !== undefined) return { user_id: known.id }
    return rights.users ? { new_user: { name: value.slice(0, 120) } } : { importer: true }
  })
}
