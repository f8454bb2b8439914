/** v1's lists of persons and organizations. */

import { refuse } from "../../shared/comparison.ts"
import type { RecordOf } from "../../shared/facts.ts"
import { nameKey } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import { open } from "../data/store.ts"
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
  if (filter_id !== undefined) throw refuse("filter_id", `no filter of ${kind}s has the id ${filter_id}`)
  if (first_char !== undefined) return startingWith(actor, kind, nameKey(first_char), { ...query, user_id })
  return listed(actor, { kind, conditions: conditionsOf({ owner_id: user_id }), sort, start, limit })
}

/** Those whose names begin with a letter, by name: their index is in that order. */
async function startingWith<K extends "person" | "organization">(
  actor: Actor,
  kind: K,
  letter: string,
  { user_id, start, limit }: Query,
) {
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
