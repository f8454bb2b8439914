import * as z from "zod"
import { ChangelogEntry } from "../../shared/api/deals.ts"
import type { Page } from "../../shared/api/route.ts"
import type { RecordKind } from "../../shared/record.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

const Position = z.object({ at: z.record(z.string(), z.string()) })

/** What the projector wrote of one version of a record. */
export const LogItem = z.object({
  version: z.int(),
  at: z.string(),
  by: z.int(),
  via: z.string(),
  fields: z.array(z.object({ key: z.string(), from: z.json(), to: z.json() })),
})
export type LogItem = z.infer<typeof LogItem>

/** A record's changes field by field, newest first. A page may hold a few more than `limit`: a version is not split. */
export async function of(
  actor: Actor,
  kind: RecordKind,
  id: number,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ChangelogEntry[]>> {
  const after = fromCursor(query.cursor, Position)?.at
  const page = await open(actor).log(kind, id, { limit: query.limit, ...(after && { after }) })
  const data = page.items.flatMap((item) => {
    const entry = LogItem.parse(item)
    return entry.fields.map(({ key, from, to }) =>
      ChangelogEntry.parse({
        field_key: key,
        old_value: from,
        new_value: to,
        actor_user_id: entry.by,
        time: entry.at,
        change_source: entry.via,
        version: entry.version,
      }),
    )
  })
  return { data, nextCursor: page.next === undefined ? null : toCursor({ at: page.next }) }
}
