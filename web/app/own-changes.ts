/** What this browser changes: what is heard of it meanwhile, or shortly after, may be of before the change. */
import type { Change } from "../../shared/change.ts"

type Kind = "activity" | "note"

/** Milliseconds after a change within which an echo of one before it may still come. */
export const ECHOES = 3000

const underWay = new Map<string, number>()
const ended = new Map<string, number>()
/** What is put off until nothing is under way, by what it reads. */
const waiting = new Map<string, () => void>()
const nameOf = (kind: Change["kind"], id: number) => `${kind} ${id}`

export async function changing<T>(kind: Kind, id: number, work: () => Promise<T>): Promise<T> {
  const name = nameOf(kind, id)
  underWay.set(name, (underWay.get(name) ?? 0) + 1)
  try {
    return await work()
  } finally {
    const left = (underWay.get(name) ?? 1) - 1
    if (left === 0) underWay.delete(name)
    else underWay.set(name, left)
    ended.set(name, Date.now())
    // after whoever waits for this change, who may read the same
    setTimeout(readOn)
  }
}

/** Reads something as soon as no change is under way, once: what is read meanwhile may be of before it. */
export function whenNoneChanges(what: string, read: () => void): void {
  waiting.set(what, read)
  readOn(what)
}

function readOn(what?: string): void {
  if (underWay.size > 0) return
  for (const [name, read] of [...waiting]) {
    if (what !== undefined && name !== what) continue
    waiting.delete(name)
    read()
  }
}

/** Whether a change is under way: what is heard is older than what is shown. */
export const isChanging = (kind: Kind, id: number) => underWay.has(nameOf(kind, id))

/** Whether what is heard may be older than what is shown. */
export function mayBeEcho({ kind, id }: Pick<Change, "kind" | "id">): boolean {
  const name = nameOf(kind, id)
  return underWay.has(name) || Date.now() - (ended.get(name) ?? 0) < ECHOES
}
