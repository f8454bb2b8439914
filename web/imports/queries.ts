/**
 * Where imports stand: read once, and patched by what the server tells. That comes behind the thousands of records that an import
 * writes, so who watches one asks as well.
 */
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/solid-query"
import { createEffect, onCleanup } from "solid-js"
import { ImportAnswer, ImportBrief } from "../../shared/api/imports.ts"
import type { Page } from "../../shared/api/route.ts"
import type { ImportStatus } from "../../shared/import.ts"
import type { Mapping } from "../../shared/mapping.ts"
import { call } from "../app/client.ts"
import { connected, listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"
import { isAtWork } from "./steps.ts"

const PAGE = 20
const LIST = ["imports"] as const
const keyOf = (id: string) => ["import", id] as const

/** Milliseconds until imports at work are looked at again: a list that hears news, and what is watched or hears none. */
const PATIENT = 5000
const WATCHFUL = 1500

type Pages = InfiniteData<Page<ImportBrief[]>, string | undefined>

const pace = (jobs: readonly ImportBrief[], ms: number) => (jobs.some(({ status }) => isAtWork(status)) ? ms : false)

/** The list, the newest first, a page at a time. */
export function useImports() {
  hearNews()
  return useInfiniteQuery(() => ({
    queryKey: LIST,
    queryFn: ({ pageParam, signal }) =>
      call("GET /api/v2/imports", { query: { limit: PAGE, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<ImportBrief[]>) => page.nextCursor ?? undefined,
    staleTime: 0,
    // a row keeps its element, and with it focus, while its import goes on
    reconcile: "id",
    refetchInterval: (query) =>
      pace(
        (query.state.data?.pages ?? []).flatMap(({ data }) => data),
        connected() ? PATIENT : WATCHFUL,
      ),
  }))
}

export function useImport(id: () => string) {
  hearNews()
  return useQuery<ImportAnswer>(() => ({
    queryKey: keyOf(id()),
    queryFn: async ({ signal }) =>
      ImportAnswer.parse(await call("GET /api/v2/imports/{id}", { params: { id: id() } }, signal)),
    staleTime: 0,
    reconcile: "id",
    refetchInterval: (query) => pace(query.state.data === undefined ? [] : [query.state.data], WATCHFUL),
  }))
}

function hearNews(): void {
  createEffect(() => {
    const again = () => {
      void queryClient.invalidateQueries({ queryKey: LIST })
      void queryClient.invalidateQueries({ queryKey: ["import"] })
    }
    onCleanup(
      listen(
        ["import"],
        ({ action, data }) => {
          const told = ImportBrief.safeParse(data)
          if (!told.success) return
          place(told.data)
          if (action === "added") void queryClient.invalidateQueries({ queryKey: LIST })
        },
        again,
      ),
    )
  })
}

/** Puts what is newer into what is shown. What a new status brings with it (columns, problems) is read. */
function place(brief: ImportBrief): void {
  const pages = queryClient.getQueryData<Pages>(LIST)
  const listed = pages?.pages.flatMap(({ data }) => data).find(({ id }) => id === brief.id)
  if (pages !== undefined && listed !== undefined && listed.version < brief.version)
    queryClient.setQueryData<Pages>(LIST, replaced(pages, brief))
  const known = queryClient.getQueryData<ImportAnswer>(keyOf(brief.id))
  if (known === undefined || known.version >= brief.version) return
  queryClient.setQueryData<ImportAnswer>(keyOf(brief.id), { ...known, ...brief })
  if (known.status !== brief.status) void queryClient.invalidateQueries({ queryKey: keyOf(brief.id) })
}

function replaced(all: Pages, brief: ImportBrief): Pages {
  const pages = all.pages.map((page) => ({
    ...page,
    data: page.data.map((one) => (one.id === brief.id ? brief : one)),
  }))
  return { ...all, pages }
}

const ENDS: readonly ImportStatus[] = ["done", "failed", "canceled", "reverted"]

/** What an import that came to an end changed elsewhere is read anew when it is next shown. */
export function forgetOthers(status: ImportStatus): void {
  if (!ENDS.includes(status)) return
  for (const queryKey of [["setup"], ["board"], ["report"]]) void queryClient.invalidateQueries({ queryKey })
}

export async function begin(file: File) {
  const { upload, ...brief } = await call("POST /api/v2/imports", { body: { file_name: file.name, size: file.size } })
  void queryClient.invalidateQueries({ queryKey: LIST })
  return { id: brief.id, upload }
}

export async function read(id: string): Promise<void> {
  place(await call("POST /api/v2/imports/{id}/read", { params: { id } }))
}

export async function map(id: string, mapping: Mapping): Promise<void> {
  place(await call("PUT /api/v2/imports/{id}/mapping", { params: { id }, body: mapping }))
}

export async function start(id: string): Promise<void> {
  place(await call("POST /api/v2/imports/{id}/start", { params: { id } }))
}

export async function cancel(id: string): Promise<void> {
  place(await call("POST /api/v2/imports/{id}/cancel", { params: { id } }))
}

export async function revert(id: string): Promise<void> {
  place(await call("POST /api/v2/imports/{id}/revert", { params: { id } }))
}

/** Where the skipped rows can be fetched from. */
export async function skippedUrl(id: string): Promise<string> {
  return (await call("GET /api/v2/imports/{id}/skipped", { params: { id } })).url
}
