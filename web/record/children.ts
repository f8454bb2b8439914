/** What hangs on a record: its open activities, its notes, its history. Patched by what you and others do, without a flash. */
import { hashKey, type Query, useInfiniteQuery, useQuery } from "@tanstack/solid-query"
import { type Accessor, createEffect, onCleanup } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import type { FLOW_ITEMS, FlowItem } from "../../shared/api/flow.ts"
import type { NoteAnswer } from "../../shared/api/notes.ts"
import type { Page } from "../../shared/api/route.ts"
import type { Change } from "../../shared/change.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { ECHOES, mayBeEcho, whenNoneChanges } from "../app/own-changes.ts"
import { queryClient } from "../app/queries.ts"
import { hangsOn, linkTo, type Ref } from "./ref.ts"

export type FlowKind = (typeof FLOW_ITEMS)[number]

const MOST = 100
const PER_PAGE = 30
/** Milliseconds after which what follows from a change is written, too. */
const SETTLES = 900

const keyOf = (ref: Ref, what: string) => ["record", ref.kind, ref.id, what] as const
const FLOW = {
  deal: "GET /api/v2/deals/{id}/flow",
  person: "GET /api/v2/persons/{id}/flow",
  organization: "GET /api/v2/organizations/{id}/flow",
} as const

export function useOpenActivities(ref: Accessor<Ref>) {
  return useQuery<Page<ActivityAnswer[]>>(() => ({
    queryKey: keyOf(ref(), "open"),
    queryFn: () =>
      call("GET /api/v2/activities", {
        query: { ...linkTo(ref()), done: false, sort_by: "due_date", limit: MOST },
      }),
  }))
}

export function useNotes(ref: Accessor<Ref>) {
  return useQuery<Page<NoteAnswer[]>>(() => ({
    queryKey: keyOf(ref(), "notes"),
    queryFn: () => call("GET /api/v2/notes", { query: { ...linkTo(ref()), sort_direction: "desc", limit: MOST } }),
  }))
}

export function useFlow(ref: Accessor<Ref>, items: Accessor<readonly FlowKind[]>) {
  return useInfiniteQuery(() => ({
    queryKey: [...keyOf(ref(), "flow"), items().join()],
    queryFn: ({ pageParam }: { pageParam: string | undefined }): Promise<Page<FlowItem[]>> =>
      call(FLOW[ref().kind], {
        params: { id: ref().id },
        query: { limit: PER_PAGE, cursor: pageParam, ...(items().length > 0 && { items: items().join() }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<FlowItem[]>) => page.nextCursor ?? undefined,
  }))
}

/** Keeps what hangs on a record as it is now. */
export function followChildren(ref: Accessor<Ref>): void {
  createEffect(() => {
    const own = ref()
    let later: ReturnType<typeof setTimeout> | undefined
    let echoed: ReturnType<typeof setTimeout> | undefined
    const heard = (change: Change) => {
      if (change.kind === own.kind) {
        if (change.id !== own.id) return
        clearTimeout(later)
        later = setTimeout(() => refreshFlow(own), SETTLES)
        return refreshFlow(own)
      }
      if (!hangsOn(own, change.data as Record<string, unknown> | undefined)) return
      if (mayBeEcho(change)) {
        // read again when it is certain, instead of shown
        clearTimeout(echoed)
        echoed = setTimeout(() => refresh(own), ECHOES)
        return
      }
      if (change.kind === "activity") patchActivity(own, change.id, change.data as ActivityAnswer | undefined)
      if (change.kind === "note") patchNote(own, change.id, change.data as NoteAnswer | undefined)
      refreshFlow(own)
    }
    const stop = listen(["activity", "note", "file", own.kind], heard, () => refresh(own))
    onCleanup(() => {
      clearTimeout(later)
      clearTimeout(echoed)
      stop()
    })
  })
}

export function refresh(ref: Ref): void {
  again(["record", ref.kind, ref.id])
}

export function refreshFlow(ref: Ref): void {
  again(keyOf(ref, "flow"))
  for (const what of ["open", "notes"]) {
    const queryKey = keyOf(ref, what)
    if (stopped.delete(hashKey(queryKey))) again(queryKey)
  }
}

const again = (queryKey: readonly unknown[]) =>
  whenNoneChanges(hashKey(queryKey), () => void queryClient.invalidateQueries({ queryKey: [...queryKey] }))

/** Queries whose reading was stopped, to be read again when what stopped it is done. */
const stopped = new Set<string>()

/** Changes what is shown. What is being read at that moment may not know of the change yet: it would take it back. */
function patch<T>(queryKey: readonly unknown[], change: (page: T) => T): void {
  const page = queryClient.getQueryData<T>(queryKey)
  if (page === undefined) return
  if (queryClient.isFetching({ queryKey }) > 0) {
    stopped.add(hashKey(queryKey))
    void queryClient.cancelQueries({ queryKey })
  }
  queryClient.setQueryData<T>(queryKey, (now) => change(now ?? page))
}

const dueOf = (activity: ActivityAnswer) => `${activity.due_date}T${activity.due_time ?? ""}`

/** The open activities with one as it is now; without it when it is done or gone. */
export function patchActivity(ref: Ref, id: number, now: ActivityAnswer | undefined): void {
  patch<Page<ActivityAnswer[]>>(keyOf(ref, "open"), (page) => {
    const others = page.data.filter((one) => one.id !== id)
    if (now === undefined || now.done || now.is_deleted || !hangsOn(ref, now)) return { ...page, data: others }
    const data = [...others, now].sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : a.id - b.id))
    return { ...page, data }
  })
}

export function patchNote(ref: Ref, id: number, now: NoteAnswer | undefined): void {
  const gone = now === undefined || now.is_deleted
  patch<Page<NoteAnswer[]>>(keyOf(ref, "notes"), (page) => {
    const known = page.data.some((one) => one.id === id)
    const data = gone
      ? page.data.filter((one) => one.id !== id)
      : known
        ? page.data.map((one) => (one.id === id ? now : one))
        : [now, ...page.data]
    return { ...page, data }
  })
  patchFlow(ref, (item) =>
    item.type !== "note" || item.data.id !== id ? item : gone ? undefined : { ...item, data: now },
  )
}

/** Whether a query is being read that was read before: neither first of all nor its next page. */
const isAgain = ({ state }: Query) => state.data !== undefined && state.fetchMeta?.fetchMore === undefined

/** The history with each entry as `change` makes it; undefined takes it out. */
export function patchFlow(ref: Ref, change: (item: FlowItem) => FlowItem | undefined): void {
  type Pages = { pages: Page<FlowItem[]>[]; pageParams: unknown[] }
  const queryKey = keyOf(ref, "flow")
  // as in `patch`; the next page is not of before, and goes on
  void queryClient.cancelQueries({ queryKey, predicate: isAgain })
  queryClient.setQueriesData<Pages>({ queryKey }, (known) => {
    if (known === undefined) return known
    return {
      ...known,
      pages: known.pages.map((page) => ({ ...page, data: page.data.flatMap((item) => change(item) ?? []) })),
    }
  })
}
