import type { NewMessage } from "../../shared/api/mail.ts"
import { refuse } from "../../shared/comparison.ts"
import { type Folder, joined, type MailMessage, type MailThread, MOST_MESSAGES, type Party } from "../../shared/mail.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { writeAll } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying } from "../data/store.ts"
import { get, query } from "../data/table.ts"
import { cleanHtml } from "../notes/clean.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "../records/references.ts"
import { expiryOf, messages, nextId, savingMessage, savingThread, threads } from "./store.ts"

/** A thread is its owner's alone until it is shared, also to admins. */
const maySee = (actor: Actor, thread: MailThread) =>
  thread.deletedAt === undefined && (thread.shared || thread.userId === actor.userId)

export async function needThread(actor: Actor, id: number): Promise<MailThread> {
  const thread = await threads.find(keys.mailThread(actor.workspaceId, id))
  if (thread === undefined || !maySee(actor, thread)) throw new Problem("not_found", `Mail thread ${id} was not found`)
  return thread
}

export async function needMessage(actor: Actor, id: number): Promise<MailMessage> {
  const gone = new Problem("not_found", `Mail message ${id} was not found`)
  const found = await get(keys.mailThreadOf(actor.workspaceId, id))
  if (found === undefined) throw gone
  const threadId = Number(found.threadId)
  const [thread, message] = await Promise.all([
    threads.find(keys.mailThread(actor.workspaceId, threadId)),
    messages.find(keys.mailMessage(actor.workspaceId, threadId, id)),
  ])
  if (thread === undefined || message === undefined || !maySee(actor, thread)) throw gone
  return message
}

type Page = { limit: number; after?: string | undefined }

/** The actor's own threads of a folder, the latest first. */
export async function listThreads(actor: Actor, folder: Folder, { limit, after }: Page) {
  const pk = keys.mailFolders(actor.workspaceId, actor.userId, folder)
  const page = await query({
    pk: { name: "pk", value: pk },
    backwards: true,
    limit,
    ...(after !== undefined && { after: { pk, sk: after } }),
  })
  const found = await threads.findMany(page.items.map(({ id }) => keys.mailThread(actor.workspaceId, Number(id))))
  return { data: found, nextCursor: page.next === undefined ? null : (page.items.at(-1)?.sk ?? null) }
}

/** The messages of a thread, the oldest first. */
export async function messagesIn(actor: Actor, threadId: number): Promise<MailMessage[]> {
  await needThread(actor, threadId)
  const all: MailMessage[] = []
  let after: string | undefined
  do {
    const page = await messages.list(keys.mailMessages(actor.workspaceId, threadId), { after })
    all.push(...page.entries)
    after = page.next
  } while (after !== undefined)
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id))
}

/** Messages that somebody wrote or got, or of the threads of a deal, by what the actor may see; the latest first. */
export async function messagesOf(actor: Actor, kind: "person" | "deal", id: number): Promise<MailMessage[]> {
  const record = await open(actor).get(kind, id)
  if (record === undefined || !canSee(actor, record)) throw new Problem("not_found", `No ${kind} has the id ${id}`)
  const pk = keys.mailUnder(actor.workspaceId, kind, id)
  const { items } = await query({ pk: { name: "pk", value: pk }, backwards: true, limit: MOST_MESSAGES })
  const ids = items.map((item) => Number(item.id))
  const seen = async <T>(find: () => Promise<T[]>): Promise<T[]> =>
    find().catch((error: unknown) => {
      if (error instanceof Problem && error.code === "not_found") return []
      throw error
    })
  const found = await Promise.all(
    ids.map((one) =>
      seen(kind === "deal" ? () => messagesIn(actor, one) : async () => [await needMessage(actor, one)]),
    ),
  )
  return found.flat().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.id - a.id))
}

export async function keep(actor: Actor, body: NewMessage, now = Date.now()): Promise<MailMessage> {
  const store = open(actor)
  const w = actor.workspaceId
  await checkLinks(actor, body)
  const id = await nextId(w, "mailMessage")
  const started = body.mail_thread_id === undefined ? await nextId(w, "mailThread") : undefined
  return retrying(async () => {
    const before = started === undefined ? await ownThread(actor, body.mail_thread_id ?? 0) : undefined
    const message = messageOf(actor, id, before?.id ?? started ?? 0, body, now)
    const whole = before === undefined ? begun(message, body.deal_id) : joined(before, message)
    if (whole.messages > MOST_MESSAGES) throw new Problem("conflict", `A thread has at most ${MOST_MESSAGES} messages`)
    const thread = before === undefined ? whole : { ...whole, version: before.version + 1, changedAt: instant(now) }
    await store.commit(...savingThread(w, thread, before), ...savingMessage(w, message))
    return message
  })
}

