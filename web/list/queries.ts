/** The deals of a table, read in pages in the order of a column and kept as they are now. */
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/solid-query"
import { type Accessor, createEffect, onCleanup } from "solid-js"
import type { DealChange } from "../../shared/api/deal-body.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { DealRow, ViewTotals } from "../../shared/api/deal-view.ts"
import type { Page } from "../../shared/api/route.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"
import type { Narrowing } from "../filters/view.ts"
import { toast } from "../ui/toast.tsx"

export type Status = "open" | "won" | "lost" | "all"
export type Asked = {
  narrowing: Narrowing & { pipeline_id?: number; status?: string }
  sort: string
  direction: "asc" | "desc"
}

const PAGE = 200
/** Rows of one request when all are wanted. */
const MOST = 500
/** Pages up to which a table is read again when others change something; beyond, what is in sight is patched. */
const FEW = 3
/** Milliseconds after the last change that is heard. */
const SETTLES = 1500

type Rows = InfiniteData<Page<DealRow[]>, string | undefined>

const rowsKey = (asked: Asked) => ["deals", "view", asked] as const
const totalsKey = (asked: Asked) => ["deals", "totals", asked.narrowing] as const

const page = (asked: Asked, limit: number, cursor: string | undefined, signal?: AbortSignal) =>
  call(
    "GET /api/v2/deals/view",
    { query: { ...asked.narrowing, sort_by: asked.sort, sort_direction: asked.direction, limit, cursor } },
    signal,
  )

export function useRows(asked: Accessor<Asked>) {
  return useInfiniteQuery(() => ({
    queryKey: rowsKey(asked()),
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      page(asked(), PAGE, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<DealRow[]>) => last.nextCursor ?? undefined,
    staleTime: 30_000,
  }))
}

export function useTotals(asked: Accessor<Asked>) {
  return useQuery<ViewTotals>(() => ({
    queryKey: totalsKey(asked()),
    queryFn: ({ signal }) => call("GET /api/v2/deals/view/totals", { query: asked().narrowing }, signal),
    staleTime: 30_000,
    placeholderData: (before: ViewTotals | undefined) => before,
  }))
}

/** Every deal that is asked for, page by page; `told` hears how many are there. Ends when the signal says so. */
export async function eachRow(
  asked: Asked,
  signal: AbortSignal,
  take: (rows: readonly DealRow[]) => void,
): Promise<void> {
  let cursor: string | undefined
  do {
    const found = await page(asked, MOST, cursor, signal)
    take(found.data)
    cursor = found.nextCursor ?? undefined
  } while (cursor !== undefined)
}

function patchAll(id: number, change: (row: DealRow) => DealRow | undefined): void {
  queryClient.setQueriesData<Rows>({ queryKey: ["deals", "view"] }, (data) => {
    if (data === undefined || !data.pages.some((one) => one.data.some((row) => row.id === id))) return data
    const pages = data.pages.map((one) => ({
      ...one,
      data: one.data.flatMap((row) => (row.id === id ? (change(row) ?? []) : [row])),
    }))
    return { ...data, pages }
  })
}

/** A live card's fields in its row, unless the row is newer. */
function withCard(row: DealRow, card: DealCard): DealRow {
  if (row.version > card.version) return row
  return { ...row, ...card, custom_fields: { ...row.custom_fields, ...card.custom_fields } }
}

/** Whether a deal may still be among what is asked for, as far as its card says. */
function mayBelong({ narrowing }: Asked, card: DealCard): boolean {
  const { status, pipeline_id, owner_id } = narrowing
  return (
    (status === undefined || status === card.status) &&
    (pipeline_id === undefined || pipeline_id === card.pipeline_id) &&
    (owner_id === undefined || owner_id.split(",").includes(String(card.owner_id)))
  )
}

/** Keeps a table as it is now, for as long as it is shown. */
export function followRows(asked: Accessor<Asked>): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: ["deals", "totals"] })
      const pages = queryClient.getQueryData<Rows>(rowsKey(asked()))?.pages.length ?? 0
      if (pages <= FEW) void queryClient.invalidateQueries({ queryKey: rowsKey(asked()) })
    }, wait)
  }
  createEffect(() => {
    const now = asked()
    const stop = listen(
      ["deal"],
      (change) => {
        const card = change.data as DealCard | undefined
        const gone = change.action === "deleted" || (card !== undefined && !mayBelong(now, card))
        patchAll(change.id, (row) => (gone ? undefined : card === undefined ? row : withCard(row, card)))
        settle(SETTLES)
      },
      () => settle(0),
    )
    onCleanup(stop)
  })
  onCleanup(() => clearTimeout(timer))
}

/** What a change of the API is in a row, names included where they are known. */
export type Change = { body: DealChange; shown: Partial<DealRow> }

/** Changes a deal: in its row at once, and back again when the server refuses, which is thrown. */
export async function change(row: DealRow, { body, shown }: Change): Promise<void> {
  const before = { ...row, custom_fields: { ...row.custom_fields } }
  const custom = { ...before.custom_fields, ...shown.custom_fields }
  patchAll(row.id, (now) => ({ ...now, ...shown, custom_fields: custom }))
  try {
    const after = await call("PATCH /api/v2/deals/{id}", { params: { id: before.id }, body })
    patchAll(before.id, (now) => ({ ...now, ...after }))
    void queryClient.invalidateQueries({ queryKey: ["deals", "totals"] })
  } catch (error) {
    patchAll(before.id, () => before)
    throw error
  }
}

/** Deals of one request of a change of many. */
const AT_ONCE = 100

export type Refused = { id: number; error: string }

/** The same change to many deals; `told` hears how many are through. Answers which were refused, and why. */
export async function changeMany(
  ids: readonly number[],
  body: DealChange,
  signal: AbortSignal,
  told: (through: number) => void,
): Promise<{ changed: number[]; refused: Refused[] }> {
  const [changed, refused]: [number[], Refused[]] = [[], []]
  for (let at = 0; at < ids.length && !signal.aborted; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const { results } = await call("PATCH /api/v2/deals/many", { body: { ids: some, change: body } })
    for (const one of results) {
      if (one.ok) changed.push(one.id)
      else refused.push({ id: one.id, error: one.error ?? "It was not changed" })
    }
    told(Math.min(ids.length, at + some.length))
  }
  void queryClient.invalidateQueries({ queryKey: ["deals"] })
  return { changed, refused }
}

/** Moves deals to the trash, with a way back. */
export async function removeMany(ids: readonly number[], told: (through: number) => void): Promise<Refused[]> {
  const { signal } = new AbortController()
  const { changed, refused } = await changeMany(ids, { is_deleted: true }, signal, told)
  const back = () => void changeMany(changed, { is_deleted: false }, signal, () => undefined)
  if (changed.length > 0) toast(`${changed.length} ${changed.length === 1 ? "deal" : "deals"} deleted`, { undo: back })
  return refused
}
