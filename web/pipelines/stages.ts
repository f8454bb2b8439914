/** The stages of a pipeline and their order, as the settings and the board's editor change it. */
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { announce } from "../ui/announce.ts"
import { toast } from "../ui/toast.tsx"

const SETUP = ["setup"] as const

export function stagesIn(setup: Setup, pipelineId: number): StageAnswer[] {
  return setup.stages.filter((stage) => stage.pipeline_id === pipelineId).toSorted((a, b) => a.order_nr - b.order_nr)
}

/** Moves are written one after the other, each on top of what the one before left. */
let writing: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Puts a stage at a place among its pipeline's: at once on the screen, then on the server. */
export async function placeStage(setup: Setup, stage: StageAnswer, at: number): Promise<void> {
  const before = stagesIn(setup, stage.pipeline_id)
  const order = before.filter((one) => one.id !== stage.id).toSpliced(at, 0, stage)
  const changed = order
    .map((one, i) => ({ ...one, order_nr: i + 1 }))
    .filter((one) => one.order_nr !== before.find((old) => old.id === one.id)?.order_nr)
  if (changed.length === 0) return
  queryClient.setQueryData<Setup>(SETUP, (known) => known && renumbered(known, changed))
  waiting++
  const write = async () => {
    await writeOrder(changed)
    announce(`${stage.name} is now ${at + 1} of ${order.length}`)
  }
  writing = writing.then(write).catch(notMoved)
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
