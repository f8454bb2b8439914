/** What hangs on a lead or a deal goes to what it was converted to. */
import type { Everything } from "../data/kinds.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import type { Links } from "../records/parents.ts"
import { changed } from "../records/stamp.ts"
import { inTurns } from "../records/turns.ts"

/** The link that goes, and the one that comes. */
type Move = { from: { kind: "lead" | "deal"; id: number }; links: Pick<Links, "dealId" | "leadUuid"> }
type Child = "activity" | "note" | "file"

const CHILDREN: Child[] = ["activity", "note", "file"]
const WIDTH = 8
const PAGE = 100

/** Moves children until all are moved or the time is over; answers whether all are. */
export async function moveChildren(actor: Actor, move: Move, isOver: () => boolean): Promise<boolean> {
  const store = open(actor)
  const { from } = move
  for (const kind of CHILDREN) {
    for (;;) {
      const { items } = await store.edges(from.kind, from.id, `${kind}#`, { limit: PAGE })
      if (items.length === 0) break
      if (isOver()) return false
      await inTurns(items, WIDTH, (edge) => moveOne(store, actor, kind, Number(edge.id), move))
    }
  }
  return true
}

async function moveOne<K extends Child>(store: Store, actor: Actor, kind: K, id: number, { links }: Move) {
  await retrying(async () => {
    const before = await store.get(kind, id)
    if (before === undefined) return
    const after = { ...before, dealId: undefined, leadUuid: undefined, ...links, ...changed(before, actor, Date.now()) }
    await store.commit(...store.saving(kind, after as Everything[K], before as Everything[K]))
  })
}
