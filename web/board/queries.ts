/** The board's data: columns of cards from the server, patched by what you do (at once, taken back if it fails) and by what others do. */
import { useQuery } from "@tanstack/solid-query"
import { createEffect, onCleanup } from "solid-js"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deals.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"
import { toast } from "../ui/toast.tsx"
import * as columns from "./columns.ts"

export type Board = { columns: BoardColumn[] }

/** Cards of a column that one request brings. */
const PAGE = 40

const keyOf = (pipelineId: number) => ["board", pipelineId] as const

export function useBoard(pipelineId: () => number | undefined, setup: () => Setup | undefined) {
  const query = useQuery<Board>(() => ({
    queryKey: keyOf(pipelineId() ?? 0),
    queryFn: () =>
      call("GET /api/v2/board/{pipeline_id}", { params: { pipeline_id: pipelineId() ?? 0 }, query: { limit: PAGE } }),
    enabled: pipelineId() !== undefined,
    staleTime: 30_000,
    // a card keeps its element, and with it focus and an open menu, when its deal changes
    reconcile: "id",
  }))
  createEffect(() => {
    const id = pipelineId()
    if (id === undefined) return
    const again = () => void queryClient.invalidateQueries({ queryKey: keyOf(id) })
    onCleanup(
      listen(
        ["deal"],
        (change) => {
          const data = change.data as DealCard | undefined
          patch(id, (board) =>
            change.action === "deleted" || data === undefined
              ? columns.without(board, change.id, change.version, setup())
              : columns.placed(board, data, setup()),
          )
          if (change.action !== "deleted" && data === undefined) again()
        },
        again,
      ),
    )
  })
  return query
}

function patch(pipelineId: number, change: (board: Board) => Board): void {
  queryClient.setQueryData<Board>(keyOf(pipelineId), (board) => (board === undefined ? board : change(board)))
}

/** The next cards of a column. */
export async function loadMore(pipelineId: number, stageId: number, cursor: string): Promise<void> {
  const page = await call("GET /api/v2/board/{pipeline_id}/stages/{stage_id}", {
    params: { pipeline_id: pipelineId, stage_id: stageId },
    query: { cursor, limit: PAGE },
  })
  patch(pipelineId, (board) => columns.continued(board, stageId, cursor, page))
}

/** Moves a deal to another stage: at once on the screen, and back where it was if the server says no. */
export async function move(
  pipelineId: number,
  card: DealCard,
  stageId: number,
  setup: Setup | undefined,
): Promise<void> {
  if (card.stage_id === stageId) return
  const before = { ...card }
  const moved = { ...before, stage_id: stageId, touch_time: new Date().toISOString() }
  patch(pipelineId, (board) => columns.placed(board, moved, setup))
  try {
    await call("PATCH /api/v2/deals/{id}", { params: { id: card.id }, body: { stage_id: stageId } })
  } catch (error) {
    patch(pipelineId, (board) => columns.placed(board, before, setup))
    toast(`${before.title} was not moved. ${error instanceof Error ? error.message : ""}`, { kind: "error" })
  }
}

/** Wins, loses or deletes a deal: it leaves the board at once. */
export async function settle(
  pipelineId: number,
  card: DealCard,
  how: { status: "won" } | { status: "lost"; lost_reason?: string } | { is_deleted: true },
  setup: Setup | undefined,
): Promise<void> {
  const before = { ...card }
  patch(pipelineId, (board) => columns.without(board, before.id, before.version, setup))
  const back = { status: "open", is_deleted: false } as const
  const word = "status" in how ? how.status : "deleted"
  try {
    await call("PATCH /api/v2/deals/{id}", { params: { id: before.id }, body: how })
    toast(`${before.title}: ${word}`, {
      undo: () => void call("PATCH /api/v2/deals/{id}", { params: { id: before.id }, body: back }),
    })
  } catch (error) {
    patch(pipelineId, (board) => columns.placed(board, before, setup))
    toast(`${before.title} was not changed. ${error instanceof Error ? error.message : ""}`, { kind: "error" })
  }
}

export type QuickDeal = { title: string; value?: number; stage_id: number; person_id?: number; org_id?: number }

/** Adds a deal; its card stands on the board when the server has said yes. */
export async function add(
  pipelineId: number,
  deal: QuickDeal,
  names: { person?: string; org?: string },
  setup: Setup | undefined,
): Promise<void> {
  const made = await call("POST /api/v2/deals", { body: deal })
  const card: DealCard = {
    id: made.id,
    version: 1,
    title: made.title,
    value: made.value,
    currency: made.currency,
    status: "open",
    stage_id: made.stage_id,
    pipeline_id: made.pipeline_id,
    owner_id: made.owner_id,
    person_id: made.person_id,
    person_name: names.person ?? null,
    org_id: made.org_id,
    org_name: names.org ?? null,
    label_ids: made.label_ids,
    probability: made.probability,
    expected_close_date: made.expected_close_date,
    add_time: made.add_time,
    stage_change_time: null,
    touch_time: made.update_time,
    next_activity: null,
  }
  patch(pipelineId, (board) => columns.placed(board, card, setup))
}
