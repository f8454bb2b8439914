/** What the pipeline editor writes. The setup is read again after each change, and everybody's board shows what it says. */
import type { StageAnswer } from "../../../shared/api/pipelines.ts"
import { Problem } from "../../../shared/problem.ts"
import { call } from "../../app/client.ts"
import { queryClient } from "../../app/queries.ts"
import { saved } from "../../app/saved.ts"

/** Deals that one request moves: each answer moves the progress on. */
const AT_ONCE = 50

/** How many open deals a stage holds, whoever may see them on their board. */
export async function countIn(stage: StageAnswer): Promise<number> {
  const { columns } = await call("GET /api/v2/board/{pipeline_id}", {
    params: { pipeline_id: stage.pipeline_id },
    query: { limit: 1, parts: "totals" },
  })
  return columns.find((column) => column.stage_id === stage.id)?.count ?? 0
}

/** Times that a stage is asked to go, and milliseconds between: what counts its deals is a moment behind their moves. */
const TRIES = 12
const PAUSE = 500

async function removed(id: number, tries: number): Promise<void> {
  try {
    await call("DELETE /api/v2/stages/{id}", { params: { id } })
  } catch (error) {
    if (tries <= 1 || !(error instanceof Problem) || error.code !== "conflict") throw error
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
    await removed(id, tries - 1)
  }
}

type Going = { moved: number; left: number }

/** Moves a stage's open deals to another, some at a time, and then deletes it. */
export async function dissolve(
  stage: StageAnswer,
  to: number | undefined,
  tell: (going: Going) => void,
): Promise<void> {
  if (to !== undefined) {
    let moved = 0
    for (let left = 1; left > 0; ) {
      const step = await call("POST /api/v2/stages/{id}/deals/move", {
        params: { id: stage.id },
        body: { to_stage_id: to, limit: AT_ONCE },
      })
      moved += step.moved
      left = step.left
      tell({ moved, left })
      if (step.moved === 0 && left > 0) throw new Error(`${left} deals could not be moved. Try again.`)
    }
  }
  await saved(removed(stage.id, to === undefined ? 1 : TRIES))
  void queryClient.invalidateQueries({ queryKey: ["board"] })
}
