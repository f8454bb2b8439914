/** The records of one workspace. Opened for an actor; there is no way from here into another workspace. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import { SEGMENT_IDS } from "../../shared/facts.ts"
import { Problem } from "../../shared/problem.ts"
import type { Kind, RecordKind } from "../../shared/record.ts"
import { ConditionFailed, commit, increase, type Write } from "./commit.ts"
import { type Everything, edgesOf, itemOf, recordOf } from "./kinds.ts"
import { INDEX, idKey, keys, type Trailed } from "./patterns.ts"
import { get, getMany, type Item, query } from "./table.ts"

export type Store = ReturnType<typeof open>

/** What has ids of its own within a record. */
export type Counted = "variation" | "productImage" | "dealProduct" | "installment" | "group"

const PLANNED = "activity#open#"

/** When the activity behind an edge of `planned` is due, with its id. */
export function dueOfEdge(edge: Item): string {
  return edge.sk.slice(PLANNED.length)
}

/** A page of records and the cursor of the next, undefined on the last. */
export type Records<T> = { records: T[]; next: Record<string, unknown> | undefined }

export function open(actor: { workspaceId: string }) {
  const w = actor.workspaceId
  return {
    workspaceId: w,
    get: async <K extends Kind>(kind: K, id: number): Promise<Everything[K] | undefined> => {
      const item = await get(keys.any(w, kind, id))
      return item === undefined ? undefined : recordOf(kind, item)
    },
    /** Records by id, in that order, without those that are not there. */
    getMany: async <K extends Kind>(kind: K, ids: readonly number[], consistent = true): Promise<Everything[K][]> => {
      const items = await getMany(
        ids.map((id) => keys.any(w, kind, id)),
        consistent,
      )
      return items.flatMap((item) => (item === undefined ? [] : [recordOf(kind, item)]))
    },
    /** The next ids of a kind: one write, however many. */
    ids: async (kind: Kind | Counted, count = 1): Promise<number[]> => {
      const last = await increase({ add: keys.counter(w, kind), attribute: "last", by: count })
      return Array.from({ length: count }, (_, i) => last - count + 1 + i)
    },
    /** The highest id handed out. */
    lastId: async (kind: Kind): Promise<number> => Number((await get(keys.counter(w, kind)))?.last ?? 0),
    /** Records of one bucket of ids, between two ids (inclusive), in order. */
    bucket: async <K extends RecordKind>(
      kind: K,
      bucket: number,
      range: { from: number; to: number; limit: number; backwards: boolean },
    ): Promise<RecordOf[K][]> => {
      const { items } = await query({
        pk: { name: "pk", value: keys.bucket(w, kind, bucket) },
        sk: { name: "sk", from: idKey(range.from), to: idKey(range.to) },
        limit: range.limit,
        backwards: range.backwards,
      })
      return items.map((item) => recordOf(kind, item))
    },
    /** Every record of one bucket of ids, in order. */
    wholeBucket: async <K extends RecordKind>(kind: K, bucket: number): Promise<RecordOf[K][]> => {
      const records: RecordOf[K][] = []
      let after: Record<string, unknown> | undefined
      do {
        const page = await query({ pk: { name: "pk", value: keys.bucket(w, kind, bucket) }, ...(after && { after }) })
        for (const item of page.items) records.push(recordOf(kind, item))
        after = page.next
      } while (after !== undefined)
      return records
    },
    /** Records of a kind by the time they changed (or went to the trash). */
    recent: async <K extends RecordKind>(
      kind: K,
      range: {
        deleted?: boolean
        from?: string
        to?: string
        backwards?: boolean
        limit: number
        after?: Record<string, unknown>
      },
    ): Promise<Records<RecordOf[K]>> => {
      const page = await query({
        index: INDEX.recent.name,
        pk: { name: INDEX.recent.pk, value: keys.kind(w, kind, range.deleted === true) },
        sk: { name: INDEX.recent.sk, ...(range.from && { from: range.from }), ...(range.to && { to: range.to }) },
        backwards: range.backwards === true,
        limit: range.limit,
        ...(range.after && { after: range.after }),
      })
      return { records: await load(kind, page.items), next: page.next }
    },
    /** Ids of records in the trash, in the order in which they came there. */
    trash: async (kind: RecordKind, after?: Record<string, unknown>) => {
      const pk = { name: INDEX.recent.pk, value: keys.kind(w, kind, true) }
      const page = await query({ index: INDEX.recent.name, pk, ...(after && { after }) })
      return { ids: page.items.map((item) => Number(item.sk)), next: page.next }
    },
    /** Ids of persons or organizations whose name is `name` (compared without case and accents), oldest first. */
    named: async (kind: "person" | "organization", name: string, limit = 10): Promise<number[]> => {
      const page = await query({
        index: INDEX.named.name,
        pk: { name: INDEX.named.pk, value: keys.kind(w, kind, false) },
        sk: { name: INDEX.named.sk, startsWith: `${name.slice(0, 100)}#` },
        limit,
      })
      return page.items.map((item) => Number(item.sk))
    },
    /** A page of all names of a kind in order, as `named` compares them, with the ids that bear them. */
    names: async (
      kind: "person" | "organization" | "product",
      after?: Record<string, unknown>,
      limit?: number,
      backwards = false,
    ) => {
      const pk = { name: INDEX.named.pk, value: keys.kind(w, kind, false) }
      const more = { ...(after && { after }), ...(limit && { limit }) }
      const page = await query({ index: INDEX.named.name, pk, backwards, ...more })
      const names = page.items.map((item) => ({
        name: String(item[INDEX.named.sk]).slice(0, -13),
        id: Number(item.sk),
      }))
      return { names, next: page.next }
    },
    /** Ids of those whose names begin with a text, by name. */
    startingWith: async (kind: "person" | "organization", start: string, after?: Record<string, unknown>) => {
      const page = await query({
        index: INDEX.named.name,
        pk: { name: INDEX.named.pk, value: keys.kind(w, kind, false) },
        sk: { name: INDEX.named.sk, startsWith: start },
        limit: 500,
        ...(after && { after }),
      })
      return { ids: page.items.map((item) => Number(item.sk)), next: page.next }
    },
    /** Edges under a record whose sort key starts with `prefix` (`activity#open#`; all where it is empty), in key order or backwards. */
    edges: (
      kind: RecordKind,
      id: number,
      prefix: string,
      options: { limit?: number; backwards?: boolean; after?: Record<string, unknown> } = {},
    ) =>
      query({
        pk: { name: "pk", value: keys.edges(w, kind, id) },
        ...(prefix !== "" && { sk: { name: "sk", startsWith: prefix } }),
        ...options,
      }),
    /** Open activities under a record by due date; what they are due is the part of the key that `dueOfEdge` answers. */
    planned: (kind: RecordKind, id: number, range: { from: string; to: string; limit: number; backwards: boolean }) =>
      query({
        pk: { name: "pk", value: keys.edges(w, kind, id) },
        sk: { name: "sk", from: `${PLANNED}${range.from}`, to: `${PLANNED}${range.to}` },
        limit: range.limit,
        backwards: range.backwards,
      }),
    /** Whether anything hangs on a record. */
    hasEdges: async (kind: RecordKind, id: number): Promise<boolean> =>
      (await query({ pk: { name: "pk", value: keys.edges(w, kind, id) }, limit: 1 })).items.length > 0,
    countEdges: async (kind: RecordKind, id: number, prefix: string): Promise<number> =>
      (
        await query({
          pk: { name: "pk", value: keys.edges(w, kind, id) },
          sk: { name: "sk", startsWith: prefix },
          countOnly: true,
        })
      ).count,
    /** Cards of a stage in the board's order, within one range of places. */
    board: (stageId: number, range: { from: string; to: string; limit: number }) =>
      query({
        index: INDEX.board.name,
        pk: { name: INDEX.board.pk, value: keys.board(w, stageId) },
        sk: { name: INDEX.board.sk, from: range.from, to: range.to },
        limit: range.limit,
      }),
    /** A person's activities by due date. */
    agenda: (
      ownerId: number,
      done: boolean,
      range: { from?: string; to?: string; limit: number; backwards?: boolean; after?: Record<string, unknown> },
    ) =>
      query({
        index: INDEX.agenda.name,
        pk: { name: INDEX.agenda.pk, value: keys.agenda(w, ownerId, done) },
        sk: { name: INDEX.agenda.sk, ...(range.from && { from: range.from }), ...(range.to && { to: range.to }) },
        limit: range.limit,
        backwards: range.backwards === true,
        ...(range.after && { after: range.after }),
      }),
    /** Newest changes of a record first. */
    log: (kind: Kind, id: number, options: { limit: number; after?: Record<string, unknown> }) =>
      query({ pk: { name: "pk", value: keys.log(w, kind, id) }, backwards: true, ...options }),
    /** Who came to a record and went, the newest first. */
    trail: (kind: Kind, id: number, what: Trailed, options: { limit: number; after?: Record<string, unknown> }) =>
      query({
        pk: { name: "pk", value: keys.trail(w, kind, id) },
        sk: { name: "sk", startsWith: `${what}#` },
        backwards: true,
        ...options,
      }),
    /** Ids of records of a kind with the time each changed (or went to the trash), oldest first. */
    changes: async (kind: RecordKind, range: { deleted: boolean; from: string; after?: Record<string, unknown> }) => {
      const page = await query({
        index: INDEX.recent.name,
        pk: { name: INDEX.recent.pk, value: keys.kind(w, kind, range.deleted) },
        sk: { name: INDEX.recent.sk, from: range.from },
        ...(range.after && { after: range.after }),
      })
      const entries = page.items.map((item) => ({
        id: Number(item.sk),
        at: String(item[INDEX.recent.sk]).slice(0, 20),
      }))
      return { entries, next: page.next }
    },
    /** Saved filters of everyone. */
    filters: async () => {
      const { items } = await query({ pk: { name: "pk", value: keys.filters(w) } })
      return items.map((item) => recordOf("filter", item))
    },
    setup: async (): Promise<Item[]> => (await query({ pk: { name: "pk", value: keys.setup(w) } })).items,
    /** The writes that make or replace a record: itself (guarded by its version) and its edges. */
    saving: <K extends Kind>(kind: K, record: Everything[K], before?: Everything[K]): Write[] =>
      saving(w, kind, record, before),
    /** The items of a record that is not there yet: its edges, and itself. For `writeAll`, edges first. */
    itemsOf: <K extends Kind>(kind: K, record: Everything[K]): { edges: Item[]; item: Item } => ({
      edges: edgesOf(w, kind, record),
      item: itemOf(w, kind, record),
    }),
    commit,
  }

  async function load<K extends RecordKind>(kind: K, found: Item[]): Promise<RecordOf[K][]> {
    const items = await getMany(found.map(({ pk, sk }) => ({ pk, sk })))
    return items.flatMap((item) => (item === undefined ? [] : [recordOf(kind, item)]))
  }
}

