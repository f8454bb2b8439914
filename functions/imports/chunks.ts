import { ROWS_PER_CHUNK } from "../../shared/import.ts"
import { FILES, type Folder, StoredRows } from "./files.ts"
import type { Row } from "./records.ts"

export const chunksOf = (rows: number) => Math.ceil(rows / ROWS_PER_CHUNK)

/** Chunks of a file's rows in order from one on; the next is fetched while one is worked on. */
export async function* chunksFrom(
  files: Folder,
  from: number,
  count: number,
): AsyncGenerator<{ chunk: number; rows: Row[] }> {
  const fetched = (chunk: number) => (chunk < count ? files.read(FILES.rows(chunk), StoredRows) : undefined)
  let ahead = fetched(from)
  for (let chunk = from; chunk < count; chunk++) {
    const rows = await ahead
    ahead = fetched(chunk + 1)
    ahead?.catch(() => undefined)
    if (rows !== undefined) yield { chunk, rows }
  }
}
