/** Entries that are no records: each is written under its version, so that whoever comes second learns of it. */
import type * as z from "zod"
import type { If, Write } from "./commit.ts"
import { get, getMany, type Key, query } from "./table.ts"

export type Span = { limit?: number; after?: string | undefined; backwards?: boolean }

export function entriesOf<T extends { version: number }>(kind: string, schema: z.ZodType<T>) {
  return {
    find: async (key: Key): Promise<T | undefined> => {
      const item = await get(key)
      return item === undefined ? undefined : schema.parse(item)
    },
    /** Those of some keys that are there, in their order. */
    findMany: async (keys: readonly Key[]): Promise<T[]> =>
      (await getMany(keys)).flatMap((item) => (item === undefined ? [] : [schema.parse(item)])),
    /** A page of a partition in key order, or backwards; `next` is where the following page starts. */
    list: async (pk: string, { limit, after, backwards = false }: Span = {}) => {
      const page = await query({
        pk: { name: "pk", value: pk },
        backwards,
        ...(limit && { limit }),
        ...(after !== undefined && { after: { pk, sk: after } }),
      })
      const next = page.next === undefined ? undefined : page.items.at(-1)?.sk
      return { entries: page.items.map((item) => schema.parse(item)), next }
    },
    saving: (key: Key, entry: T, ttl?: number): Write => ({
      put: { ...key, kind, ...entry, ...(ttl !== undefined && { ttl }) },
      if: isAt(entry.version - 1),
    }),
    removing: (key: Key, entry: T): Write => ({ delete: { pk: key.pk, sk: key.sk }, if: isAt(entry.version) }),
  }
}

function isAt(version: number): If {
  if (version === 0) return { expression: "attribute_not_exists(pk)" }
  return { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": version } }
}
