/** Contacts and products in the order of their names, and how many open deals a contact has. */
import * as z from "zod"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { canSee } from "../../shared/permission.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { type Listed, MOST_QUERIES } from "./listing.ts"

type Contact = "person" | "organization"

const Position = z.object({ at: z.record(z.string(), z.string()) })
/** Deals of one contact that are looked at. */
const MOST_DEALS = 200

export async function byName<K extends Contact | "product">(
  actor: Actor,
  kind: K,
  query: {
    limit: number
    cursor?: string | undefined
    backwards?: boolean
    keeps?: (record: RecordOf[K]) => boolean
  },
): Promise<Listed<RecordOf[K]>> {
  const store = open(actor)
  const records: RecordOf[K][] = []
  let after: Record<string, unknown> | undefined = fromCursor(query.cursor, Position)?.at
  for (let queries = 0; queries < MOST_QUERIES; queries++) {
    const page = await store.names(kind, after, query.limit - records.length, query.backwards)
    const ids = page.names.map((one) => one.id)
    const found = (await store.getMany(kind, ids)) as RecordOf[K][]
    records.push(
      ...found.filter(
        (record) => record.deletedAt === undefined && canSee(actor, record) && (query.keeps?.(record) ?? true),
      ),
    )
    after = page.next
    if (after === undefined || records.length >= query.limit) break
  }
  return { records, nextCursor: after === undefined ? null : toCursor({ at: after }) }
}

/** Open deals of each of some contacts that the actor may see. */
export async function openDeals(actor: Actor, kind: Contact, ids: readonly number[]): Promise<Map<number, number>> {
  const store = open(actor)
  const pages = await Promise.all(ids.map((id) => store.edges(kind, id, "deal#", { limit: MOST_DEALS })))
  const dealIds = pages.map((page) => page.items.map((item) => Number(item.id)))
  const deals = await store.getMany("deal", [...new Set(dealIds.flat())], false)
  const isOpen = new Set(deals.filter((deal) => deal.status === "open" && canSee(actor, deal)).map((deal) => deal.id))
  return new Map(ids.map((id, i) => [id, (dealIds[i] ?? []).filter((dealId) => isOpen.has(dealId)).length]))
}
