/** What is asked for: which activities a list or a calendar shows. It is the key of its query, too. */
import type { ActivityAnswer } from "../../shared/api/activities.ts"

export type Spec = {
  /** UTC days, both included. */
  from?: string
  to?: string
  done?: boolean
  types: readonly string[]
  /** Nobody is everyone. */
  owners: readonly number[]
}

export function belongs(spec: Spec, activity: ActivityAnswer): boolean {
  const { from, to, done, types, owners } = spec
  return (
    !activity.is_deleted &&
    (from === undefined || activity.due_date >= from) &&
    (to === undefined || activity.due_date <= to) &&
    (done === undefined || activity.done === done) &&
    (types.length === 0 || types.includes(activity.type)) &&
    (owners.length === 0 || owners.includes(activity.owner_id))
  )
}

/** Whom the API is asked about, one at a time; "" is everyone. */
export function sourcesOf(spec: Spec): string[] {
  return spec.owners.length === 0 ? [""] : spec.owners.map(String)
}

export function queryOf(spec: Spec, source: string) {
  return {
    sort_by: "due_date" as const,
    owner_id: source === "" ? undefined : source,
    done: spec.done,
    type: spec.types.length === 0 ? undefined : spec.types.join(),
    due_from: spec.from,
    due_to: spec.to,
  }
}
