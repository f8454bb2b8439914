import { randomUUID } from "node:crypto"
import type { Context } from "../family.ts"
import type { Announcements } from "./announcements.ts"
import type { Blobs } from "./blobs.ts"
import type { Bucket } from "./bucket.ts"
import type { Checksum } from "./checksum.ts"
import { refusal } from "./refusal.ts"

/** What is stored of an object. `headers` are the ones it is answered with: content-type, cache-control, x-amz-meta-* … */
export type Content = {
  blob: string
  size: number
  etag: string
  headers: Record<string, string>
  checksum?: Checksum
  tags?: Record<string, string>
}
export type ObjectVersion = Content & { id: string; at: number }
export type DeleteMarker = { id: string; at: number; deleted: true }
export type Version = ObjectVersion | DeleteMarker

export type Removal = { removed?: Version; marker?: DeleteMarker }

/** The index of what the buckets hold: one record a key, with its versions, newest first. */
export type Objects = {
  current(bucket: string, key: string): ObjectVersion | undefined
  /** The version asked for, or the current one; throws what S3 answers when there is none. */
  find(bucket: string, key: string, versionId?: string): ObjectVersion
  /** Keeps the draft `content.blob` as the newest version. `allowed` throws when the current version forbids it. */
  put(
    bucket: Bucket,
    key: string,
    content: Content,
    reason: string,
    allowed?: (now?: ObjectVersion) => void,
  ): ObjectVersion
  /** Removes one version, or the object: behind a marker when the bucket keeps versions. */
  remove(bucket: Bucket, key: string, reason: string, versionId?: string): Removal
  tag(bucket: string, key: string, tags: Record<string, string>, versionId?: string): void
  /** Keys in the order of their bytes. */
  list(bucket: string, prefix: string): Iterable<[key: string, versions: Version[]]>
  blobs(): Iterable<string>
}

export function openObjects(context: Context, blobs: Blobs, announcements: Announcements): Objects {
  const records = context.state.records<Version[]>("s3-objects")
  const versionsOf = (bucket: string, key: string): Version[] => records.get(`${bucket}/${key}`) ?? []

  function save(bucket: Bucket, key: string, before: Version[], after: Version[], announce: () => void): void {
    context.state.atomically(() => {
      if (after.length === 0) records.delete(`${bucket.name}/${key}`)
      else records.put(`${bucket.name}/${key}`, after)
      announce()
    })
    for (const version of before) if (!after.includes(version) && !isMarker(version)) blobs.remove(version.blob)
  }
  function add<V extends Version>(bucket: Bucket, key: string, version: V, announce: () => void): V {
    const before = versionsOf(bucket.name, key)
    const kept = before.filter((old) => old.id !== version.id)
    save(bucket, key, before, [version, ...kept], announce)
    return version
  }
  const stamp = (bucket: Bucket) => ({
    id: bucket.versioning === "Enabled" ? randomUUID().replaceAll("-", "") : "null",
    at: context.now(),
  })
  const find = (bucket: string, key: string, versionId?: string): ObjectVersion => {
    const versions = versionsOf(bucket, key)
    const version = versionId === undefined ? versions[0] : versions.find((one) => one.id === versionId)
    if (version !== undefined && !isMarker(version)) return version
    if (versionId === undefined) throw refusal("NoSuchKey", "The specified key does not exist.")
    if (version !== undefined) throw refusal("MethodNotAllowed", "The specified version is a delete marker.")
    throw refusal("NoSuchVersion", "The specified version does not exist.")
  }
  const current = (bucket: string, key: string): ObjectVersion | undefined => live(versionsOf(bucket, key))
  return {
    current,
    find,
    put(bucket, key, content, reason, allowed) {
      try {
        allowed?.(current(bucket.name, key))
      } catch (error) {
        blobs.remove(content.blob)
        throw error
      }
      blobs.keep(content.blob)
      const version: ObjectVersion = { ...content, ...stamp(bucket) }
      return add(bucket, key, version, () => announcements.created(bucket, key, version, reason))
    },
    remove(bucket, key, reason, versionId) {
      const before = versionsOf(bucket.name, key)
      if (versionId === undefined && bucket.versioning !== undefined) {
        const marker: DeleteMarker = { ...stamp(bucket), deleted: true }
        return {
          marker: add(bucket, key, marker, () =>
            announcements.deleted(bucket, key, marker, reason, "Delete Marker Created"),
          ),
        }
      }
      const removed = versionId === undefined ? before[0] : before.find((one) => one.id === versionId)
      if (removed === undefined) return {}
      const after = before.filter((one) => one !== removed)
      save(bucket, key, before, after, () => announcements.deleted(bucket, key, removed, reason, "Permanently Deleted"))
      return { removed }
    },
    tag(bucket, key, tags, versionId) {
      const { id } = find(bucket, key, versionId)
      const tagged = versionsOf(bucket, key).map((one) => (one.id === id ? { ...one, tags } : one))
      records.put(`${bucket}/${key}`, tagged)
    },
    *list(bucket, prefix) {
      for (const [path, versions] of records.list(`${bucket}/${prefix}`))
        yield [path.slice(bucket.length + 1), versions]
    },
    *blobs() {
      for (const [, versions] of records.list()) for (const one of versions) if (!isMarker(one)) yield one.blob
    },
  }
}

export function isMarker(version: Version): version is DeleteMarker {
  return "deleted" in version
}

/** The current version, unless it is a marker. */
export function live(versions: Version[]): ObjectVersion | undefined {
  const [newest] = versions
  return newest === undefined || isMarker(newest) ? undefined : newest
}
