/** Where mail is: a thread with its messages in one partition, and the entries by which folders, persons and deals find it. */
import { foldersOf, MailMessage, MailThread } from "../../shared/mail.ts"
import { DAYS_IN_TRASH } from "../../shared/record.ts"
import { seconds } from "../../shared/time.ts"
import { increase, type Write } from "../data/commit.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import type { Key } from "../data/table.ts"

export const threads = entriesOf("mailThread", MailThread)
export const messages = entriesOf("mailMessage", MailMessage)

export async function nextId(w: string, of: "mailThread" | "mailMessage"): Promise<number> {
  return increase({ add: keys.counter(w, of), attribute: "last", by: 1 })
}

export const expiryOf = (deletedAt: string | undefined) =>
  deletedAt === undefined ? undefined : seconds(deletedAt) + DAYS_IN_TRASH * 86_400

/** The thread with its places in folders and under its deal, in place of those it had before. */
export function savingThread(w: string, thread: MailThread, before?: MailThread): Write[] {
  const now = placesOf(w, thread)
  const then = before === undefined ? [] : placesOf(w, before)
  const has = (all: Key[], place: Key) => all.some(({ pk, sk }) => pk === place.pk && sk === place.sk)
  return [
    threads.saving(keys.mailThread(w, thread.id), thread, expiryOf(thread.deletedAt)),
    ...now.filter((place) => !has(then, place)).map((place) => ({ put: { ...place, id: thread.id } })),
    ...then.filter((place) => !has(now, place)).map((place) => ({ delete: place })),
  ]
}

function placesOf(w: string, thread: MailThread): Key[] {
  const folders = foldersOf(thread).map((folder) => keys.mailFolder(w, thread.userId, folder, thread.lastAt, thread.id))
  const { dealId, deletedAt } = thread
  return dealId === undefined || deletedAt !== undefined
    ? folders
    : [...folders, keys.mailOf(w, "deal", dealId, thread.id)]
}

/** A new message, how it is found by its number, and its places under the persons who wrote it or got it. */
export function savingMessage(w: string, message: MailMessage, ttl?: number): Write[] {
  const { id, threadId, from, to, cc, bcc } = message
  const persons = new Set([...from, ...to, ...cc, ...bcc].flatMap(({ personId }) => personId ?? []))
  return [
    messages.saving(keys.mailMessage(w, threadId, id), message, ttl),
    { put: { ...keys.mailThreadOf(w, id), threadId } },
    ...[...persons].slice(0, 50).map((person) => ({ put: { ...keys.mailOf(w, "person", person, id), id } })),
  ]
}
