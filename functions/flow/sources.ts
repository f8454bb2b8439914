/**
 * What a flow is merged from: the edges of each kind and the log, each the newest first and read from a place on. An edge says
 * when its record happened, so that only what is shown is loaded.
 */
import { keys } from "../data/patterns.ts"
import type { Store } from "../data/store.ts"
import type { Item } from "../data/table.ts"
import { LogItem } from "../records/history.ts"

export type Of = { kind: "deal" | "person" | "organization"; id: number }
export type Entry = { time: string; place: string } & (
  | { type: "activity" | "note" | "file"; id: number }
  | { type: "change"; change: LogItem }
)
/** `more` says that entries follow after the last of these. */
export type Read = { entries: Entry[]; more: boolean }
export type Source = (store: Store, of: Of, after: string | undefined, limit: number) => Promise<Read>

/** Planned activities of one record that a flow looks at: those due first. */
const MOST_PLANNED = 1000

export const SOURCES = {
  planned: { type: "activity", read: planned },
  done: { type: "activity", read: edges("activity", "activity#done#") },
  note: { type: "note", read: edges("note", "note#") },
  file: { type: "file", read: edges("file", "file#") },
  change: { type: "change", read: changes },
} as const satisfies Record<string, { type: Entry["type"]; read: Source }>

export type SourceName = keyof typeof SOURCES

function edges(type: "activity" | "note" | "file", prefix: string): Source {
  return async (store, { kind, id }, after, limit) => {
    const from = after === undefined ? undefined : { pk: keys.edges(store.workspaceId, kind, id), sk: after }
    const page = await store.edges(kind, id, prefix, { backwards: true, limit, ...(from && { after: from }) })
    return { entries: page.items.map((edge) => entryOf(type, edge)), more: page.next !== undefined }
  }
}

function entryOf(type: "activity" | "note" | "file", { id, at, sk }: Item): Entry {
  return { type, id: Number(id), time: String(at), place: sk }
}

/** Their edges are in the order in which they are due, so that they are put in order of when they were added here. */
async function planned(store: Store, { kind, id }: Of, after: string | undefined, limit: number): Promise<Read> {
  const { items } = await store.edges(kind, id, "activity#open#", { limit: MOST_PLANNED })
  const entries = items
    .map((edge) => ({ ...entryOf("activity", edge), place: `${edge.at}#${String(edge.sk).slice(-12)}` }))
    .filter(({ place }) => after === undefined || place < after)
    .sort((a, b) => (a.place < b.place ? 1 : -1))
  return { entries: entries.slice(0, limit), more: entries.length > limit }
}

async function changes(store: Store, { kind, id }: Of, after: string | undefined, limit: number): Promise<Read> {
  const from = after === undefined ? undefined : { pk: keys.log(store.workspaceId, kind, id), sk: after }
  const page = await store.log(kind, id, { limit, ...(from && { after: from }) })
  const entries = page.items.map((item): Entry => {
    const change = LogItem.parse(item)
    return { type: "change", change, time: change.at, place: item.sk }
  })
  return { entries, more: page.next !== undefined }
}
