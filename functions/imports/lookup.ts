/**
 * From the words in a file to what they mean in a workspace. What is not there is noted as wanted and stands as 0, so that a
 * mapping can be tried on rows before anything is made; once it is made, the same words find it by name.
 */
import { type Field, isCustom } from "../../shared/field.ts"
import type { MappedColumn, Mapping, PipelineChoice } from "../../shared/mapping.ts"
import { nameKey } from "../../shared/organization.ts"
import { livePipelines, liveStages, type Setup } from "../data/setup.ts"
import type { Wanted } from "./additions.ts"
import { knownUser } from "./people.ts"

const MOST_OPTIONS = 500

export type Place = { pipelineId: number; stageId: number; status?: "won" | "lost" }
type FieldColumn = Extract<MappedColumn, { to: "custom" | "new_field" }>
export type FieldOf = Pick<Field, "key" | "name" | "type" | "options">

export type Lookup = ReturnType<typeof lookup>

export function lookup(mapping: Mapping, setup: Setup, userId: number, wants: Wanted) {
  return {
    owner: kept((value: string) => (value === "" ? userId : ownerOf(value, mapping, setup, userId, wants))),
    /** Where a deal is put; a word when it cannot be. */
    place: placing(mapping, setup, wants),
    label: kept((value: string) => labelOf(value, setup, wants)),
    field: kept((column: FieldColumn) => fieldOf(column, setup, wants)),
    option: options(wants),
  }
}

/** Remembers answers: the values of a column come again and again. */
function kept<V, T>(answer: (value: V) => T): (value: V) => T {
  const known = new Map<V, T>()
  return (value) => {
    const found = known.get(value)
    if (found !== undefined || known.has(value)) return found as T
    const fresh = answer(value)
    known.set(value, fresh)
    return fresh
  }
}

function ownerOf(value: string, mapping: Mapping, setup: Setup, userId: number, wants: Wanted): number | undefined {
  const choice = mapping.owners[value]
  if (choice === undefined) {
    const known = knownUser(setup, { name: value, email: value })
    if (known !== undefined) return known.id
    if (mapping.other_owners !== "new_user") return mapping.other_owners === "importer" ? userId : undefined
    return wants.add("users", value, { name: value.slice(0, 120), email: null }) ? 0 : undefined
  }
  if ("importer" in choice) return userId
  if ("user_id" in choice) return setup.users.has(choice.user_id) ? choice.user_id : undefined
  const { name, email } = choice.new_user
  const known = knownUser(setup, { name, email })
  if (known !== undefined) return known.id
  return wants.add("users", email ?? name, { name, email: email?.toLowerCase() ?? null }) ? 0 : undefined
}

type PipelineRef = { id: number; name: string }

function pipelineOf(choice: PipelineChoice, setup: Setup, wants: Wanted): PipelineRef | undefined {
  if ("pipeline_id" in choice) {
    const known = setup.pipelines.get(choice.pipeline_id)
    return known === undefined || known.deletedAt !== undefined ? undefined : known
  }
  const name = choice.new_pipeline
  const known = livePipelines(setup).find((pipeline) => nameKey(pipeline.name) === nameKey(name))
  if (known !== undefined) return known
  return wants.add("pipelines", name, name) ? { id: 0, name } : undefined
}

function placing(mapping: Mapping, setup: Setup, wants: Wanted) {
  const pipeline = kept((value: string) => {
    const given = value === "" ? mapping.pipeline : (mapping.pipelines[value] ?? { new_pipeline: value })
    return pipelineOf(given, setup, wants)
  })
  const known = new Map<string, Place | "pipeline" | "stage">()
  return (pipelineValue: string, stageValue: string, status: "open" | "won" | "lost" | undefined) => {
    const key = JSON.stringify([pipelineValue, stageValue, status])
    let place = known.get(key)
    if (place === undefined) {
      const row = pipeline(pipelineValue)
      place = row === undefined ? "pipeline" : stageIn(row, stageValue, status, { mapping, setup, wants })
      known.set(key, place)
    }
    return place
  }
}

type Given = { mapping: Mapping; setup: Setup; wants: Wanted }

function stageIn(row: PipelineRef, value: string, status: "open" | "won" | "lost" | undefined, given: Given) {
  const { mapping, setup, wants } = given
  const stages = row.id === 0 ? [] : liveStages(setup, row.id)
  const named = (name: string) => stages.find((stage) => nameKey(stage.name) === nameKey(name))
  const put = (stageId: number, ended?: "won" | "lost"): Place => ({
    pipelineId: row.id,
    stageId,
    ...(ended && { status: ended }),
  })
  const choice = value === "" ? undefined : mapping.stages[value]
  if (value === "" || (choice !== undefined && "status" in choice)) {
    const ended = choice !== undefined && "status" in choice ? choice.status : undefined
    const stage = (ended ?? status) === "won" ? stages.at(-1) : stages[0]
    return row.id !== 0 && stage === undefined ? "stage" : put(stage?.id ?? 0, ended)
  }
  if (choice === undefined) return named(value) === undefined ? "stage" : put(named(value)?.id ?? 0)
  if ("stage_id" in choice) {
    const chosen = setup.stages.get(choice.stage_id)
    if (chosen === undefined || chosen.deletedAt !== undefined) return "stage"
    const here = chosen.pipelineId === row.id ? chosen : (named(chosen.name) ?? chosen)
    return { pipelineId: here.pipelineId, stageId: here.id }
  }
  const found = named(choice.new_stage)
  if (found !== undefined) return put(found.id)
  const stage = { pipeline_id: row.id === 0 ? null : row.id, pipeline: row.name, name: choice.new_stage }
  return wants.add("stages", `${row.id} ${row.name} ${choice.new_stage}`, stage) ? put(0) : "stage"
}

function labelOf(value: string, setup: Setup, wants: Wanted): number | undefined {
  const field = setup.fields.find((one) => one.of === "deal" && one.key === "label_ids")
  const known = field?.options.find((option) => nameKey(option.label) === nameKey(value))
  if (known !== undefined) return known.id
  const most = MOST_OPTIONS - (field?.options.length ?? 0)
  return wants.add("labels", value, value, { prefix: "", most }) ? 0 : undefined
}

/** A field that is not there yet stands under an empty key. */
function fieldOf(column: FieldColumn, setup: Setup, wants: Wanted): FieldOf | undefined {
  const ours = setup.fields.filter((field) => field.of === "deal" && isCustom(field) && field.formula === undefined)
  if (column.to === "custom") return ours.find((field) => field.key === column.field_code)
  const { field_name: name, field_type: type } = column
  const known = ours.find((field) => nameKey(field.name) === nameKey(name) && field.type === type)
  if (known !== undefined) return known
  return wants.add("fields", name, { name, type }) ? { key: "", name, type, options: [] } : undefined
}

function options(wants: Wanted) {
  const ofField = kept((field: FieldOf) => kept((value: string) => optionOf(field, value, wants)))
  return (field: FieldOf, value: string) => ofField(field)(value)
}

function optionOf(field: FieldOf, value: string, wants: Wanted): number | undefined {
  const known = field.options.find((option) => nameKey(option.label) === nameKey(value))
  if (known !== undefined) return known.id
  const prefix = `${nameKey(field.key === "" ? field.name : field.key)} | `
  const limit = { prefix, most: MOST_OPTIONS - field.options.length }
  const option = { field_code: field.key === "" ? null : field.key, field: field.name, label: value }
  return wants.add("options", prefix + value, option, limit) ? 0 : undefined
}
