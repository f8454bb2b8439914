/** Names of the deals, people and organizations that activities point at, read many at a time and kept. */
import { createSignal, onCleanup, onMount } from "solid-js"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"

export type NameKind = "deal" | "person" | "organization"
export type Named = { id: number; name: string }

/** Ids that one request may name. */
const MOST = 100

const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map())
const asked = new Set<string>()
const waiting: Record<NameKind, Set<number>> = { deal: new Set(), person: new Set(), organization: new Set() }
let planned = false

const keyOf = (kind: NameKind, id: number) => `${kind}:${id}`

const READ: Record<NameKind, (ids: string) => Promise<Named[]>> = {
  deal: async (ids) =>
    (await call("GET /api/v2/deals", { query: { ids, limit: MOST } })).data.map(({ id, title }) => ({
      id,
      name: title,
    })),
  person: async (ids) =>
    (await call("GET /api/v2/persons", { query: { ids, limit: MOST } })).data.map(({ id, name }) => ({ id, name })),
  organization: async (ids) =>
    (await call("GET /api/v2/organizations", { query: { ids, limit: MOST } })).data.map(({ id, name }) => ({
      id,
      name,
    })),
}

/** The name of a record; undefined until it is known, and when it is not to be found. */
export function nameOf(kind: NameKind, id: number | null | undefined): string | undefined {
  if (id === null || id === undefined) return undefined
  const name = names().get(keyOf(kind, id))
  if (name === undefined) want(kind, id)
  return name
}

export function remember(kind: NameKind, known: readonly Named[]): void {
  setNames((before) => {
    const after = new Map(before)
    for (const { id, name } of known) after.set(keyOf(kind, id), name)
    return after
  })
}

function want(kind: NameKind, id: number): void {
  if (asked.has(keyOf(kind, id))) return
  asked.add(keyOf(kind, id))
  waiting[kind].add(id)
  if (planned) return
  planned = true
  queueMicrotask(read)
}

function read(): void {
  planned = false
  for (const kind of ["deal", "person", "organization"] as const) {
    const ids = [...waiting[kind]]
    waiting[kind].clear()
    for (let at = 0; at < ids.length; at += MOST) void some(kind, ids.slice(at, at + MOST))
  }
}

async function some(kind: NameKind, ids: number[]): Promise<void> {
  try {
    remember(kind, await READ[kind](ids.join()))
  } catch {
    for (const id of ids) asked.delete(keyOf(kind, id))
  }
}

/** Hears of new names, for a component's life. */
export function followNames(): void {
  const heard = (kind: string, id: number, data: unknown) => {
    const { title, name } = (data ?? {}) as { title?: string; name?: string }
    const now = title ?? name
    if (now !== undefined && names().has(`${kind}:${id}`)) remember(kind as NameKind, [{ id, name: now }])
  }
  onMount(() =>
    onCleanup(
      listen(
        ["deal", "person", "organization"],
        (change) => heard(change.kind, change.id, change.data),
        () => asked.clear(),
      ),
    ),
  )
}
