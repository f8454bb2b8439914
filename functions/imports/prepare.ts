/** Makes what a mapping asks for and the workspace lacks. Everything is looked for by its name first, so that doing it again makes nothing twice. */
import { isCustom } from "../../shared/field.ts"
import type { Additions } from "../../shared/import-check.ts"
import { NewFieldType } from "../../shared/mapping.ts"
import { nameKey } from "../../shared/organization.ts"
import { DEFAULT_STAGES } from "../../shared/pipeline.ts"
import { freshSetup, livePipelines, liveStages, type Setup } from "../data/setup.ts"
import { chunks } from "../data/table.ts"
import * as fields from "../fields/fields.ts"
import { addMissing } from "../fields/options.ts"
import { addPipeline, addStage } from "../pipelines/pipelines.ts"
import type { Actor } from "../platform/actor.ts"
import { addAll } from "../users/adding.ts"
import { knownUser } from "./people.ts"

export async function prepare(actor: Actor, additions: Additions): Promise<Setup> {
  await addUsers(actor, additions.users)
  await addPipelines(actor, additions)
  await addFields(actor, additions)
  await addLabels(actor, additions.labels)
  return (await now(actor)).setup
}

/** The setup as it is, and the actor knowing it. */
async function now(actor: Actor): Promise<{ setup: Setup; by: Actor }> {
  const { setup, version } = await freshSetup(actor.workspaceId)
  return { setup, by: { ...actor, setupVersion: version } }
}

async function addUsers(actor: Actor, users: Additions["users"]): Promise<void> {
  for (const some of chunks(users, 30)) {
    const { setup, by } = await now(actor)
    const strangers = some.filter(({ name, email }) => !knownUser(setup, { name, email: email ?? undefined }))
    const bodies = strangers.map(({ name, email }) => ({ name, role: "regular" as const, ...(email && { email }) }))
    if (bodies.length > 0) await addAll(by, bodies)
  }
}

async function addPipelines(actor: Actor, { pipelines, stages }: Additions): Promise<void> {
  for (const name of pipelines) {
    const { setup, by } = await now(actor)
    const known = livePipelines(setup).find((pipeline) => nameKey(pipeline.name) === nameKey(name))
    const { id } = known ?? (await addPipeline(by, { name }))
    const named = stages.filter((stage) => stage.pipeline_id === null && nameKey(stage.pipeline) === nameKey(name))
    for (const stage of named.length > 0 ? named : DEFAULT_STAGES) await ensureStage(actor, id, stage)
  }
  for (const stage of stages) if (stage.pipeline_id !== null) await ensureStage(actor, stage.pipeline_id, stage)
}

async function ensureStage(actor: Actor, pipelineId: number, stage: { name: string; probability?: number }) {
  const { setup, by } = await now(actor)
  if (liveStages(setup, pipelineId).some(({ name }) => nameKey(name) === nameKey(stage.name))) return
  const chance = stage.probability === undefined ? {} : { deal_probability: stage.probability }
  await addStage(by, { name: stage.name, pipeline_id: pipelineId, ...chance })
}

async function addFields(actor: Actor, additions: Additions): Promise<void> {
  const labelsOf = (name: string) =>
    additions.options.filter((one) => one.field_code === null && one.field === name).map((one) => one.label)
  for (const { name, type } of additions.fields) {
    const { setup, by } = await now(actor)
    const known = setup.fields.find(
      (field) => field.of === "deal" && isCustom(field) && nameKey(field.name) === nameKey(name) && field.type === type,
    )
    const options = labelsOf(name)
    if (known !== undefined && type === "enum") await addMissing(by, known.id, options)
    if (known !== undefined || (type === "enum" && options.length === 0)) continue
    const field_type = NewFieldType.parse(type)
    await fields.add(by, "deal", { field_name: name, field_type, options: options.map((label) => ({ label })) })
  }
  const { setup, by } = await now(actor)
  for (const [code, options] of Map.groupBy(additions.options, (option) => option.field_code)) {
    const field = setup.fields.find((one) => one.of === "deal" && one.key === code)
    if (field === undefined) continue
    await addMissing(
      by,
      field.id,
      options.map(({ label }) => label),
    )
  }
}

async function addLabels(actor: Actor, labels: string[]): Promise<void> {
  if (labels.length === 0) return
  const { setup, by } = await now(actor)
  const field = setup.fields.find((one) => one.of === "deal" && one.key === "label_ids")
  if (field !== undefined) await addMissing(by, field.id, labels)
}
