import * as z from "zod"
import { NextActivity } from "./deal.ts"
import { Money } from "./money.ts"
import { Base, Custom, Follower, Id, Owned } from "./record.ts"
import { Day, Instant } from "./time.ts"

export const LEAD_SOURCES = [
  "Manually created",
  "Deal",
  "Web forms",
  "Prospector",
  "Leadbooster",
  "Live chat",
  "Import",
  "Website visitors",
  "Workflow automation",
  "API",
] as const
export const LeadSource = z.enum(LEAD_SOURCES)

export const LeadLabelColor = z.enum([
  "blue",
  "brown",
  "dark-gray",
  "gray",
  "green",
  "orange",
  "pink",
  "purple",
  "red",
  "yellow",
])

export const LeadLabel = Base.extend({ uuid: z.string(), name: z.string().min(1).max(255), color: LeadLabelColor })
export type LeadLabel = z.infer<typeof LeadLabel>

/** Someone who may buy, before it is a deal. Its custom fields are those of deals. */
export const Lead = Owned.extend({
  /** What the API knows it by; it ends in `id`. */
  uuid: z.string(),
  title: z.string().min(1).max(255),
  personId: Id.optional(),
  personName: z.string().optional(),
  organizationId: Id.optional(),
  organizationName: z.string().optional(),
  value: Money.optional(),
  expectedCloseOn: Day.optional(),
  /** UUIDs of lead labels. */
  labelIds: z.array(z.string()),
  archivedAt: Instant.optional(),
  seen: z.boolean(),
  source: LeadSource,
  origin: z.string(),
  originId: z.string().optional(),
  channel: z.int().optional(),
  channelId: z.string().optional(),
  nextActivity: NextActivity.optional(),
  followers: z.array(Follower).optional(),
  importId: z.string().optional(),
  custom: Custom,
})
export type Lead = z.infer<typeof Lead>

/** The UUID (version 8) of a record: ten random bytes, then its id, so that finding it takes no index. */
export function uuidOf(id: number, random: Uint8Array): string {
  const hex = Array.from(random.subarray(0, 10), (byte) => byte.toString(16).padStart(2, "0")).join("")
  const variant = "89ab".charAt((random[8] ?? 0) & 3)
  const tail = id.toString(16).padStart(12, "0")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${tail}`
}

/** The id at the end of a UUID of ours; what else it says is for whoever loads the record to compare. */
export function idIn(uuid: string): number {
  return Number.parseInt(uuid.slice(-12), 16)
}
