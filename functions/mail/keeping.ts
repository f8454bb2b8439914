import type { NewMessage } from "../../shared/api/mail.ts"
import { refuse } from "../../shared/comparison.ts"
import { joined, type MailMessage, type MailThread, MOST_MESSAGES, type Party } from "../../shared/mail.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { traced } from "../audit/trace.ts"
import { open, retrying } from "../data/store.ts"
import { cleanHtml } from "../notes/clean.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "../records/references.ts"
import { ownThread } from "./mail.ts"
import { nextId, savingMessage, savingThread } from "./store.ts"

/** Keeps a mail that was sent or received: in a thread of the actor's, or as the beginning of one. */
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
    await store.commit(
      ...savingThread(w, thread, before),
      ...savingMessage(w, message),
      traced(
        actor,
        { action: "added", object: "mailMessage", objectId: String(id), name: message.subject.slice(0, 100) },
        now,
      ),
    )
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
