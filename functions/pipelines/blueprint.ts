/** What of a pipeline a template keeps, and what becomes of it where some of it is no longer there. */
import type { Field, Outcome } from "../../shared/field.ts"
import { type Pipeline, STAGE_RIGHTS, type Stage, type StageAccess } from "../../shared/pipeline.ts"
import type { SavedPipeline, SavedStage } from "../../shared/saved-pipeline.ts"
import { liveStages, type Setup } from "../data/setup.ts"
import { isEverywhere } from "../records/required.ts"

export type Kept = Pick<SavedPipeline, "probabilityEnabled" | "stages" | "outcomes" | "shows">

/** Without the stages that whoever keeps it does not see. */
export function keptOf(setup: Setup, { id, probabilityEnabled }: Pipeline, sees: (stage: Stage) => boolean): Kept {
  const naming = ({ of, key }: Field) => ({ of, key })
  return {
    probabilityEnabled,
    stages: liveStages(setup, id)
      .filter(sees)
      .map((stage) => savedStage(setup, stage)),
    outcomes: setup.fields.flatMap((field) => {
      const outcomes = field.required?.outcomes?.[id]
      return outcomes === undefined ? [] : [{ ...naming(field), outcomes }]
    }),
    shows: setup.fields.filter((field) => field.shown?.pipelineIds?.includes(id)).map(naming),
  }
}

function savedStage(setup: Setup, { id, name, probability, rottenAfterDays, color, access }: Stage): SavedStage {
  const fields = setup.fields
    .map(({ of, key, important, required }) => ({
      of,
      key,
      important: important?.stageIds.includes(id) ?? false,
      required: required?.stageIds.includes(id) ?? false,
    }))
    .filter((rule) => rule.important || rule.required)
  return {
    name,
    probability,
    ...(rottenAfterDays && { rottenAfterDays }),
    ...(color && { color }),
    ...(access && { access }),
    fields,
  }
}

type Stamps = Omit<Stage, "name" | "pipelineId" | "order" | "probability" | "rottenAfterDays" | "color" | "access">

export function stagesFor(
  setup: Setup,
  saved: Kept,
  pipelineId: number,
  ids: readonly number[],
  stamps: (id: number) => Stamps,
): { made: Stage[]; leftOut: string[] } {
  const leftOut: string[] = []
  const made = saved.stages.map(({ fields: _, access, ...stage }, at): Stage => {
    const known = access && knownIn(setup, access, leftOut)
    return { ...stamps(ids[at] ?? 0), ...stage, ...(known && { access: known }), pipelineId, order: at + 1 }
  })
  return { made, leftOut }
}

/** A right that is nobody's any more stays for nobody but admins: it is never everyone's by itself. */
function knownIn(setup: Setup, access: StageAccess, leftOut: string[]): StageAccess {
  const known: StageAccess = {}
  for (const right of STAGE_RIGHTS) {
    const some = access[right]
    if (some === undefined) continue
    const groupIds = some.groupIds.filter((id) => setup.groups.get(id) !== undefined)
    const userIds = some.userIds.filter((id) => setup.users.get(id)?.status !== undefined)
    if (groupIds.length < some.groupIds.length) leftOut.push("a visibility group that may work with a stage")
    if (userIds.length < some.userIds.length) leftOut.push("a person who may work with a stage")
    known[right] = { groupIds, userIds }
  }
  return known
}

/** The fields whose rules name the new pipeline and its stages, each with what it was. */
export function fieldsFor(
  setup: Setup,
  saved: Kept,
  pipelineId: number,
  stageIds: readonly number[],
): { changed: [Field, Field][]; leftOut: string[] } {
  const nameOf = ({ of, key }: Pick<Field, "of" | "key">) => `${of} ${key}`
  const after = new Map(setup.fields.map((field) => [nameOf(field), field]))
  const leftOut: string[] = []
  const apply = (rule: Pick<Field, "of" | "key">, to: (field: Field) => Field) => {
    const field = after.get(nameOf(rule))
    if (field === undefined) leftOut.push(`the rules of a field that was deleted (${rule.key})`)
    else after.set(nameOf(rule), to(field))
  }
  for (const rule of saved.shows) apply(rule, (field) => shownIn(field, pipelineId))
  for (const [at, stage] of saved.stages.entries()) {
    for (const rule of stage.fields) apply(rule, (field) => ruledIn(field, rule, stageIds[at] ?? 0))
  }
  for (const rule of saved.outcomes) apply(rule, (field) => neededFor(field, pipelineId, rule.outcomes))
  const changed = setup.fields.flatMap((before): [Field, Field][] => {
    const field = after.get(nameOf(before))
    return field === undefined || field === before ? [] : [[field, before]]
  })
  return { changed, leftOut }
}

function shownIn(field: Field, pipelineId: number): Field {
  const ids = field.shown?.pipelineIds
  return ids === undefined ? field : { ...field, shown: { ...field.shown, pipelineIds: [...ids, pipelineId] } }
}

/** A rule of all stages is one of this stage already. */
function ruledIn(field: Field, rule: { important: boolean; required: boolean }, stageId: number): Field {
  const { important, required } = field
  const isImportant = important !== undefined && important.stageIds.length === 0
  return {
    ...field,
    ...(rule.important && !isImportant && { important: { stageIds: [...(important?.stageIds ?? []), stageId] } }),
    ...(rule.required &&
      !isEverywhere(field) && { required: { ...required, stageIds: [...(required?.stageIds ?? []), stageId] } }),
  }
}

function neededFor(field: Field, pipelineId: number, outcomes: Outcome[]): Field {
  if (isEverywhere(field)) return field
  const { stageIds = [], outcomes: known = {} } = field.required ?? {}
  return { ...field, required: { stageIds, outcomes: { ...known, [pipelineId]: outcomes } } }
}
