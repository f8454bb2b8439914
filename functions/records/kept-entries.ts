/** What admins keep few of for their workspace, by UUID, as templates: each change leaves a line in the audit log. */
import type * as z from "zod"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { entriesOf } from "../data/entries.ts"
import { open, retrying } from "../data/store.ts"
import type { Key } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"

type Entry = { id: string; version: number; name: string; addedAt: string; addedBy: number; changedAt: string }
type Content = { name: string }

type Kept<T extends Entry> = {
  /** As the audit log knows it. */
  kind: string
  schema: z.ZodType<T>
  most: number
  /** What people call one: "Template". */
  noun: string
  all: (w: string) => string
  one: (w: string, id: string) => Key
}

export function keptEntries<T extends Entry>({ kind, schema, most, noun, all, one }: Kept<T>) {
  const entries = entriesOf(kind, schema)
  const about = ({ id, name }: Entry) => ({ object: kind, objectId: id, name })

  const list = async ({ workspaceId }: Actor): Promise<T[]> => (await entries.list(all(workspaceId))).entries

  async function need({ workspaceId }: Actor, id: string): Promise<T> {
    const found = await entries.find(one(workspaceId, id))
    if (found === undefined) throw new Problem("not_found", `${noun} ${id} was not found`)
    return found
  }

  return {
    list,
    need,
    async add(actor: Actor, content: Content, now: number): Promise<T> {
      if ((await list(actor)).length >= most)
        throw new Problem("conflict", `There are ${most} already; delete one first`)
      const at = instant(now)
      const stamps = { id: uuidv7(now), version: 1, addedAt: at, addedBy: actor.userId, changedAt: at }
      const entry = schema.parse({ ...content, ...stamps })
      await open(actor).commit(
        entries.saving(one(actor.workspaceId, entry.id), entry),
        traced(actor, { action: "added", ...about(entry), fields: changesOf(undefined, content) }, now),
      )
      return entry
    },
    async change(actor: Actor, id: string, to: (before: T) => Content, now: number): Promise<T> {
      return retrying(async () => {
        const before = await need(actor, id)
        const { version, addedAt, addedBy } = before
        const stamps = { id, version: version + 1, addedAt, addedBy, changedAt: instant(now) }
        const after = schema.parse({ ...to(before), ...stamps })
        await open(actor).commit(
          entries.saving(one(actor.workspaceId, id), after),
          traced(actor, { action: "changed", ...about(after), fields: changesOf(before, after) }, now),
        )
        return after
      })
    },
    async remove(actor: Actor, id: string, now: number): Promise<{ id: string }> {
      await retrying(async () => {
        const before = await need(actor, id)
        await open(actor).commit(
          entries.removing(one(actor.workspaceId, id), before),
          traced(actor, { action: "deleted", ...about(before) }, now),
        )
      })
      return { id }
    },
  }
}
