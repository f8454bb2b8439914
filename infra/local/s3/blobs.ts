/**
 * Content on disk. A blob is written under `partial/` and moved to `objects/` in the moment its record is written; after
 * that it never changes. Its name is random, so no key reaches the file system. What a killed process leaves is a file
 * nobody refers to: `partial/` is emptied at the start, and `sweep` removes the rest.
 */
import { randomUUID } from "node:crypto"
import { createReadStream, linkSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs"
import { open } from "node:fs/promises"
import { join } from "node:path"
import type { Readable } from "node:stream"

export type Blobs = {
  /** Writes a stream to the disk; leaves nothing when the stream fails. The draft is lost unless it is kept. */
  draft(chunks: AsyncIterable<Uint8Array>): Promise<string>
  /** A draft with the content of a kept blob. */
  duplicate(blob: string): string
  keep(blob: string): void
  /** Removes a blob, kept or not. */
  remove(blob: string): void
  /** A stream of bytes `first` to `last` of a kept blob, which stays readable when the blob is removed meanwhile. */
  read(blob: string, first?: number, last?: number): Readable
  /** Removes the kept blobs that are not `inUse`, which is asked after the disk has been looked at. */
  sweep(inUse: () => Set<string>): number
}

export function openBlobs(dir: string): Blobs {
  const partial = join(dir, "partial")
  const objects = join(dir, "objects")
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  mkdirSync(objects, { recursive: true })

  return {
    async draft(chunks) {
      const blob = randomUUID()
      const path = join(partial, blob)
      const file = await open(path, "wx")
      try {
        for await (const chunk of chunks) await file.writeFile(chunk)
      } catch (error) {
        rmSync(path, { force: true })
        throw error
      } finally {
        await file.close()
      }
      return blob
    },
    duplicate(blob) {
      const copy = randomUUID()
      linkSync(join(objects, blob), join(partial, copy))
      return copy
    },
    keep: (blob) => renameSync(join(partial, blob), join(objects, blob)),
    remove(blob) {
      rmSync(join(partial, blob), { force: true })
      rmSync(join(objects, blob), { force: true })
    },
    read(blob, first = 0, last = Number.POSITIVE_INFINITY) {
      const path = join(objects, blob)
      return createReadStream(path, { fd: openSync(path, "r"), start: first, end: last })
    },
    sweep(inUse) {
      const found = readdirSync(objects)
      const used = inUse()
      const orphans = found.filter((blob) => !used.has(blob))
      for (const orphan of orphans) rmSync(join(objects, orphan), { force: true })
      return orphans.length
    },
  }
}
