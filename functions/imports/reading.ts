/** Reads an uploaded file: its rows into chunks of JSON, what is in its columns, and a first mapping. */
import { MOST_BYTES, MOST_COLUMNS, MOST_ROWS, ROWS_PER_CHUNK } from "../../shared/import.ts"
import { Problem } from "../../shared/problem.ts"
import type { Beat } from "./beat.ts"
import { dialectOf } from "./delimiter.ts"
import { examine } from "./encoding.ts"
import { FILES, type Folder } from "./files.ts"
import { importerOf, rightsOf } from "./importer.ts"
import { type Profile, profile } from "./profile.ts"
import { type Row, records } from "./records.ts"
import { suggest } from "./suggest.ts"

export async function read(w: string, files: Folder, pulse: Beat): Promise<boolean> {
  const { actor, setup } = await importerOf(w, pulse.job())
  await checkSize(files)
  const { encoding, sample } = await examine(await files.stream(FILES.upload))
  const dialect = dialectOf(sample)
  const found = await store(files, records(await files.stream(FILES.upload), encoding, dialect), pulse)
  const columns = found.profile.columns()
  await files.write(FILES.columns, JSON.stringify(columns))
  const mapping = suggest(columns, setup, rightsOf(actor), actor.currency)
  await files.write(FILES.mapping(1), JSON.stringify(mapping))
  await pulse.save({
    status: "mapping",
    rows: found.rows,
    encoding,
    delimiter: dialect.delimiter,
    mapping: 1,
    progress: undefined,
    next: 0,
  })
  return true
}

async function checkSize(files: Folder): Promise<void> {
  const size = await files.size(FILES.upload)
  if (size === undefined) throw new Problem("unprocessable", "The file has not been uploaded")
  if (size > MOST_BYTES) throw new Problem("unprocessable", "The file is larger than 50 MB; split it")
}

async function store(
  files: Folder,
  rows: AsyncIterable<Row>,
  pulse: Beat,
): Promise<{ rows: number; profile: Profile }> {
  let seen: Profile | undefined
  let chunk: Row[] = []
  let written = 0
  let pending: Promise<void> = Promise.resolve()
  const flush = async () => {
    await pending
    pending = files.write(FILES.rows(written++), JSON.stringify(chunk))
    pending.catch(() => undefined)
    chunk = []
  }
  const count = () => written * ROWS_PER_CHUNK + chunk.length
  for await (const row of rows) {
    if (seen === undefined) {
      seen = profile(headersOf(row.cells))
      continue
    }
    if (count() === MOST_ROWS)
      throw new Problem("unprocessable", `The file has more than ${MOST_ROWS.toLocaleString("en")} rows; split it`)
    seen.see(row.cells)
    chunk.push(row)
    if (chunk.length < ROWS_PER_CHUNK) continue
    await flush()
    await pulse.tell({ phase: "reading", done: count(), total: 0 }, 0)
  }
  const total = count()
  if (seen === undefined || total === 0) throw new Problem("unprocessable", "The file has no rows below its header")
  if (chunk.length > 0) await flush()
  await pending
  return { rows: total, profile: seen }
}

function headersOf(cells: readonly string[]): string[] {
  if (cells.length > MOST_COLUMNS)
    throw new Problem("unprocessable", `The file has more than ${MOST_COLUMNS} columns; leave some out`)
  return cells.map((cell, at) => cell.trim().slice(0, 255) || `Column ${at + 1}`)
}
