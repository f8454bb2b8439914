/** Which record a page is about. What deals, persons and organizations have in common is written once, against this. */
export type Noun = "deal" | "person" | "organization"
export type Ref = { kind: Noun; id: number }

export const PLURAL = { deal: "deals", person: "persons", organization: "organizations" } as const
export const WORD = { deal: "deal", person: "person", organization: "organization" } as const

/** The record as activities, notes and files point at it. */
export function linkTo(ref: Ref): { deal_id?: number; person_id?: number; org_id?: number } {
  if (ref.kind === "deal") return { deal_id: ref.id }
  return ref.kind === "person" ? { person_id: ref.id } : { org_id: ref.id }
}

type Linked = { deal_id?: unknown; person_id?: unknown; org_id?: unknown }

/** Whether an activity, note or file hangs on the record. */
export function hangsOn(ref: Ref, child: Linked | undefined): boolean {
  if (child === undefined) return true
  const id = ref.kind === "deal" ? child.deal_id : ref.kind === "person" ? child.person_id : child.org_id
  return id === ref.id
}

export function isSame(a: Ref, b: Ref): boolean {
  return a.kind === b.kind && a.id === b.id
}

export function placeOf(ref: Ref): string {
  return `${ref.kind}:${ref.id}`
}

export function pathOf(ref: Ref): string {
  return `/${PLURAL[ref.kind]}/${ref.id}`
}
