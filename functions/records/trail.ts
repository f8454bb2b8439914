/** Who came to a record and who went, as the projector wrote it version by version. */
import * as z from "zod"
import type { Page } from "../../shared/api/route.ts"
import type { RecordKind } from "../../shared/record.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import type { Trailed } from "../data/patterns.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

export const Step = z.object({
  version: z.int(),
  at: z.string(),
  by: z.int(),
  added: z.array(z.int()),
  removed: z.array(z.int()),
})
export type Step = z.infer<typeof Step>

export type Came = { action: "added" | "removed"; id: number; by: number; at: string }

const Position = z.object({ at: z.record(z.string(), z.string()) })

/** The newest first. A page may hold a few more than `limit`: a version is not split. */
export async function trailOf(
  actor: Actor,
  record: { kind: RecordKind; id: number },
  what: Trailed,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Came[]>> {
  const after = fromCursor(query.cursor, Position)?.at
  const page = await open(actor).trail(record.kind, record.id, what, { limit: query.limit, ...(after && { after }) })
  const data = page.items.flatMap((item) => {
    const { by, at, added, removed } = Step.parse(item)
    const each = (action: Came["action"]) => (id: number) => ({ action, id, by, at })
    return [...removed.map(each("removed")), ...added.map(each("added"))]
  })
  return { data, nextCursor: page.next === undefined ? null : toCursor({ at: page.next }) }
}