async function checkLinks(actor: Actor, { deal_id, from, to, cc, bcc }: NewMessage): Promise<void> {
  const store = open(actor)
  const persons = new Set([...from, ...to, ...cc, ...bcc].flatMap(({ linked_person_id }) => linked_person_id ?? []))
  if (persons.size > 50) throw refuse("to", "a message links at most 50 persons")
  await Promise.all([
    linked(store, actor, "deal", deal_id, "deal_id"),
    ...[...persons].map((id) => linked(store, actor, "person", id, "linked_person_id")),
  ])
}

const partyOf = ({ email_address, name, linked_person_id }: NewMessage["from"][number]): Party => ({
  address: email_address,
  name,
  ...(linked_person_id !== undefined && { personId: linked_person_id }),
})

const SNIPPET = 225

function messageOf(actor: Actor, id: number, threadId: number, given: NewMessage, now: number): MailMessage {
  const body = cleanHtml(given.body)
  const text = body
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
  return {
    id,
    version: 1,
    threadId,
    userId: actor.userId,
    subject: given.subject,
    snippet: text.slice(0, SNIPPET),
    from: given.from.map(partyOf),
    to: given.to.map(partyOf),
    cc: given.cc.map(partyOf),
    bcc: given.bcc.map(partyOf),
    body,
    sent: given.sent_flag,
    at: given.message_time ?? instant(now),
    addedAt: instant(now),
  }
}

function begun(message: MailMessage, dealId: number | undefined): MailThread {
  const { threadId, userId, subject, snippet, from, to, sent, at, addedAt } = message
  const times = {
    firstAt: at,
    lastAt: at,
    addedAt,
    changedAt: addedAt,
    ...(sent ? { lastSentAt: at } : { lastReceivedAt: at }),
  }
  const flags = { archived: false, read: sent, shared: false, ...(dealId !== undefined && { dealId }) }
  return { id: threadId, version: 1, userId, subject, snippet, from, to, messages: 1, ...flags, ...times }
}

type ThreadChange = {
  deal_id?: number | null | undefined
  shared_flag?: boolean | undefined
  read_flag?: boolean | undefined
  archived_flag?: boolean | undefined
}

export async function changeThread(
  actor: Actor,
  id: number,
  body: ThreadChange,
  now = Date.now(),
): Promise<MailThread> {
  await linked(open(actor), actor, "deal", body.deal_id ?? undefined, "deal_id")
  return writeThread(actor, id, now, ({ dealId: known, ...rest }) => {
    const dealId = body.deal_id === undefined ? known : (body.deal_id ?? undefined)
    if (body.archived_flag === true && rest.lastReceivedAt === undefined) {
      throw refuse("archived_flag", "only threads of the inbox can be archived")
    }
    return {
      ...rest,
      ...(dealId !== undefined && { dealId }),
      shared: body.shared_flag ?? rest.shared,
      read: body.read_flag ?? rest.read,
      archived: body.archived_flag ?? rest.archived,
    }
  })
}

/** Moves a thread to the trash; it is gone for good with its messages 30 days later. */
export async function removeThread(actor: Actor, id: number, now = Date.now()): Promise<void> {
  await ownThread(actor, id)
  const all = await messagesIn(actor, id)
  const { deletedAt } = await writeThread(actor, id, now, (before) => ({ ...before, deletedAt: instant(now) }))
  const ttl = expiryOf(deletedAt)
  await writeAll(
    all.map((message) => ({
      put: { ...keys.mailMessage(actor.workspaceId, id, message.id), kind: "mailMessage", ...message, ttl },
    })),
  )
}

async function writeThread(
  actor: Actor,
  id: number,
  now: number,
  to: (before: MailThread) => MailThread,
): Promise<MailThread> {
  return retrying(async () => {
    const before = await ownThread(actor, id)
    const after = { ...to(before), version: before.version + 1, changedAt: instant(now) }
    await open(actor).commit(...savingThread(actor.workspaceId, after, before))
    return after
  })
}

async function ownThread(actor: Actor, id: number): Promise<MailThread> {
  const thread = await needThread(actor, id)
  if (thread.userId !== actor.userId) throw new Problem("forbidden", "Only its owner may change a mail thread")
  return thread
}
