/** The records that activities, notes and files belong to. */
import { refuse } from "../../shared/comparison.ts"
import { idIn } from "../../shared/lead.ts"
import { canSee, type Viewer } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "./references.ts"

export const PARENT_KINDS = ["deal", "person", "organization", "lead", "project", "product"] as const
type ParentKind = (typeof PARENT_KINDS)[number]
type Parent = { kind: ParentKind; id: number }
export type Links = { [K in `${Exclude<ParentKind, "lead">}Id`]?: number | undefined } & {
  leadUuid?: string | undefined
}
type Given = { [F in "deal_id" | "person_id" | "org_id" | "project_id" | "product_id"]?: number | null | undefined } & {
  lead_id?: string | null | undefined
}

/** The one record whose children a list is asked for. */
export function parentOf(query: Given): { kind: RecordKind; id: number } | undefined {
  if (query.deal_id != null) return { kind: "deal", id: query.deal_id }
  if (query.person_id != null) return { kind: "person", id: query.person_id }
  if (query.org_id != null) return { kind: "organization", id: query.org_id }
  if (query.lead_id != null) return { kind: "lead", id: idIn(query.lead_id) }
  if (query.project_id != null) return { kind: "project", id: query.project_id }
  if (query.product_id != null) return { kind: "product", id: query.product_id }
  return undefined
}

export function parentsOf(links: Links): Parent[] {
  return PARENT_KINDS.flatMap((kind) => {
    const id = kind === "lead" ? links.leadUuid && idIn(links.leadUuid) : links[`${kind}Id`]
    return id === undefined || id === "" ? [] : [{ kind, id }]
  })
}

/** The links that a request sets; null takes one away. Each record must be there and visible to the actor. */
export async function linksOf(store: Store, actor: Actor, body: Given): Promise<Links> {
  await Promise.all([
    linked(store, actor, "deal", body.deal_id ?? undefined, "deal_id"),
    linked(store, actor, "person", body.person_id ?? undefined, "person_id"),
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
    linked(store, actor, "project", body.project_id ?? undefined, "project_id"),
    linked(store, actor, "product", body.product_id ?? undefined, "product_id"),
    linkedLead(store, actor, body.lead_id ?? undefined),
  ])
  return {
    ...(body.deal_id !== undefined && { dealId: body.deal_id ?? undefined }),
    ...(body.person_id !== undefined && { personId: body.person_id ?? undefined }),
    ...(body.org_id !== undefined && { organizationId: body.org_id ?? undefined }),
    ...(body.project_id !== undefined && { projectId: body.project_id ?? undefined }),
    ...(body.product_id !== undefined && { productId: body.product_id ?? undefined }),
    ...(body.lead_id !== undefined && { leadUuid: body.lead_id ?? undefined }),
  }
}

export async function linkedLead(store: Store, actor: Actor, uuid: string | undefined): Promise<void> {
  if (uuid === undefined) return
  const lead = await store.get("lead", idIn(uuid))
  if (lead === undefined || lead.uuid !== uuid || lead.deletedAt !== undefined || !canSee(actor, lead)) {
    throw refuse("lead_id", `no lead has the id ${uuid}`)
  }
}

/** Throws when nothing is linked; `noun` is `a note`. */
export function needsParent(links: Links, noun: string): void {
  if (parentsOf(links).length > 0) return
  const why = `give deal_id, person_id or org_id: ${noun} belongs to a record`
  throw new Problem("invalid", `deal_id: ${why}`, { deal_id: why })
}

/** Those of some children whose parents the actor may see: at least one of them. */
export async function underSeen<T extends Links>(store: Store, actor: Viewer, children: readonly T[]): Promise<T[]> {
  const all = children.flatMap(parentsOf)
  const seen = await Promise.all(
    PARENT_KINDS.map(async (kind) => {
      const ids = [...new Set(all.filter((parent) => parent.kind === kind).map(({ id }) => id))]
      const records = ids.length === 0 ? [] : await store.getMany(kind, ids)
      return records.filter((record) => canSee(actor, record)).map(({ id }) => `${kind} ${id}`)
    }),
  )
  const names = new Set(seen.flat())
  return children.filter((child) => parentsOf(child).some(({ kind, id }) => names.has(`${kind} ${id}`)))
}
