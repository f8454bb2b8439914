/** Every deal that a table would show, as the server's file of its columns. */
import { fileOf } from "../app/file-parts.ts"
import { today } from "../record/when.ts"
import { download } from "../ui/download.ts"
import type { Column } from "./columns.ts"
import type { Asked } from "./queries.ts"

/** Answers how many deals the file holds. */
export async function exportDeals(
  { narrowing, sort, direction }: Asked,
  columns: readonly Column[],
  signal: AbortSignal,
  told: (rows: number) => void,
): Promise<number> {
  let rows = 0
  const query = {
    ...narrowing,
    sort_by: sort,
    sort_direction: direction,
    columns: columns.map((column) => column.key).join(","),
  }
  const file = await fileOf("/api/v2/deals/export", query, signal, (now) => {
    rows = now
    told(now)
  })
  download(file, "text/csv", `deals-${today()}.csv`)
  return rows
}
