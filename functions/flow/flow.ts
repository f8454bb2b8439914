/** A record's flow: the newest of each source, merged. A page reads at most `limit` entries of each and loads what it shows. */
import * as z from "zod"
import { activityAnswer } from "../../shared/api/activities.ts"
import { fileAnswer } from "../../shared/api/files.ts"
import { FLOW_ITEMS, type FlowItem, type FlowQuery } from "../../shared/api/flow.ts"
import { noteAnswer } from "../../shared/api/notes.ts"
import type { Page } from "../../shared/api/route.ts"
import { canSee, type Visible } from "../../shared/permission.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import type { LogItem } from "../records/history.ts"
import { type Entry, type Of, SOURCES, type SourceName } from "./sources.ts"

const NAMES = Object.keys(SOURCES) as [SourceName, ...SourceName[]]
/** Where each source goes on; one that is missing begins, one that is null is at its end. */
const Places = z.partialRecord(z.enum(NAMES), z.string().max(200).nullable())
type Places = z.infer<typeof Places>

type Stream = { name: SourceName; entries: Entry[]; more: boolean }

export async function of(actor: Actor, about: Of, query: FlowQuery): Promise<Page<FlowItem[]>> {
  const store = open(actor)
  const places = fromCursor(query.cursor, Places) ?? {}
  const wanted: readonly Entry["type"][] = query.items ?? FLOW_ITEMS
  const names = NAMES.filter((name) => wanted.includes(SOURCES[name].type) && places[name] !== null)
  const streams = await Promise.all(
    names.map(async (name) => ({
      name,
      ...(await SOURCES[name].read(store, about, places[name] ?? undefined, query.limit)),
    })),
  )
  const { taken, next } = merged(streams, places, query.limit)
  const over = streams.every(({ name }) => next[name] === null)
  return { data: await shown(store, actor, taken), nextCursor: over ? null : toCursor(next) }
}

/** The newest entries of all streams, and where each goes on. */
function merged(streams: readonly Stream[], places: Places, limit: number): { taken: Entry[]; next: Places } {
  const taken: Entry[] = []
  const read = new Map(streams.map(({ name }) => [name, 0]))
  const head = ({ name, entries }: Stream) => entries[read.get(name) ?? 0]
  // what a stream has not read yet may be newer than what the others have
  const isDry = (stream: Stream) => stream.more && head(stream) === undefined
  while (taken.length < limit && !streams.some(isDry)) {
    const [first] = streams
      .filter((stream) => head(stream) !== undefined)
      .sort((a, b) => ((head(a)?.time ?? "") < (head(b)?.time ?? "") ? 1 : -1))
    const entry = first === undefined ? undefined : head(first)
    if (first === undefined || entry === undefined) break
    taken.push(entry)
    read.set(first.name, (read.get(first.name) ?? 0) + 1)
  }
  const next: Places = { ...places }
  for (const { name, entries, more } of streams) {
    const count = read.get(name) ?? 0
    if (count === entries.length && !more) next[name] = null
    else if (count > 0) next[name] = entries[count - 1]?.place ?? null
  }
  return { taken, next }
}

/** What of some entries the actor may see, as the API shows it. */
async function shown(store: Store, actor: Actor, entries: readonly Entry[]): Promise<FlowItem[]> {
  const load = async <K extends "activity" | "note" | "file">(kind: K) => {
    const ids = entries.flatMap((entry) => (entry.type === kind ? [entry.id] : []))
    const records = ids.length === 0 ? [] : await store.getMany(kind, ids)
    return new Map(records.filter((record) => isSeen(actor, record)).map((record) => [record.id, record]))
  }
  const [activities, notes, files] = await Promise.all([load("activity"), load("note"), load("file")])
  return entries.flatMap((entry): FlowItem[] => {
    const { time } = entry
    if (entry.type === "change") return [{ type: "change", time, data: changeOf(entry.change) }]
    const activity = entry.type === "activity" ? activities.get(entry.id) : undefined
    if (activity !== undefined) return [{ type: "activity", time, data: activityAnswer(activity) }]
    const note = entry.type === "note" ? notes.get(entry.id) : undefined
    if (note !== undefined) return [{ type: "note", time, data: noteAnswer(note) }]
    const file = entry.type === "file" ? files.get(entry.id) : undefined
    return file === undefined ? [] : [{ type: "file", time, data: fileAnswer(file) }]
  })
}

function isSeen(actor: Actor, record: Visible & { deletedAt?: string | undefined }): boolean {
  return record.deletedAt === undefined && canSee(actor, record)
}

function changeOf({ version, by, via, fields }: LogItem) {
  return {
    version,
    actor_user_id: by,
    change_source: via,
    fields: fields.map(({ key, from, to }) => ({ field_key: key, old_value: from, new_value: to })),
  }
}
