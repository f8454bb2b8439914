import { randomUUID } from "node:crypto"
import type { Context } from "../family.ts"
import type { Blobs } from "./blobs.ts"
import type { Checksum } from "./checksum.ts"
import { refusal } from "./refusal.ts"

type Upload = {
  bucket: string
  key: string
  at: number
  headers: Record<string, string>
  tags?: Record<string, string>
}
export type Part = { number: number; blob: string; size: number; etag: string; at: number; checksum?: Checksum }

/** Multipart uploads that are neither completed nor aborted. */
export type Uploads = {
  begin(upload: Omit<Upload, "at">): string
  /** Throws NoSuchUpload unless the upload is of this key. */
  find(id: string, bucket: string, key: string): Upload
  /** Keeps a draft as a part, in place of the one with its number. */
  addPart(id: string, part: Omit<Part, "at">): void
  parts(id: string): Part[]
  /** Forgets the upload and removes its parts. */
  end(id: string): void
  list(): Iterable<[id: string, upload: Upload]>
  blobs(): Iterable<string>
}

export function openUploads(context: Context, blobs: Blobs): Uploads {
  const uploads = context.state.records<Upload>("s3-uploads")
  const parts = context.state.records<Part>("s3-parts")
  const partsOf = (id: string): [string, Part][] => [...parts.list(`${id}/`)]
  return {
    begin(upload) {
      const id = randomUUID().replaceAll("-", "")
      uploads.put(id, { ...upload, at: context.now() })
      return id
    },
    find(id, bucket, key) {
      const upload = uploads.get(id)
      if (upload?.bucket === bucket && upload.key === key) return upload
      throw missing()
    },
    addPart(id, part) {
      const record = `${id}/${String(part.number).padStart(5, "0")}`
      const replaced = parts.get(record)
      if (uploads.get(id) === undefined) {
        blobs.remove(part.blob)
        throw missing()
      }
      blobs.keep(part.blob)
      parts.put(record, { ...part, at: context.now() })
      if (replaced !== undefined) blobs.remove(replaced.blob)
    },
    parts: (id) => partsOf(id).map(([, part]) => part),
    end(id) {
      const ended = partsOf(id)
      context.state.atomically(() => {
        uploads.delete(id)
        for (const [record] of ended) parts.delete(record)
      })
      for (const [, part] of ended) blobs.remove(part.blob)
    },
    list: () => uploads.list(),
    *blobs() {
      for (const [, part] of parts.list()) yield part.blob
    },
  }
}

function missing(): Error {
  return refusal("NoSuchUpload", "The specified multipart upload does not exist.")
}
