/** A record's flow as v1 shows it: each changed field is an entry of its own. */

import { FLOW_ITEMS, type FlowItem } from "../../shared/api/flow.ts"
import { v1Activity } from "../../shared/api/v1/activity.ts"
import { type Refs, relatedObjects } from "../../shared/api/v1/around.ts"
import { v1File } from "../../shared/api/v1/file.ts"
import { v1Note } from "../../shared/api/v1/note.ts"
import type { V1FlowItem, V1FlowQuery } from "../../shared/api/v1/of-record.ts"
import { v1Time } from "../../shared/api/v1/refs.ts"
import { pairId } from "../../shared/pair.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import * as flow from "../flow/flow.ts"
import type { Of } from "../flow/sources.ts"
import type { Actor } from "../platform/actor.ts"
import { around } from "./around.ts"
import { instancesOf } from "./instances.ts"
import { pageFrom, paginationOf } from "./pages.ts"

type Source = (typeof FLOW_ITEMS)[number]

const ASKED: Record<string, Source> = {
  activity: "activity",
  plannedActivity: "activity",
  note: "note",
  file: "file",
  change: "change",
  dealChange: "change",
  personChange: "change",
  organizationChange: "change",
}

/** Entries of a flow that are read at a time. */
const AT_ONCE = 100

type Piece = Exclude<FlowItem, { type: "change" }> | { type: "field"; time: string; data: Field }
type Field = { version: number; by: number; source: string; key: string; from: unknown; to: unknown; at: number }

export async function flowOf(actor: Actor, about: Of, query: V1FlowQuery) {
  const names = query.items?.split(",").map((name) => name.trim())
  const items = names === undefined ? FLOW_ITEMS : FLOW_ITEMS.filter((one) => names.some((name) => ASKED[name] === one))
  const custom = new Set((await setupOf(actor)).fields.map((field) => field.key))
  const page = await pageFrom(query, async (cursor) => {
    if (items.length === 0) return { data: [], nextCursor: null }
    const found = await flow.of(actor, about, { items: [...items], limit: AT_ONCE, cursor })
    const pieces = found.data.flatMap(piecesOf)
    const all = query.all_changes === true
    return { data: pieces.filter((one) => all || !isCustom(one, custom)), nextCursor: found.nextCursor }
  })
  const { data, related_objects } = await shown(actor, about, page.data)
  return { data, additional_data: paginationOf(page), related_objects }
}

function piecesOf(item: FlowItem): Piece[] {
  if (item.type !== "change") return [item]
  const { version, actor_user_id: by, change_source: source, fields } = item.data
  return fields.map(({ field_key: key, old_value: from, new_value: to }, at) => ({
    type: "field",
    time: item.time,
    data: { version, by, source, key, from, to, at },
  }))
}

const isCustom = (piece: Piece, custom: ReadonlySet<string>) => piece.type === "field" && custom.has(piece.data.key)

async function shown(actor: Actor, about: Of, pieces: readonly Piece[]) {
  const store = open(actor)
  const ids = (type: Piece["type"]) =>
    pieces.flatMap((one) => (one.type === type ? [one.data] : [])) as { id: number }[]
  const [activities, notes, files] = await Promise.all([
    store.getMany(
      "activity",
      ids("activity").map(({ id }) => id),
    ),
    store.getMany(
      "note",
      ids("note").map(({ id }) => id),
    ),
    store.getMany(
      "file",
      ids("file").map(({ id }) => id),
    ),
  ])
  const links = [...activities, ...notes, ...files]
  const [known, series] = await Promise.all([
    around(actor, { links: [...links, linkTo(about)] }),
    instancesOf(actor, activities),
  ])
  const find = <T extends { id: number }>(all: readonly T[], id: number) => all.find((one) => one.id === id)
  const data = pieces.flatMap((piece): V1FlowItem[] => {
    const timestamp = v1Time(piece.time) ?? ""
    if (piece.type === "field")
      return [{ object: `${about.kind}Change`, timestamp, data: fieldOf(about, piece.data, timestamp) }]
    if (piece.type === "activity") {
      const activity = find(activities, piece.data.id)
      if (activity === undefined) return []
      return [{ object: "activity", timestamp, data: v1Activity(activity, known, series.get(activity.id)) }]
    }
    if (piece.type === "note") {
      const note = find(notes, piece.data.id)
      return note === undefined ? [] : [{ object: "note", timestamp, data: v1Note(note, known) }]
    }
    const file = find(files, piece.data.id)
    return file === undefined ? [] : [{ object: "file", timestamp, data: v1File(file, known) }]
  })
  const refs: Refs = {
    users: [
      ...links.map((one) => one.ownerId),
      ...pieces.flatMap((one) => (one.type === "field" ? [one.data.by] : [])),
    ],
    persons: links.map((one) => one.personId),
    organizations: links.map((one) => one.organizationId),
    deals: links.map((one) => one.dealId),
  }
  return { data, related_objects: relatedObjects(known, refs) }
}

function linkTo({ kind, id }: Of) {
  return {
    ...(kind === "deal" && { dealId: id }),
    ...(kind === "person" && { personId: id }),
    ...(kind === "organization" && { organizationId: id }),
  }
}

function fieldOf(about: Of, { version, by, source, key, from, to, at }: Field, time: string) {
  return {
    id: pairId(version, at),
    item_id: about.id,
    user_id: by,
    field_key: key,
    old_value: from,
    new_value: to,
    is_bulk_update_flag: source === "import" ? 1 : null,
    log_time: time,
    change_source: source,
    change_source_user_agent: null,
    additional_data: {},
  }
}
