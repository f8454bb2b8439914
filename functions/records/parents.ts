/** The deals, persons and organizations that activities, notes and files belong to. */
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "./references.ts"

type Parent = { kind: "deal" | "person" | "organization"; id: number }
export type Links = {
  dealId?: number | undefined
  personId?: number | undefined
  organizationId?: number | undefined
}
type Given = { [field in "deal_id" | "person_id" | "org_id"]?: number | null | undefined }

/** The one record whose children a list is asked for. */
export function parentOf(query: Given): { kind: RecordKind; id: number } | undefined {
  if (query.deal_id != null) return { kind: "deal", id: query.deal_id }
  if (query.person_id != null) return { kind: "person", id: query.person_id }
  if (query.org_id != null) return { kind: "organization", id: query.org_id }
  return undefined
}

export function parentsOf({ dealId, personId, organizationId }: Links): Parent[] {
  return [
    ...(dealId === undefined ? [] : [{ kind: "deal" as const, id: dealId }]),
    ...(personId === undefined ? [] : [{ kind: "person" as const, id: personId }]),
    ...(organizationId === undefined ? [] : [{ kind: "organization" as const, id: organizationId }]),
  ]
}

/** The links that a request sets; null takes one away. Each record must be there and visible to the actor. */
export async function linksOf(store: Store, actor: Actor, body: Given): Promise<Links> {
  await Promise.all([
    linked(store, actor, "deal", body.deal_id ?? undefined, "deal_id"),
    linked(store, actor, "person", body.person_id ?? undefined, "person_id"),
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
  ])
  return {
    ...(body.deal_id !== undefined && { dealId: body.deal_id ?? undefined }),
    ...(body.person_id !== undefined && { personId: body.person_id ?? undefined }),
    ...(body.org_id !== undefined && { organizationId: body.org_id ?? undefined }),
  }
}

/** Throws when nothing is linked; `noun` is `a note`. */
export function needsParent(links: Links, noun: string): void {
  if (parentsOf(links).length > 0) return
  const why = `give deal_id, person_id or org_id: ${noun} belongs to a record`
  throw new Problem("invalid", `deal_id: ${why}`, { deal_id: why })
}

/** Those of some children whose parents the actor may see: at least one of them. */
export async function underSeen<T extends Links>(
  store: Store,
  actor: Pick<Actor, "userId" | "role">,
  children: readonly T[],
): Promise<T[]> {
  const kinds = ["deal", "person", "organization"] as const
  const all = children.flatMap(parentsOf)
  const seen = await Promise.all(
    kinds.map(async (kind) => {
      const ids = [...new Set(all.filter((parent) => parent.kind === kind).map(({ id }) => id))]
      const records = ids.length === 0 ? [] : await store.getMany(kind, ids)
      return records.filter((record) => canSee(actor, record)).map(({ id }) => `${kind} ${id}`)
    }),
  )
  const names = new Set(seen.flat())
  return children.filter((child) => parentsOf(child).some(({ kind, id }) => names.has(`${kind} ${id}`)))
}
