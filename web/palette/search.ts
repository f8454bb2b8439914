/** What the server finds for what is typed: asked when the hand rests, kept while the next answer is on its way. */
import { createEffect, createSignal, on, onCleanup } from "solid-js"
import type { Hit, ItemHit } from "../../shared/api/search.ts"
import { call } from "../app/client.ts"

/** Milliseconds the hand rests before the server is asked. */
const RESTS = 120
/** Letters from which on it is asked. */
const LETTERS = 2
const LIMIT = 20
/** Kinds that have pages to go to. */
const KINDS = "deal,person,organization"
const isShown = (item: ItemHit): item is Hit => KINDS.split(",").includes(item.type)

export function createSearch(typed: () => string) {
  const known = new Map<string, readonly Hit[]>()
  const [hits, setHits] = createSignal<readonly Hit[]>([])
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  createEffect(
    on(typed, (text) => {
      const term = text.trim()
      setProblem(undefined)
      const before = term.length < LETTERS ? [] : known.get(term)
      setBusy(before === undefined)
      if (before !== undefined) {
        setHits(before)
        return
      }
      const asked = new AbortController()
      const timer = setTimeout(() => void ask(term, asked.signal), RESTS)
      onCleanup(() => {
        clearTimeout(timer)
        asked.abort()
      })
    }),
  )
  async function ask(term: string, signal: AbortSignal): Promise<void> {
    try {
      const { data } = await call(
        "GET /api/v2/itemSearch",
        { query: { term, limit: LIMIT, item_types: KINDS } },
        signal,
      )
      const found = data.items.flatMap(({ item }) => (isShown(item) ? [item] : []))
      known.set(term, found)
      if (signal.aborted) return
      setHits(found)
    } catch (error) {
      if (signal.aborted) return
      setHits([])
      setProblem(error instanceof Error ? error.message : "The search failed")
    }
    setBusy(false)
  }
  return { hits, busy, problem }
}
