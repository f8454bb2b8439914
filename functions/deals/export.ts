/** Deals as a file: part by part, each as many as one request may hold. */
import { fileCells, fileHeads } from "../../shared/api/deal-cells.ts"
import { type DealColumn, dealColumns } from "../../shared/api/deal-columns.ts"
import type { ExportQuery } from "../../shared/api/deal-view.ts"
import { fieldAnswer } from "../../shared/api/field-meta.ts"
import type { Raw } from "../../shared/api/route.ts"
import { refuse } from "../../shared/comparison.ts"
import { BYTE_ORDER_MARK, csvLine } from "../../shared/csv.ts"
import { needMay } from "../../shared/permission.ts"
import { noteExport } from "../audit/exporting.ts"
import { toCursor } from "../data/cursor.ts"
import { customKeys, type Setup, seenPipelines, seenStages, setupOf } from "../data/setup.ts"
import { chunks } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { csvPart } from "../platform/csv-part.ts"
import { narrowed, placed, rowOf, standing } from "./view.ts"

/** Deals and bytes of one part: a Lambda answers with at most 6 MB, in which line ends and quotes count twice. */
const MOST_DEALS = 2500
const MOST_BYTES = 3_000_000
/** Deals that are loaded at a time. */
const STEP = 250

export async function exported(actor: Actor, query: ExportQuery): Promise<Raw> {
  needMay(actor, "records.see")
  const setup = await setupOf(actor)
  const columns = columnsOf(setup, query.columns)
  const asked = await narrowed(actor, query)
  const places = await placed(actor, { ...query, asked })
  const names = namesIn(setup, actor)
  const keys = customKeys(setup, "deal")
  const parts = query.cursor === undefined ? [BYTE_ORDER_MARK + csvLine(["ID", ...columns.flatMap(fileHeads)])] : []
  let [through, rows, bytes] = [0, 0, 0]
  for (const some of chunks(places.slice(0, MOST_DEALS), STEP)) {
    const deals = new Map((await standing(actor, some, asked)).map((deal) => [deal.id, deal]))
    for (const { id } of some) {
      if (bytes > MOST_BYTES) break
      through++
      const deal = deals.get(id)
      if (deal === undefined) continue
      const row = rowOf(deal, keys)
      const line = csvLine([row.id, ...columns.flatMap((column) => fileCells(row, column, names))])
      parts.push(line)
      bytes += Buffer.byteLength(line)
      rows++
    }
    if (bytes > MOST_BYTES) break
  }
  const last = places[through - 1]
  await noteExport(actor, { object: "deal", name: "deals", asked: query })
  const next = through < places.length && last !== undefined ? toCursor(last) : null
  return csvPart({ fileName: "deals.csv", lines: parts, next, headers: { "x-row-count": String(rows) } })
}

/** The columns that are asked for, in that order; all that there are when none are. */
function columnsOf(setup: Setup, wanted: readonly string[] | undefined): DealColumn[] {
  const all = dealColumns(setup.fields.filter((field) => field.builtIn !== true).map(fieldAnswer))
  return [...new Set(wanted ?? all.map((column) => column.key))].map((key) => {
    const column = all.find((one) => one.key === key)
    if (column === undefined) throw refuse("columns", `no column of deals is called ${key}`)
    return column
  })
}

/** What the app shows names of: pipelines and stages that are hidden to someone have none. */
function namesIn(setup: Setup, actor: Actor) {
  const pipelines = seenPipelines(setup, actor)
  const stages = pipelines.flatMap((pipeline) => seenStages(setup, actor, pipeline.id))
  return { users: [...setup.users.values()], pipelines, stages }
}
