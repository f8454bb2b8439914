import type { Context } from "../family.ts"
import type { Matcher } from "../pattern.ts"
import type { BusEvent } from "./buses.ts"

export type Archive = { name: string; bus: string; matches: Matcher; retentionDays: number | undefined }

export type Archives = {
  add(archive: Archive): void
  /** Keeps the event in every archive of the bus whose pattern it matches. */
  store(bus: string, event: BusEvent): void
  /** Drops what is older than its archive keeps. */
  prune(): void
}

type Archived = { event: BusEvent; archivedAt: number }

const dayMs = 86_400_000

export function createArchives(context: Context): Archives {
  const records = context.state.records<Archived>("events.archive")
  const archives: Archive[] = []
  return {
    add: (archive) => void archives.push(archive),
    store(bus, event) {
      const archivedAt = context.now()
      for (const archive of archives) {
        if (archive.bus !== bus || !archive.matches(event)) continue
        records.put(`${archive.name}/${String(archivedAt).padStart(15, "0")}-${event.id}`, { event, archivedAt })
      }
    },
    prune() {
      for (const { name, retentionDays } of archives) {
        if (!retentionDays) continue
        const oldest = context.now() - retentionDays * dayMs
        for (const [key, { archivedAt }] of records.list(`${name}/`)) {
          if (archivedAt >= oldest) break
          records.delete(key)
        }
      }
    },
  }
}
