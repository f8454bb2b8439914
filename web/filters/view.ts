/** What of the deals is shown. It lives in the address, so that a link or a reload shows the same. */
import { useSearchParams } from "@solidjs/router"
import { createMemo } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { FilterConditions } from "../../shared/filter.ts"

export type View = {
  /** Ids of people, and `me` for whoever looks. */
  owners: readonly (number | "me")[]
  labels: readonly number[]
  /** A saved filter. */
  filterId?: number | undefined
  /** Conditions that are not saved. */
  conditions?: FilterConditions | undefined
}

/** The parts of a request that narrow it. */
export type Narrowing = { owner_id?: string; label_id?: string; filter_id?: number; filter?: string }

export function useView(): [() => View, (change: Partial<View>) => void] {
  const [params, setParams] = useSearchParams<{ owner?: string; label?: string; filter?: string; where?: string }>()
  const view = createMemo((): View => {
    const filterId = Number(params.filter)
    return {
      owners: (params.owner ?? "").split(",").flatMap((one): (number | "me")[] => (one === "me" ? ["me"] : whole(one))),
      labels: (params.label ?? "").split(",").flatMap(whole),
      ...(filterId > 0 && { filterId }),
      conditions: conditionsIn(params.where),
    }
  })
  const change = (part: Partial<View>) => {
    const { owners, labels, filterId, conditions } = { ...view(), ...part }
    setParams({
      owner: owners.join(",") || undefined,
      label: labels.join(",") || undefined,
      filter: filterId,
      where: isEmpty(conditions) ? undefined : JSON.stringify(conditions),
    })
  }
  return [view, change]
}

export function narrowing(view: View, setup: Pick<Setup, "me">): Narrowing {
  const owners = [...new Set(view.owners.map((owner) => (owner === "me" ? setup.me.id : owner)))]
  return {
    ...(owners.length > 0 && { owner_id: owners.join(",") }),
    ...(view.labels.length > 0 && { label_id: view.labels.join(",") }),
    ...(view.filterId !== undefined && { filter_id: view.filterId }),
    ...(!isEmpty(view.conditions) && { filter: JSON.stringify(view.conditions) }),
  }
}

export function isEmpty(conditions: FilterConditions | undefined): boolean {
  return conditions === undefined || conditions.all.length + conditions.any.length === 0
}

/** Whether anything is left out. */
export function isNarrowed(view: View): boolean {
  return view.owners.length > 0 || view.labels.length > 0 || view.filterId !== undefined || !isEmpty(view.conditions)
}

export const EVERYTHING: View = { owners: [], labels: [], filterId: undefined, conditions: undefined }

function whole(text: string): number[] {
  return /^[1-9]\d{0,15}$/.test(text) ? [Number(text)] : []
}

/** An address that somebody has broken shows everything. */
function conditionsIn(text: string | undefined): FilterConditions | undefined {
  try {
    const given: unknown = JSON.parse(text ?? "null")
    if (typeof given !== "object" || given === null) return undefined
    const { all = [], any = [] } = given as Partial<FilterConditions>
    return Array.isArray(all) && Array.isArray(any) ? { all, any } : undefined
  } catch {
    return undefined
  }
}
