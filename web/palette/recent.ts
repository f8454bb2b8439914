/** What was opened last, on this device, per person and workspace. */
import { createEffect, createSignal, onCleanup, untrack } from "solid-js"
import { queryClient } from "../app/queries.ts"
import { seat } from "../app/seat.ts"

export type RecentKind = "deal" | "person" | "organization"
export type Recent = { kind: RecentKind; id: number; name: string; note: string }

const MOST = 12
const PATHS: Record<string, RecentKind> = { deals: "deal", persons: "person", organizations: "organization" }

const keyOf = () => `halyard.recent.${seat()?.workspace}.${seat()?.user}`
const [recents, setRecents] = createSignal<readonly Recent[]>([])

export { recents }

/** Reads anew what another tab may have added. */
export function readRecents(): void {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(keyOf()) ?? "[]")
    setRecents(Array.isArray(known) ? known.filter(isRecent) : [])
  } catch {
    setRecents([])
  }
}

function isRecent(value: unknown): value is Recent {
  const one = value as Partial<Recent> | null
  return (
    typeof one?.id === "number" && typeof one.name === "string" && Object.values(PATHS).includes(one.kind ?? "deal")
  )
}

function remember(one: Recent): void {
  readRecents()
  const rest = untrack(recents).filter((other) => other.kind !== one.kind || other.id !== one.id)
  const next = [one, ...rest].slice(0, MOST)
  localStorage.setItem(keyOf(), JSON.stringify(next))
  setRecents(next)
}

/** Remembers each record whose page is opened, once its name is known. */
export function rememberVisits(pathname: () => string): void {
  createEffect(() => {
    const [, section = "", number = ""] = /^\/(\w+)\/(\d+)/.exec(pathname()) ?? []
    const kind = PATHS[section]
    if (kind === undefined) return
    const note = () => {
      const found = visited(kind, Number(number))
      if (found === undefined) return false
      remember(found)
      return true
    }
    if (note()) return
    const stop = queryClient.getQueryCache().subscribe(({ type }) => {
      if (type === "updated" && note()) stop()
    })
    onCleanup(stop)
  })
}

function visited(kind: RecentKind, id: number): Recent | undefined {
  const data = queryClient.getQueryData<Record<string, unknown>>([kind, id])
  const name = data?.title ?? data?.name
  if (typeof name !== "string") return undefined
  const notes = [data?.org_name, data?.person_name].filter((part) => typeof part === "string" && part !== "")
  return { kind, id, name, note: notes.join(" · ") }
}
