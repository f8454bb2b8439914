import { refuse } from "../../shared/comparison.ts"

type Sort = readonly { field: string; direction: "asc" | "desc" }[]
const SORTED = ["id", "add_time", "update_time"] as const
type Sorted = (typeof SORTED)[number]

/** The order that a list of v1 is asked for, by the first field it names. */
export function sortOf(sort: Sort | undefined): { sortBy: Sorted; direction: "asc" | "desc" } {
  const [first] = sort ?? []
  if (first === undefined) return { sortBy: "id", direction: "asc" }
  const sortBy = SORTED.find((field) => field === first.field)
  if (sortBy === undefined) throw refuse("sort", `must be by ${SORTED.join(", ")}`)
  return { sortBy, direction: first.direction }
}
