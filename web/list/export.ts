/** Every deal that a table would show, as a CSV file of its columns. */
import type { Setup } from "../../shared/api/workspaces.ts"
import { BYTE_ORDER_MARK, csvLine } from "../../shared/csv.ts"
import { today } from "../record/when.ts"
import { download } from "../ui/download.ts"
import type { Column } from "./columns.ts"
import { type Asked, eachRow } from "./queries.ts"
import { fileCells, fileHeads } from "./words.ts"

/** Answers how many deals the file holds. */
export async function exportDeals(
  asked: Asked,
  columns: readonly Column[],
  setup: Setup,
  signal: AbortSignal,
  told: (rows: number) => void,
): Promise<number> {
  const lines = [csvLine(["ID", ...columns.flatMap(fileHeads)])]
  await eachRow(asked, signal, (rows) => {
    for (const row of rows) lines.push(csvLine([row.id, ...columns.flatMap((column) => fileCells(row, column, setup))]))
    told(lines.length - 1)
  })
  download(BYTE_ORDER_MARK + lines.join(""), "text/csv", `deals-${today()}.csv`)
  return lines.length - 1
}
