/** What was seen last, kept on this device per person and workspace: the app shows it at once, and when the server is away. */
import { dehydrate, hydrate, type Query } from "@tanstack/solid-query"
import { clear, createStore, get, set, type UseStore } from "idb-keyval"
import { queryClient } from "./queries.ts"
import { type Seat, seat } from "./seat.ts"

/** Queries that are kept, by the first part of their key, and how many of each, the latest. */
const MOST: Record<string, number> = {
  setup: 1,
  board: 3,
  deal: 20,
  person: 20,
  organization: 20,
  record: 60,
  contacts: 2,
  activities: 4,
}
const CARDS = 60
/** Changes with which what was kept can no longer be read. */
const SHAPE = 4
/** Milliseconds for which what was recalled and not looked at stays. */
const STAYS = 24 * 60 * 60_000
/** Milliseconds until a change is kept. */
const SOON = 1000

let opened: UseStore | undefined
const store = () => {
  opened ??= createStore("halyard", "kept")
  return opened
}
const nameOf = ({ workspace, user }: Seat) => `${SHAPE}.${workspace}.${user}`

/** Puts what was kept for whoever sits here into the cache; it counts as outdated, so it is read again when it can be. */
export async function recall(): Promise<void> {
  const here = seat()
  if (here === undefined) return
  const state = await get(nameOf(here), store()).catch(() => undefined)
  if (state === undefined) return
  hydrate(queryClient, state, { defaultOptions: { queries: { gcTime: STAYS } } })
  await queryClient.invalidateQueries({ refetchType: "none" })
}

/** Keeps what is seen from now on. Answers how to stop. */
export function keep(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    const here = seat()
    if (here === undefined) return
    const kept = latest()
    const state = dehydrate(queryClient, { shouldDehydrateQuery: (query) => kept.has(query.queryHash) })
    void set(nameOf(here), { ...state, queries: state.queries.map(shortened) }, store()).catch(() => undefined)
  }
  const stop = queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type === "updated" && isKept(query)) timer ??= setTimeout(write, SOON)
  })
  const leaving = () => document.visibilityState === "hidden" && timer !== undefined && write()
  document.addEventListener("visibilitychange", leaving)
  return () => {
    clearTimeout(timer)
    stop()
    document.removeEventListener("visibilitychange", leaving)
  }
}

/** Of a board that was scrolled far, the first cards of each column are kept. */
function shortened<Q extends { queryKey: readonly unknown[]; state: { data?: unknown } }>(query: Q): Q {
  if (query.queryKey[0] !== "board") return query
  const { columns } = query.state.data as { columns: { cards: unknown[] }[] }
  const first = columns.map((column) => ({ ...column, cards: column.cards.slice(0, CARDS) }))
  return { ...query, state: { ...query.state, data: { columns: first } } }
}

/** Nothing stays on this device. */
export async function forget(): Promise<void> {
  queryClient.clear()
  await clear(store()).catch(() => undefined)
}

const familyOf = (query: Query) => String(query.queryKey[0])
const isKept = (query: Query) => query.state.status === "success" && familyOf(query) in MOST

function latest(): Set<string> {
  const queries = queryClient.getQueryCache().findAll({ predicate: isKept })
  const newest = queries.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  const taken: Record<string, number> = {}
  return new Set(
    newest
      .filter((query) => {
        const family = familyOf(query)
        taken[family] = (taken[family] ?? 0) + 1
        return (taken[family] ?? 0) <= (MOST[family] ?? 0)
      })
      .map((query) => query.queryHash),
  )
}
