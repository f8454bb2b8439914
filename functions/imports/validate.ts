/** Whether a mapping fits the file and the workspace. Each fault names its place in the mapping. */
import { isCustom } from "../../shared/field.ts"
import type { Column } from "../../shared/import.ts"
import { type MappedColumn, type Mapping, SEVERAL } from "../../shared/mapping.ts"
import { nameKey } from "../../shared/organization.ts"
import { canSeeStage, may } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { type Setup, seenPipelines } from "../data/setup.ts"
import { mayAt } from "../deals/stage-rights.ts"
import type { Actor } from "../platform/actor.ts"

export function validate(mapping: Mapping, columns: readonly Column[], setup: Setup, actor: Actor): void {
  const faults: Record<string, string> = {}
  const fault = (where: string, why: string) => {
    faults[where] ??= why
  }
  columnFaults(mapping, columns, fault)
  for (const [at, column] of mapping.columns.entries()) fieldFault(column, at, setup, actor, fault)
  choiceFaults(mapping, setup, actor, fault)
  if ("new_pipeline" in mapping.pipeline && !may(actor, "pipelines.edit"))
    fault("pipeline.new_pipeline", "your role may not add pipelines")
  const [first] = Object.entries(faults)
  if (first !== undefined) throw new Problem("invalid", `${first[0]}: ${first[1]}`, faults)
}

type Fault = (where: string, why: string) => void

const CONTACTS = ["person", "person_first_name", "person_last_name", "person_email", "organization"]

function columnFaults(mapping: Mapping, columns: readonly Column[], fault: Fault): void {
  const used = mapping.columns.filter((column) => column.to !== "ignore")
  if (used.length === 0) fault("columns", "map at least one column")
  if (!mapping.makes_deals && !used.some((column) => CONTACTS.includes(column.to)))
    fault("columns", "without deals, map the name of a person or an organization")
  const seen = new Set<number>()
  const targets = new Set<string>()
  for (const [at, { column, to }] of mapping.columns.entries()) {
    if (column >= columns.length) fault(`columns.${at}.column`, "is not a column of this file")
    if (seen.has(column)) fault(`columns.${at}.column`, "is mapped twice")
    seen.add(column)
    if (to === "custom" || to === "new_field" || SEVERAL.includes(to)) continue
    if (targets.has(to)) fault(`columns.${at}.to`, `only one column can be the ${to.replaceAll("_", " ")}`)
    targets.add(to)
  }
  const fields = used.flatMap((column) => (column.to === "new_field" ? [nameKey(column.field_name)] : []))
  const codes = used.flatMap((column) => (column.to === "custom" ? [column.field_code] : []))
  if (new Set(fields).size < fields.length) fault("columns", "two new fields have the same name")
  if (new Set(codes).size < codes.length) fault("columns", "two columns go to the same field")
}

function fieldFault(column: MappedColumn, at: number, setup: Setup, actor: Actor, fault: Fault): void {
  const ours = setup.fields.filter((field) => field.of === "deal" && isCustom(field) && field.formula === undefined)
  if (column.to === "custom" && !ours.some((field) => field.key === column.field_code))
    fault(`columns.${at}.field_code`, "is not a field of deals")
  if (column.to !== "new_field") return
  const known = ours.find((field) => nameKey(field.name) === nameKey(column.field_name))
  if (known !== undefined && known.type !== column.field_type)
    fault(`columns.${at}.field_name`, "is the name of a field of another type")
  if (known === undefined && !may(actor, "fields.edit")) fault(`columns.${at}.to`, "your role may not add fields")
}

function choiceFaults(mapping: Mapping, setup: Setup, actor: Actor, fault: Fault): void {
  const isPipeline = (id: number) => seenPipelines(setup, actor).some((one) => one.id === id)
  const stageOf = (id: number) => {
    const stage = setup.stages.get(id)
    return stage?.deletedAt === undefined && stage !== undefined && canSeeStage(actor, stage) ? stage : undefined
  }
  const pipelines = [["pipeline", mapping.pipeline] as const, ...named("pipelines", mapping.pipelines)]
  for (const [where, choice] of pipelines)
    if ("pipeline_id" in choice && !isPipeline(choice.pipeline_id)) fault(where, "is not a pipeline")
  for (const [where, choice] of named("stages", mapping.stages))
    if ("stage_id" in choice) {
      const stage = stageOf(choice.stage_id)
      if (stage === undefined) fault(where, "is not a stage")
      else if (!mayAt(actor, stage, "moveIn")) fault(where, `you may not move deals into the stage "${stage.name}"`)
    }
  for (const [where, choice] of named("owners", mapping.owners))
    if ("user_id" in choice && !setup.users.has(choice.user_id)) fault(where, "is not a user")
}

const named = <T>(where: string, choices: Record<string, T>) =>
  Object.entries(choices).map(([value, choice]) => [`${where}.${value}`, choice] as const)
