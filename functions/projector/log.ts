import { writeAll } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import type { LogItem } from "../records/history.ts"
import { differences } from "./difference.ts"
import type { Image } from "./image.ts"

/** Writes what each version changed: an item per version, so that writing it again is the same. */
export async function log(images: readonly Image[]): Promise<void> {
  const entries = images.flatMap((image) => {
    const { before, after } = image
    if (before === undefined || after === undefined || before.version === after.version) return []
    const fields = differences(image.kind, before as never, after as never)
    if (fields.length === 0) return []
    const entry: LogItem = { version: after.version, at: after.changedAt, by: after.changedBy, via: after.via, fields }
    return [{ put: { ...keys.logEntry(image.w, image.kind, image.id, after.version), ...entry } }]
  })
  await writeAll(entries)
}
