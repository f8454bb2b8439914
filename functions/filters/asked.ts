/** What a list is narrowed by: conditions, and the name of the parameter that they came in. */
import type { FilterConditions, FilterOf } from "../../shared/filter.ts"
import { Problem } from "../../shared/problem.ts"
import type { Condition } from "../../shared/report.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { find } from "./filters.ts"

export type Asked = { conditions: FilterConditions; where: string }

/** Conditions of a request's `filter` and of the saved filter it names. Throws on one that the actor cannot use. */
export async function askedOf(
  actor: Actor,
  of: FilterOf,
  query: { filter?: FilterConditions | undefined; filter_id?: number | undefined },
): Promise<Asked[]> {
  const asked: Asked[] = query.filter === undefined ? [] : [{ conditions: query.filter, where: "filter" }]
  if (query.filter_id === undefined) return asked
  const saved = await find(open(actor), actor, query.filter_id)
  if (saved === undefined) {
    const why = `no filter has the id ${query.filter_id}`
    throw new Problem("invalid", `filter_id: ${why}`, { filter_id: why })
  }
  if (saved.of !== of) {
    const why = `is a filter of ${saved.of}s`
    throw new Problem("invalid", `filter_id: ${why}`, { filter_id: why })
  }
  return [...asked, { conditions: saved.conditions, where: "filter_id" }]
}

/** Conditions that follow from a request's other parameters. */
export function plainly(...all: (Condition | undefined)[]): Asked {
  return { conditions: { all: all.filter((one) => one !== undefined), any: [] }, where: "query" }
}
