import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

/** Somebody who wrote a mail or got it; `personId` where it is a person of the workspace. */
export const Party = z.object({ address: z.string(), name: z.string(), personId: Id.optional() })
export type Party = z.infer<typeof Party>

export const MailMessage = z.object({
  id: Id,
  version: z.int().positive(),
  threadId: Id,
  userId: Id,
  subject: z.string(),
  snippet: z.string(),
  from: z.array(Party),
  to: z.array(Party),
  cc: z.array(Party),
  bcc: z.array(Party),
  /** HTML, cleaned of everything that could run. */
  body: z.string(),
  sent: z.boolean(),
  /** When it was sent, and when it was kept. */
  at: Instant,
  addedAt: Instant,
})
export type MailMessage = z.infer<typeof MailMessage>

export const Folder = z.enum(["inbox", "drafts", "sent", "archive"])
export type Folder = z.infer<typeof Folder>

/** Mails that belong together: one person's, until they share it. */
export const MailThread = z.object({
  id: Id,
  version: z.int().positive(),
  userId: Id,
  subject: z.string(),
  snippet: z.string(),
  from: z.array(Party),
  to: z.array(Party),
  messages: z.int().positive(),
  archived: z.boolean(),
  read: z.boolean(),
  shared: z.boolean(),
  dealId: Id.optional(),
  firstAt: Instant,
  lastAt: Instant,
  lastSentAt: Instant.optional(),
  lastReceivedAt: Instant.optional(),
  addedAt: Instant,
  changedAt: Instant,
  deletedAt: Instant.optional(),
})
export type MailThread = z.infer<typeof MailThread>

export const MOST_MESSAGES = 1000

export function foldersOf({ archived, lastSentAt, lastReceivedAt, deletedAt }: MailThread): Folder[] {
  if (deletedAt !== undefined) return []
  if (archived) return ["archive"]
  return [...(lastReceivedAt ? ["inbox" as const] : []), ...(lastSentAt ? ["sent" as const] : [])]
}

/** The thread with one more message. */
export function joined(thread: MailThread, message: MailMessage): MailThread {
  const latest = message.at >= thread.lastAt
  const other = message.sent ? thread.lastSentAt : thread.lastReceivedAt
  const at = other !== undefined && other > message.at ? other : message.at
  return {
    ...thread,
    snippet: latest ? message.snippet : thread.snippet,
    from: latest ? message.from : thread.from,
    to: latest ? message.to : thread.to,
    messages: thread.messages + 1,
    read: message.sent && thread.read,
    archived: message.sent && thread.archived,
    firstAt: [thread.firstAt, message.at].sort()[0] ?? message.at,
    lastAt: latest ? message.at : thread.lastAt,
    ...(message.sent ? { lastSentAt: at } : { lastReceivedAt: at }),
  }
}
