import type { Bucket } from "./bucket.ts"
import type { LifecycleRule } from "./lifecycle-rule.ts"
import { isMarker, live, type Objects, type ObjectVersion, type Version } from "./objects.ts"
import type { Uploads } from "./uploads.ts"

const day = 86_400_000
const reason = "Lifecycle Expiration"

/** Removes what the bucket's rules say is over. */
export function expire(bucket: Bucket, objects: Objects, uploads: Uploads, now: number): void {
  for (const rule of bucket.lifecycle) {
    if (rule.Status !== "Enabled") continue
    for (const [key, versions] of objects.list(bucket.name, rule.Prefix)) {
      expireNoncurrent(bucket, rule, objects, key, versions, now)
      const object = live(versions)
      if (object !== undefined && matches(rule, object) && isOver(object.at, rule.ExpirationInDays, now)) {
        objects.remove(bucket, key, reason)
      }
    }
    removeLoneMarkers(bucket, rule, objects)
    abandonUploads(bucket, rule, uploads, now)
  }
}

/** S3 counts whole days and rounds up to the next midnight, UTC. */
function isOver(at: number, days: number | undefined, now: number): boolean {
  return days !== undefined && now >= Math.ceil((at + days * day) / day) * day
}

function matches(rule: LifecycleRule, object: ObjectVersion): boolean {
  return (
    object.size > (rule.ObjectSizeGreaterThan ?? -1) &&
    object.size < (rule.ObjectSizeLessThan ?? Number.POSITIVE_INFINITY) &&
    rule.TagFilters.every(({ Key, Value }) => object.tags?.[Key] === Value)
  )
}

function expireNoncurrent(
  bucket: Bucket,
  rule: LifecycleRule,
  objects: Objects,
  key: string,
  versions: Version[],
  now: number,
): void {
  const { NoncurrentDays, NewerNoncurrentVersions = 0 } = rule.NoncurrentVersionExpiration ?? {}
  versions.slice(1 + NewerNoncurrentVersions).forEach((version, index) => {
    const successor = versions[index + NewerNoncurrentVersions]
    if (successor === undefined || !isOver(successor.at, NoncurrentDays, now)) return
    if (isMarker(version) || matches(rule, version)) objects.remove(bucket, key, reason, version.id)
  })
}

function removeLoneMarkers(bucket: Bucket, rule: LifecycleRule, objects: Objects): void {
  if (String(rule.ExpiredObjectDeleteMarker) !== "true") return
  for (const [key, [only, ...others]] of objects.list(bucket.name, rule.Prefix)) {
    if (only !== undefined && isMarker(only) && others.length === 0) objects.remove(bucket, key, reason, only.id)
  }
}

function abandonUploads(bucket: Bucket, rule: LifecycleRule, uploads: Uploads, now: number): void {
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
  for (const [id, upload] of uploads.list()) {
    const ours = upload.bucket === bucket.name && upload.key.startsWith(rule.Prefix)
    if (ours && isOver(upload.at, days, now)) uploads.end(id)
  }
}
