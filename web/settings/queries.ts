/** What the settings write. The setup is read again after each change, and the page shows what it says. */

import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Permission } from "../../shared/permission.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { toast } from "../ui/toast.tsx"

const SETUP = ["setup"] as const

/** Whether you may, as the server will say. */
export function allowed(setup: Setup, permission: Permission): boolean {
  return setup.may.includes(permission)
}

/** Waits for a change and reads the setup with it. */
export async function saved<T>(change: Promise<T>): Promise<T> {
  const result = await change
  await queryClient.invalidateQueries({ queryKey: SETUP })
  return result
}

/** Stages of a pipeline, in their order. */
export function stagesIn(setup: Setup, pipelineId: number): StageAnswer[] {
  return setup.stages.filter((stage) => stage.pipeline_id === pipelineId).toSorted((a, b) => a.order_nr - b.order_nr)
}

/** Moves are written one after the other, each on top of what the one before left. */
let writing: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Moves a stage by one place: at once on the screen, then each stage that has another number now. */
export async function moveStage(setup: Setup, stage: StageAnswer, by: -1 | 1): Promise<void> {
  const before = stagesIn(setup, stage.pipeline_id)
  const from = before.findIndex((one) => one.id === stage.id)
  const order = before.toSpliced(from, 1).toSpliced(from + by, 0, stage)
  const changed = order
    .map((one, i) => ({ ...one, order_nr: i + 1 }))
    .filter((one) => one.order_nr !== before.find((old) => old.id === one.id)?.order_nr)
  queryClient.setQueryData<Setup>(SETUP, (known) => known && renumbered(known, changed))
  waiting++
  writing = writing.then(() => writeOrder(changed)).catch(notMoved)
  await writing
  waiting--
  if (waiting === 0) await queryClient.invalidateQueries({ queryKey: SETUP })
}

function renumbered(setup: Setup, changed: readonly StageAnswer[]): Setup {
  const stages = setup.stages.map((stage) => changed.find((one) => one.id === stage.id) ?? stage)
  return { ...setup, stages: stages.toSorted((a, b) => a.order_nr - b.order_nr) }
}

async function writeOrder(changed: readonly StageAnswer[]): Promise<void> {
  for (const { id, order_nr } of changed)
    await call("PATCH /api/v2/stages/{id}", { params: { id }, body: { order_nr } })
}

function notMoved(error: unknown): void {
  toast(`The stage was not moved. ${error instanceof Error ? error.message : ""}`, { kind: "error" })
}