function saving<K extends Kind>(w: string, kind: K, record: Everything[K], before: Everything[K] | undefined): Write[] {
  const put: Write = {
    put: itemOf(w, kind, record),
    if:
      before === undefined
        ? { expression: "attribute_not_exists(pk)" }
        : {
            expression: "#version = :version",
            names: { "#version": "version" },
            values: { ":version": before.version },
          },
  }
  const now = edgesOf(w, kind, record)
  const then = before === undefined ? [] : edgesOf(w, kind, before)
  const has = (list: { pk: string; sk: string }[], edge: { pk: string; sk: string }) =>
    list.some((one) => one.pk === edge.pk && one.sk === edge.sk)
  return [
    put,
    ...now.filter((edge) => !has(then, edge)).map((edge) => ({ put: edge as Item })),
    ...then.filter((edge) => !has(now, edge)).map(({ pk, sk }) => ({ delete: { pk, sk } })),
  ]
}

/** Loads, decides and commits, again when someone else changed the record in between: at most `most` times. */
export async function retrying<T>(attempt: () => Promise<T>, most = 6): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
      if (tries === most) throw new Problem("conflict", "Others are changing this record right now; try again")
      await new Promise((resolve) => setTimeout(resolve, 15 * tries * Math.random()))
    }
  }
}

/** The first and the last id of a bucket. */
export function idsOfBucket(bucket: number): { from: number; to: number } {
  return { from: bucket * SEGMENT_IDS, to: (bucket + 1) * SEGMENT_IDS - 1 }
}
