/** The deals of a person or an organization, as cards. */
import { type DealCard, dealCard } from "../../shared/api/deal-card.ts"
import type { Page } from "../../shared/api/route.ts"
import { canSee } from "../../shared/permission.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { Position } from "./few.ts"
import { withNamesSeen } from "./names-seen.ts"

/** Deals that are looked at: the newest. */
const MOST = 500

/** Open ones first, then the newest; archived ones are left out. */
export async function dealsOf(
  actor: Actor,
  kind: "person" | "organization",
  id: number,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<DealCard[]>> {
  const store = open(actor)
  const start = fromCursor(query.cursor, Position)?.start ?? 0
  const { items } = await store.edges(kind, id, "deal#", { limit: MOST, backwards: true })
  const found = await store.getMany(
    "deal",
    items.map((edge) => Number(edge.id)),
  )
  const deals = found
    .filter((deal) => deal.deletedAt === undefined && deal.archivedAt === undefined && canSee(actor, deal))
    .sort((a, b) => Number(b.status === "open") - Number(a.status === "open") || b.id - a.id)
  const end = start + query.limit
  return {
    data: (await withNamesSeen(actor, deals.slice(start, end))).map((deal) => dealCard(deal)),
    nextCursor: end < deals.length ? toCursor({ start: end }) : null,
  }
}
