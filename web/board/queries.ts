/** The board's data: columns of cards from the server, patched by what you do (at once, taken back if it fails) and by what others do. */
import { useQuery } from "@tanstack/solid-query"
import { createMemo } from "solid-js"
import { call } from "../app/client.ts"
import { queryClient, settled } from "../app/queries.ts"
import type { Narrowing } from "../filters/view.ts"
import { type Board, continued, totalled } from "./columns.ts"
import type { Sort } from "./order.ts"

/** Cards of a column that one request brings. */
const PAGE = 40
/** Cards of a column that one request may bring. */
const MOST = 500

/** Which board: a pipeline, and what of it in which order. `fields` are the custom fields that cards show. */
export type Place = { pipelineId: number; query: Narrowing & { sort: Sort; fields?: string } }
export type Patch = (change: (board: Board) => Board) => void

const keyOf = (place: Place) => ["board", place.pipelineId, place.query] as const

export function useBoard(place: () => Place | undefined) {
  const query = useQuery<Board, Error, () => Board>(() => {
    const here = place()
    return {
      queryKey: here === undefined ? ["board"] : keyOf(here),
      queryFn: ({ signal }) => read(here, signal),
      enabled: here !== undefined,
      staleTime: 30_000,
      // inside a function it is left alone: made reactive card by card, ten thousand cards cost each change a look at all of them
      select: (board) => () => board,
      placeholderData: (before: Board | undefined, previous) =>
        previous?.queryKey[1] === here?.pipelineId ? before : undefined,
    }
  })
  /** What did not change keeps its identity, and so its elements. */
  const board = createMemo(() => settled(query)?.())
  return { query, board }
}

/** What is loaded is read again as far as it is, so that nobody who has scrolled is thrown back. */
function read(place: Place | undefined, signal: AbortSignal): Promise<Board> {
  const loaded = place === undefined ? undefined : queryClient.getQueryData<Board>(keyOf(place))
  const most = Math.max(PAGE, ...(loaded?.columns.map((column) => column.cards.length) ?? []))
  return call(
    "GET /api/v2/board/{pipeline_id}",
    { params: { pipeline_id: place?.pipelineId ?? 0 }, query: { ...place?.query, limit: Math.min(most, MOST) } },
    signal,
  )
}

export function patchOf(place: Place): Patch {
  return (change) => queryClient.setQueryData<Board>(keyOf(place), (board) => board && change(board))
}

export function readAgain(place: Place): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(place) })
}

/** Stops reading anew what is shown. Answers whether it was being read. */
export function stopReading(place: Place): boolean {
  const queryKey = keyOf(place)
  const isRead = queryClient.isFetching({ queryKey }) > 0 && queryClient.getQueryData(queryKey) !== undefined
  if (isRead) void queryClient.cancelQueries({ queryKey })
  return isRead
}

/** Counts and sums as the server has them now. */
export async function readTotals(place: Place): Promise<void> {
  const totals = await call("GET /api/v2/board/{pipeline_id}", {
    params: { pipeline_id: place.pipelineId },
    query: { ...place.query, limit: 1, parts: "totals" },
  })
  patchOf(place)((board) => totalled(board, totals))
}

/** The next cards of a column. */
export async function loadMore(place: Place, stageId: number, cursor: string): Promise<void> {
  const page = await call("GET /api/v2/board/{pipeline_id}/stages/{stage_id}", {
    params: { pipeline_id: place.pipelineId, stage_id: stageId },
    query: { ...place.query, cursor, limit: PAGE },
  })
  patchOf(place)((board) => continued(board, stageId, cursor, page))
}
