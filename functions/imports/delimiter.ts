/** What parts the cells of a file: what a `sep=` line says, else the sign that its lines hold equally often. */
const CANDIDATES = [",", ";", "\t", "|"]
const LINES = 100

const SEP = /^sep=([^\r\n])(\r\n|\n|\r)/i

export type Dialect = { delimiter: string /** Characters before the first record. */; skip: number }

export function dialectOf(sample: string): Dialect {
  const [line, delimiter] = SEP.exec(sample) ?? []
  if (line !== undefined && delimiter !== undefined) return { delimiter, skip: line.length }
  return { delimiter: likeliest(sample), skip: 0 }
}

function likeliest(sample: string): string {
  let best = { delimiter: ",", agreement: 0, strays: 0, cells: 1 }
  for (const delimiter of CANDIDATES) {
    const { counts, strays } = cellCounts(sample, delimiter)
    const [cells = 1, ...rest] = counts
    if (cells < 2) continue
    const agreement = rest.length === 0 ? 1 : rest.filter((count) => count === cells).length / rest.length
    const better = agreement - best.agreement || best.strays - strays || cells - best.cells
    if (better > 0) best = { delimiter, agreement, strays, cells }
  }
  return best.delimiter
}

/**
 * Cells in each of the first records that are whole and not empty. A quote opens only at the start of a cell, or doubled;
 * elsewhere it is a stray.
 */
function cellCounts(sample: string, delimiter: string): { counts: number[]; strays: number } {
  const counts: number[] = []
  let strays = 0
  let cells = 1
  let before = ""
  let quoted = false
  for (const sign of sample) {
    if (counts.length === LINES) break
    if (quoted) quoted = sign !== '"'
    else if (sign === '"' && (before === "" || before === delimiter || before === '"')) quoted = true
    else if (sign === "\n" || sign === "\r") {
      if (before !== "") counts.push(cells)
      cells = 1
      before = ""
      continue
    } else if (sign === '"') strays++
    else if (sign === delimiter) cells++
    before = sign
  }
  if (counts.length === 0 && before !== "") counts.push(cells)
  return { counts, strays }
}
