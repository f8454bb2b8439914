/** What a mapping asks for that a workspace does not have: gathered while rows are tried, made before they are written. */
import type { Additions } from "../../shared/import-check.ts"
import { nameKey } from "../../shared/organization.ts"

type Kept = { [K in keyof Additions]: Map<string, Additions[K][number]> }

type Limit = { prefix: string; most: number }

export type Wanted = {
  /** Notes one thing, once; answers whether it may be had: there are at most `most` whose keys begin alike. */
  add<K extends keyof Additions>(kind: K, key: string, thing: Additions[K][number], limit?: Limit): boolean
  all(): Additions
}

/** `may` says what the importer is allowed to add. */
export function wanted(may: { [K in keyof Additions]: boolean }): Wanted {
  const kept: Kept = {
    pipelines: new Map(),
    stages: new Map(),
    fields: new Map(),
    users: new Map(),
    labels: new Map(),
    options: new Map(),
  }
  return {
    add: (kind, key, thing, limit) => {
      if (!may[kind]) return false
      const name = nameKey(key)
      if (kept[kind].has(name)) return true
      if (limit !== undefined && alike(kept[kind].keys(), limit.prefix) >= limit.most) return false
      kept[kind].set(name, thing)
      return true
    },
    all: () => ({
      pipelines: [...kept.pipelines.values()],
      stages: [...kept.stages.values()],
      fields: [...kept.fields.values()],
      users: [...kept.users.values()],
      labels: [...kept.labels.values()],
      options: [...kept.options.values()],
    }),
  }
}

function alike(keys: Iterable<string>, prefix: string): number {
  let count = 0
  for (const key of keys) if (key.startsWith(prefix)) count++
  return count
}
