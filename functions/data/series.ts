/** Series of activities, what of them is there, and when each is to be looked after. */
import { Series } from "../../shared/series.ts"
import type { Write } from "./commit.ts"
import { entriesOf } from "./entries.ts"
import { keys } from "./patterns.ts"
import { query } from "./table.ts"

const entries = entriesOf("series", Series)

export const findSeries = (w: string, id: string): Promise<Series | undefined> => entries.find(keys.series(w, id))

export function savingSeries(w: string, series: Series, before?: Series): Write[] {
  const due = (day: string) => keys.seriesDue(w, series.id, day)
  const save = entries.saving(keys.series(w, series.id), series)
  if (series.nextOn === before?.nextOn) return [save]
  return [
    save,
    ...(before?.nextOn === undefined ? [] : [{ delete: due(before.nextOn) }]),
    ...(series.nextOn === undefined
      ? []
      : [{ put: { ...due(series.nextOn), workspaceId: w, seriesId: series.id, day: series.nextOn } }]),
  ]
}

/** Says that the activity of a day is there; the condition fails when it was before. */
export function noting(w: string, seriesId: string, day: string, activityId: number): Write {
  const key = keys.occurrence(w, seriesId, day)
  return { put: { ...key, day, activityId }, if: { expression: "attribute_not_exists(pk)" } }
}

export const forgetting = (w: string, seriesId: string, day: string): Write => ({
  delete: keys.occurrence(w, seriesId, day),
})

type Occurrence = { day: string; id: number }

/** What there is of a series from a day on. */
export async function occurrencesFrom(w: string, seriesId: string, day: string): Promise<Occurrence[]> {
  const found: Occurrence[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await query({
      pk: { name: "pk", value: keys.occurrences(w, seriesId) },
      sk: { name: "sk", from: day },
      ...(after && { after }),
    })
    found.push(...page.items.map((item) => ({ day: String(item.day), id: Number(item.activityId) })))
    after = page.next
  } while (after !== undefined)
  return found
}

/** A page of the series of all workspaces that are to be looked after by a day, the longest due first. */
export async function seriesDue(day: string, after?: Record<string, unknown>) {
  const page = await query({
    pk: { name: "pk", value: keys.seriesToLookAfter },
    sk: { name: "sk", to: `${day}~` },
    limit: 100,
    ...(after && { after }),
  })
  const due = page.items.map((item) => ({ workspaceId: String(item.workspaceId), seriesId: String(item.seriesId) }))
  return { due, next: page.next }
}
