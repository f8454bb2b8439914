/** The activities a list or a calendar shows, read in pages and kept as they are now. */
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/solid-query"
import { type Accessor, onCleanup, onMount } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { isChanging } from "../app/own-changes.ts"
import { queryClient } from "../app/queries.ts"
import * as batches from "./batches.ts"
import { belongs, queryOf, type Spec, sourcesOf } from "./spec.ts"

const PAGE = 60
/** Activities of a calendar that one request brings, and requests for one owner: more is no calendar any more. */
const SPAN_PAGE = 500
const SPAN_PAGES = 4

type List = InfiniteData<batches.Batch, batches.Position>

export function useActivityList(spec: Accessor<Spec>) {
  const backwards = () => spec().done === true
  return useInfiniteQuery(() => ({
    queryKey: ["activities", "list", spec()] as const,
    queryFn: ({ pageParam, signal }: { pageParam: batches.Position; signal: AbortSignal }) => {
      const query = { limit: PAGE, sort_direction: backwards() ? ("desc" as const) : ("asc" as const) }
      return batches.next(pageParam, backwards(), (source, cursor) =>
        call("GET /api/v2/activities", { query: { ...queryOf(spec(), source), ...query, cursor } }, signal),
      )
    },
    initialPageParam: batches.start(sourcesOf(spec())),
    getNextPageParam: batches.after,
    staleTime: 30_000,
  }))
}

/** Everything due on some days. */
export function useActivitySpan(spec: Accessor<Spec>) {
  return useQuery<ActivityAnswer[]>(() => ({
    queryKey: ["activities", "span", spec()] as const,
    queryFn: async ({ signal }) =>
      (await Promise.all(sourcesOf(spec()).map((source) => everything(spec(), source, signal)))).flat(),
    staleTime: 30_000,
    placeholderData: (before: ActivityAnswer[] | undefined) => before,
  }))
}

async function everything(spec: Spec, source: string, signal: AbortSignal): Promise<ActivityAnswer[]> {
  const found: ActivityAnswer[] = []
  let cursor: string | undefined
  for (let page = 0; page < SPAN_PAGES; page++) {
    const query = { ...queryOf(spec, source), limit: SPAN_PAGE, cursor }
    const answer = await call("GET /api/v2/activities", { query }, signal)
    found.push(...answer.data)
    if (answer.nextCursor === null) break
    cursor = answer.nextCursor
  }
  return found
}

export function useActivity(id: Accessor<number | undefined>) {
  return useQuery<ActivityAnswer>(() => ({
    queryKey: ["activities", "one", id() ?? 0] as const,
    queryFn: () => call("GET /api/v2/activities/{id}", { params: { id: id() ?? 0 } }),
    enabled: id() !== undefined,
    placeholderData: () => known(id() ?? 0),
    staleTime: 10_000,
  }))
}

const entries = () => queryClient.getQueryCache().findAll({ queryKey: ["activities"] })

/** An activity as some list has it. */
function known(id: number): ActivityAnswer | undefined {
  for (const { queryKey, state } of entries()) {
    if (queryKey[1] === "one") continue
    const all = queryKey[1] === "span" ? (state.data as ActivityAnswer[] | undefined) : listed(state.data)
    const found = all?.find((one) => one.id === id)
    if (found !== undefined) return { ...found }
  }
  return undefined
}

const listed = (data: unknown) => (data as List | undefined)?.pages.flatMap((page) => page.rows)

/** Shows an activity as it is now wherever it belongs. */
export function put(now: ActivityAnswer): void {
  for (const { queryKey } of entries()) {
    const spec = queryKey[2] as Spec
    if (queryKey[1] === "one") {
      if (queryKey[2] === now.id) queryClient.setQueryData(queryKey, now)
    } else if (queryKey[1] === "list") {
      queryClient.setQueryData<List>(queryKey, (data) =>
        data === undefined ? data : { ...data, pages: batches.withActivity(data.pages, now, belongs(spec, now)) },
      )
    } else {
      queryClient.setQueryData<ActivityAnswer[]>(queryKey, (data) => {
        if (data === undefined) return data
        const at = data.findIndex((one) => one.id === now.id)
        if (!belongs(spec, now)) return at === -1 ? data : data.toSpliced(at, 1)
        return at === -1 ? [...data, now] : data.with(at, now)
      })
    }
  }
}

export function take(id: number): void {
  for (const { queryKey } of entries()) {
    if (queryKey[1] === "list") {
      queryClient.setQueryData<List>(queryKey, (data) =>
        data === undefined ? data : { ...data, pages: batches.without(data.pages, id) },
      )
    } else if (queryKey[1] === "span") {
      queryClient.setQueryData<ActivityAnswer[]>(queryKey, (data) => data?.filter((one) => one.id !== id))
    }
  }
}

/** Reads what is shown once more: a change of a series is one of many activities. */
export const again = () => void queryClient.invalidateQueries({ queryKey: ["activities"] })

/** Keeps what a page shows as it is now, for a component's life. */
export function followActivities(): void {
  onMount(() =>
    onCleanup(
      listen(
        ["activity"],
        (change) => {
          if (isChanging("activity", change.id)) return
          if (change.action === "deleted") take(change.id)
          else if (change.data === undefined) again()
          else hear(change.data as ActivityAnswer)
        },
        again,
      ),
    ),
  )
}

function hear(now: ActivityAnswer): void {
  const before = known(now.id)
  if (before === undefined || before.update_time <= now.update_time) put(now)
}
