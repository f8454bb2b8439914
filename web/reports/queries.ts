/** A report's answer: asked again when what it is made of changes. */
import { keepPreviousData, useQuery } from "@tanstack/solid-query"
import { createEffect, onCleanup } from "solid-js"
import type { ReportCell } from "../../shared/report.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"
import type { Definition } from "./definition.ts"
import { requestOf } from "./request.ts"

/** Milliseconds of quiet before a report is asked again: facts follow a change a little later than the news of it. */
const QUIET = 1000
/** Milliseconds that news can keep it waiting. */
const PATIENCE = 5000
/** Milliseconds until it is asked once more: when much changes at once, as in an import, facts are longer on their way. */
const ONCE_MORE = 8000

/** Cells with the report they answer: while another report loads, the one before is still shown. */
type Answer = { definition: Definition; cells: ReportCell[] }

export function useReport(definition: () => Definition, today: () => string) {
  const request = () => requestOf(definition(), today())
  const query = useQuery<Answer>(() => {
    const asked = definition()
    const body = request()
    return {
      queryKey: ["report", body],
      queryFn: async ({ signal }) => ({
        definition: asked,
        cells: (await call("POST /api/v2/reports/run", { body }, signal)).cells,
      }),
      placeholderData: keepPreviousData,
      staleTime: 0,
    }
  })
  createEffect(() => {
    const { of } = definition()
    const again = settled(() => void queryClient.invalidateQueries({ queryKey: ["report"] }))
    onCleanup(again.cancel)
    onCleanup(listen([of], again.call, again.call))
  })
  return query
}

/** Calls once it has been quiet for a while, and now and then when it never is. */
function settled(work: () => void): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | undefined
  const run = () => {
    since = undefined
    work()
    timer = setTimeout(work, ONCE_MORE)
  }
  return {
    call: () => {
      const now = Date.now()
      since ??= now
      clearTimeout(timer)
      timer = setTimeout(run, Math.min(QUIET, Math.max(0, since + PATIENCE - now)))
    },
    cancel: () => clearTimeout(timer),
  }
}
