/** Mail under a record that became part of another is found under that one, each by itself: done again it comes to the same. */
import type { Party } from "../../shared/mail.ts"
import { keys } from "../data/patterns.ts"
import { retrying, type Store } from "../data/store.ts"
import { get, type Key, query } from "../data/table.ts"
import { expiryOf, messages, savingMessage, savingThread, threads } from "../mail/store.ts"
import { inTurns } from "../records/turns.ts"

type Move = { from: number; to: number }

/** Mails that are moved at a time. */
const WIDTH = 8

/** Moves at most `most` threads of a deal or messages of a person; answers whether none are left. */
export async function moveMails(store: Store, kind: "deal" | "person", move: Move, most: number): Promise<boolean> {
  const under = keys.mailUnder(store.workspaceId, kind, move.from)
  const { items } = await query({ pk: { name: "pk", value: under }, limit: most + 1 })
  const moveOne = kind === "deal" ? moveThread : moveMessage
  await inTurns(items.slice(0, most), WIDTH, ({ pk, sk, id }) =>
    retrying(() => moveOne(store, move, { pk, sk }, Number(id))),
  )
  return items.length <= most
}

async function moveThread(store: Store, { from, to }: Move, place: Key, id: number): Promise<void> {
  const w = store.workspaceId
  const thread = await threads.find(keys.mailThread(w, id))
  if (thread === undefined || thread.dealId !== from) return store.commit({ delete: place })
  await store.commit(...savingThread(w, { ...thread, dealId: to, version: thread.version + 1 }, thread))
}

/** Whoever wrote it or got it, and whoever its thread names of them, is the person who stays. */
async function moveMessage(store: Store, move: Move, place: Key, id: number): Promise<void> {
  const w = store.workspaceId
  const threadId = Number((await get(keys.mailThreadOf(w, id)))?.threadId ?? 0)
  const [thread, message] = await Promise.all([
    threads.find(keys.mailThread(w, threadId)),
    messages.find(keys.mailMessage(w, threadId, id)),
  ])
  if (thread === undefined || message === undefined) return store.commit({ delete: place })
  const swap = (parties: Party[]) => swapped(parties, move)
  const { from, to, cc, bcc } = message
  const parties = { from: swap(from), to: swap(to), cc: swap(cc), bcc: swap(bcc) }
  const after = { ...message, ...parties, version: message.version + 1 }
  const head = { ...thread, from: swap(thread.from), to: swap(thread.to) }
  const isNamed = [...thread.from, ...thread.to].some(({ personId }) => personId === move.from)
  await store.commit(
    ...savingMessage(w, after, expiryOf(thread.deletedAt)),
    ...(isNamed ? savingThread(w, { ...head, version: thread.version + 1 }, thread) : []),
    { delete: place },
  )
}

function swapped(parties: Party[], { from, to }: Move): Party[] {
  return parties.map((party) => (party.personId === from ? { ...party, personId: to } : party))
}
