/** v1's lists of persons and organizations. */

import type { RecordOf } from "../../shared/fact-sources.ts"
import { nameKey } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import { open } from "../data/store.ts"
import { askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { conditionsOf } from "../records/listing.ts"
import { listed, type Sort } from "./listed.ts"

type Query = {
  user_id?: number | undefined
  filter_id?: number | undefined
  first_char?: string | undefined
  sort: Sort[]
  start: number
  limit: number
}

export function contacts<K extends "person" | "organization">(
  actor: Actor,
  kind: K,
  query: Query,
): Promise<{ records: RecordOf[K][]; more: boolean }> {
  const { user_id, filter_id, first_char, sort, start, limit } = query
  if (filter_id !== undefined) return filtered(actor, kind, filter_id, query)
  if (first_char !== undefined) return startingWith(actor, kind, nameKey(first_char), { ...query, user_id })
  return listed(actor, { kind, conditions: conditionsOf({ owner_id: user_id }), sort, start, limit })
}

/** Those of a filter, which stands for whose they are. */
async function filtered<K extends "person" | "organization">(
  actor: Actor,
  kind: K,
  filter_id: number,
  { first_char, sort, start, limit }: Query,
) {
  const asked = await askedOf(actor, kind, { filter_id })
  if (first_char === undefined) return listed(actor, { kind, asked, sort, start, limit })
  const begins = plainly({ field: "name", operator: "starts_with", value: first_char })
  return listed(actor, { kind, asked: [...asked, begins], sort: [{ field: "name", direction: "asc" }], start, limit })
}

/** Those whose names begin with a letter, by name: their index is in that order. */
async function startingWith<K extends "person" | "organization">(
  actor: Actor,
  kind: K,
  letter: string,
  { user_id, start, limit }: Query,
) {
  // no name begins with a space
  if (letter === "") return { records: [], more: false }
  const store = open(actor)
  const records: RecordOf[K][] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await store.startingWith(kind, letter, after)
    const found = (await store.getMany(kind, page.ids)) as RecordOf[K][]
    records.push(
      ...found.filter(
        (one) =>
          one.deletedAt === undefined && canSee(actor, one) && (user_id === undefined || one.ownerId === user_id),
      ),
    )
    after = page.next
  } while (after !== undefined && records.length <= start + limit)
  return { records: records.slice(start, start + limit), more: records.length > start + limit || after !== undefined }
}
