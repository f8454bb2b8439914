import { CsvError, parse } from "csv-parse"
import { Problem } from "../../shared/problem.ts"
import type { Dialect } from "./delimiter.ts"
import { decode, type Encoding } from "./encoding.ts"

/** A record of the file with its number as a spreadsheet counts, empty lines included. */
export type Row = { row: number; cells: string[] }

const MOST_CHARACTERS = 2_000_000

/** The records of a file that are not empty, cells as they are. Throws a `Problem` on what no reading makes sense of. */
export async function* records(
  file: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  dialect: Dialect,
): AsyncGenerator<Row> {
  const parser = parse({
    delimiter: dialect.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MOST_CHARACTERS,
  })
  const fed = feed(parser, decode(file, encoding), dialect.skip)
  let row = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++
      if (cells.some((cell) => cell.trim() !== "")) yield { row, cells }
    }
    await fed
  } catch (error) {
    throw error instanceof CsvError ? problemOf(error, Number(error.records ?? row) + 1) : error
  } finally {
    parser.destroy()
    await fed.catch(() => undefined)
  }
}

async function feed(parser: ReturnType<typeof parse>, texts: AsyncIterable<string>, skip: number): Promise<void> {
  let left = skip
  try {
    for await (const text of texts) {
      const rest = text.slice(left)
      left = Math.max(0, left - text.length)
      if (parser.destroyed) return
      if (rest !== "" && !parser.write(rest)) await drained(parser)
    }
    parser.end()
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

async function drained(parser: ReturnType<typeof parse>): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      parser.off("drain", done)
      parser.off("close", done)
      resolve()
    }
    parser.once("drain", done)
    parser.once("close", done)
  })
}

function problemOf(error: CsvError, row: number): Problem {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return new Problem("unprocessable", `A quote that opens in row ${row} is never closed`)
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return new Problem("unprocessable", `Row ${row} is longer than any row can be: is a quote left open?`)
  return new Problem("unprocessable", `Row ${row} cannot be read: ${error.message}`)
}
