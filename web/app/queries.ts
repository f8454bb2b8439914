import { QueryClient, useQuery } from "@tanstack/solid-query"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Problem } from "../../shared/problem.ts"
import { call } from "./client.ts"

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && error instanceof Problem && error.code === "unavailable",
    },
  },
})

const setupQuery = {
  queryKey: ["setup"],
  queryFn: () => call("GET /api/v2/setup"),
  staleTime: Number.POSITIVE_INFINITY,
} as const

/** The workspace, its people, pipelines, stages and fields; read once and again when told that they changed. */
export function useSetup() {
  return useQuery<Setup>(() => setupQuery)
}

/**
 * A query's data once it is there. Reading `data` itself suspends the page around it while the query has not answered its first
 * reader, even when all is known: the page would leave the document for a moment, and take the focus and what is open with it.
 */
export function settled<T>(query: { isSuccess: boolean; data: T | undefined }): T | undefined {
  return query.isSuccess ? Reflect.getOwnPropertyDescriptor(query, "data")?.get?.() : undefined
}
