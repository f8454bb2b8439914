import { writeAll } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { getMany } from "../data/table.ts"
import type { LogItem } from "../records/history.ts"
import { differences } from "./difference.ts"
import type { Image } from "./image.ts"

/**
 * Writes what each version changed: an item per version, so that writing it again is the same. What arrives after its record is
 * gone for good, and its log with it, leaves nothing.
 */
export async function log(images: readonly Image[]): Promise<void> {
  const entries = eachOnce(images).flatMap((image) => {
    const { before, after } = image
    if (before === undefined || after === undefined || before.version === after.version) return []
    const fields = differences(image.kind, before as never, after as never)
    if (fields.length === 0) return []
    const entry: LogItem = { version: after.version, at: after.changedAt, by: after.changedBy, via: after.via, fields }
    const key = keys.logEntry(image.w, image.kind, image.id, after.version)
    return [{ key, put: { ...key, ...entry }, record: keys.any(image.w, image.kind, image.id) }]
  })
  await writeAll(entries.map(({ put }) => ({ put })))
  const records = await getMany(
    entries.map((entry) => entry.record),
    false,
  )
  await writeAll(entries.flatMap(({ key }, i) => (records[i] === undefined ? [{ delete: key }] : [])))
}

/** A batch write takes no key twice, but a batch may hold the same change twice. */
function eachOnce(images: readonly Image[]): Image[] {
  return [
    ...new Map(images.map((image) => [`${image.w} ${image.kind} ${image.id} ${image.after?.version}`, image])).values(),
  ]
}
