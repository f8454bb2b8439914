import { randomUUID } from "node:crypto"
import type { Context } from "../family.ts"
import type { Bucket } from "./bucket.ts"
import type { ObjectVersion, Version } from "./objects.ts"

/**
 * What happens to objects, told to the default bus. An event is written down in the transaction of the change it tells
 * of and crossed out when the bus has taken it, so that a killed process tells it at its next start.
 */
export type Announcements = {
  created(bucket: Bucket, key: string, version: ObjectVersion, reason: string): void
  deleted(bucket: Bucket, key: string, version: Version, reason: string, kind: Deletion): void
  start(): void
  stop(): void
}

type Deletion = "Delete Marker Created" | "Permanently Deleted"
type Announcement = { detailType: string; bucket: string; detail: Record<string, unknown> }

export function openAnnouncements(context: Context): Announcements {
  const pending = context.state.records<Announcement>("s3-events")
  const bus = `arn:aws:events:${context.region}:${context.account}:event-bus/default`
  let running = false

  function announce(bucket: Bucket, detailType: string, detail: Record<string, unknown>): void {
    if (!bucket.announces) return
    const id = `${String(context.now()).padStart(15, "0")}-${randomUUID()}`
    pending.put(id, { detailType, bucket: bucket.name, detail })
    setImmediate(() => void tell(id))
  }
  async function tell(id: string): Promise<void> {
    const announcement = running ? pending.get(id) : undefined
    if (announcement === undefined) return
    const { bucket, detailType, detail } = announcement
    const common = { version: "0", bucket: { name: bucket }, "request-id": id, requester: context.account }
    const event = { source: "aws.s3", "detail-type": detailType, resources: [`arn:aws:s3:::${bucket}`] }
    try {
      const by = { kind: "service", service: "s3.amazonaws.com" } as const
      await context.deliver(bus, { ...event, detail: { ...common, ...detail } }, { by })
    } catch (error) {
      context.log("error", "s3", `${detailType} of ${bucket} was not delivered: ${String(error)}`)
    }
    if (running) pending.delete(id)
  }
  const object = (key: string, version: Version, sized: boolean) => ({
    key,
    ...(sized && "size" in version && { size: version.size, etag: version.etag }),
    ...(version.id !== "null" && { "version-id": version.id }),
    sequencer: version.at.toString(16).toUpperCase().padStart(18, "0"),
  })
  return {
    created: (bucket, key, version, reason) =>
      announce(bucket, "Object Created", { object: object(key, version, true), reason }),
    deleted: (bucket, key, version, reason, kind) =>
      announce(bucket, "Object Deleted", { object: object(key, version, false), reason, "deletion-type": kind }),
    start() {
      running = true
      for (const [id] of pending.list()) void tell(id)
    },
    stop() {
      running = false
    },
  }
}
