/** What one was told of: the newest in pages, and how many were not seen; both follow live. */
import { useInfiniteQuery, useQuery } from "@tanstack/solid-query"
import { createEffect, onCleanup } from "solid-js"
import type { NotificationAnswer } from "../../shared/api/notifications.ts"
import type { Page } from "../../shared/api/route.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"
import { toast } from "../ui/toast.tsx"

const COUNT = ["notifications", "count"] as const
const LIST = ["notifications", "list"] as const
const PAGE = 30

type Pages = { pages: Page<NotificationAnswer[]>[]; pageParams: string[] }

export function useUnseen() {
  const query = useQuery<{ unseen: number }>(() => ({
    queryKey: COUNT,
    queryFn: () => call("GET /api/v2/notifications/count"),
  }))
  createEffect(() => {
    const again = () => void queryClient.invalidateQueries({ queryKey: ["notifications"] })
    onCleanup(listen(["notification"], again, again))
  })
  return query
}

export function useNotifications() {
  return useInfiniteQuery(() => ({
    queryKey: LIST,
    queryFn: ({ pageParam }: { pageParam: string }) =>
      call("GET /api/v2/notifications", { query: { limit: PAGE, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: "",
    getNextPageParam: (last: Page<NotificationAnswer[]>) => last.nextCursor,
    staleTime: 0,
  }))
}

/** Marks some as seen, or all: at once on the screen, and back if the server says no. */
export async function markSeen(which: { ids: string[] } | { all: true }): Promise<void> {
  const isMarked = (id: string) => "all" in which || which.ids.includes(id)
  const before = { list: queryClient.getQueryData<Pages>(LIST), count: queryClient.getQueryData(COUNT) }
  queryClient.setQueryData<Pages>(LIST, (list) =>
    list === undefined
      ? list
      : {
          ...list,
          pages: list.pages.map((page) => ({
            ...page,
            data: page.data.map((one) => (isMarked(one.id) ? { ...one, seen: true } : one)),
          })),
        },
  )
  try {
    queryClient.setQueryData(COUNT, await call("POST /api/v2/notifications/seen", { body: which }))
  } catch (error) {
    queryClient.setQueryData(LIST, before.list)
    queryClient.setQueryData(COUNT, before.count)
    toast(`They were not marked. ${error instanceof Error ? error.message : ""}`, { kind: "error" })
  }
}
