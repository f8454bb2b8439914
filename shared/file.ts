import * as z from "zod"
import { Id, Unhidden } from "./record.ts"
import { Instant } from "./time.ts"

export const MOST_FILE_BYTES = 25 * 1024 * 1024

/** A file under a deal, person, organization, lead, project or product; its bytes are in the bucket. */
export const FileRecord = Unhidden.extend({
  name: z.string().min(1).max(255),
  size: z.int().min(0).max(MOST_FILE_BYTES),
  type: z.string().min(3).max(127),
  dealId: Id.optional(),
  personId: Id.optional(),
  organizationId: Id.optional(),
  leadUuid: z.string().optional(),
  projectId: Id.optional(),
  productId: Id.optional(),
  /** What people see in place of the name that it came with, and what they say of it. */
  title: z.string().min(1).max(255).optional(),
  description: z.string().max(2000).optional(),
  /** Where it is when its bytes are not here. A document that nobody made yet has no id there. */
  remote: z.object({ location: z.literal("googledrive"), id: z.string().max(500) }).optional(),
  /** When its bytes were there; until then nobody sees it. */
  uploadedAt: Instant.optional(),
})
export type FileRecord = z.infer<typeof FileRecord>

/** Google's documents by the names that integrations know. */
export const REMOTE_TYPES = {
  gdoc: "application/vnd.google-apps.document",
  gslides: "application/vnd.google-apps.presentation",
  gsheet: "application/vnd.google-apps.spreadsheet",
  gform: "application/vnd.google-apps.form",
  gdraw: "application/vnd.google-apps.drawing",
} as const

/** Types that a browser may show in place: none of them can run anything. */
const SHOWN = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf"]

export function isPreviewable(type: string): boolean {
  return SHOWN.includes(type)
}

const RUNS = /\.(exe|com|bat|cmd|msi|scr|pif|cpl|lnk|hta|vbs?|vbe|jse?|wsf|ps1|jar|reg)$/i

/** Whether a file of this name starts something when it is opened. */
export function canRun(name: string): boolean {
  return RUNS.test(name)
}

/** A file's name without folders, signs nobody sees, and dots that would hide it; empty when nothing is left. */
export function cleanName(name: string): string {
  const last = name.normalize("NFC").split(/[\\/]/).pop() ?? ""
  const plain = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "").replace(/\s+/g, " ")
  const trimmed = plain.replace(/^[. ]+|[. ]+$/g, "")
  if (trimmed.length <= 255) return trimmed
  const ending = /\.[^.]{1,15}$/.exec(trimmed)?.[0] ?? ""
  return trimmed.slice(0, 255 - ending.length) + ending
}
