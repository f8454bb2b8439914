/** The saved filters: one's own, and those that others share. */
import { useQuery } from "@tanstack/solid-query"
import type { FilterConditions } from "../../shared/filter.ts"
import { call } from "../app/client.ts"
import { queryClient, settled } from "../app/queries.ts"

const FILTERS = ["filters"] as const

/** `wanted` says whether they are needed by now. */
export type SavedFilter = { id: number; owner_id: number } & Draft
export type Draft = { name: string; shared: boolean; conditions: FilterConditions }

export function useFilters(wanted: () => boolean) {
  const query = useQuery<SavedFilter[]>(() => ({
    queryKey: FILTERS,
    queryFn: async () => (await call("GET /api/v2/filters")).map(savedFilter),
    enabled: wanted(),
  }))
  return { query, filters: () => settled(query) }
}

/** Saves a filter, a new one when it has no id. */
export async function saveFilter(id: number | undefined, draft: Draft): Promise<SavedFilter> {
  const saved =
    id === undefined
      ? await call("POST /api/v2/filters", { body: { ...draft, of: "deal" } })
      : await call("PATCH /api/v2/filters/{id}", { params: { id }, body: draft })
  await again()
  return savedFilter(saved)
}

export async function deleteFilter(id: number): Promise<void> {
  await call("DELETE /api/v2/filters/{id}", { params: { id } })
  await again()
}

async function again(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: FILTERS })
  // what a saved filter finds may be another now
  await queryClient.invalidateQueries({ queryKey: ["board"] })
}

type Answer = Omit<SavedFilter, "conditions"> & { conditions: Partial<FilterConditions> }

function savedFilter({ id, owner_id, name, shared, conditions: { all = [], any = [] } }: Answer): SavedFilter {
  return { id, owner_id, name, shared, conditions: { all, any } }
}
