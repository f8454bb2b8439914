import { refuse } from "../../shared/comparison.ts"
import { type Folder, type MailMessage, type MailThread, MOST_MESSAGES } from "../../shared/mail.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { writeAll } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying } from "../data/store.ts"
import { get, query } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "../records/references.ts"
import { expiryOf, messages, savingThread, threads } from "./store.ts"

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
    await open(actor).commit(
      ...savingThread(actor.workspaceId, after, before),
      traced(
        actor,
        {
          action: after.deletedAt === undefined ? "changed" : "deleted",
          object: "mailThread",
          objectId: String(id),
          name: after.subject.slice(0, 100),
          fields: changesOf(before, after),
        },
        now,
      ),
    )
    return after
  })
}

/** The thread, to its owner alone. */
export async function ownThread(actor: Actor, id: number): Promise<MailThread> {
  const thread = await needThread(actor, id)
  if (thread.userId !== actor.userId) throw new Problem("forbidden", "Only its owner may change a mail thread")
  return thread
}
