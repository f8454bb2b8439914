import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { dialectOf } from "../../functions/imports/delimiter.ts"
import { type Encoding, examine } from "../../functions/imports/encoding.ts"
import { type Row, records } from "../../functions/imports/records.ts"
import { Problem } from "../../shared/problem.ts"

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** A file as the importer reads it, cut into parts of a size that splits lines, quotes and characters. */
async function read(bytes: Uint8Array, size = 7) {
  const { encoding, sample } = await examine(inParts(bytes, size))
  const dialect = dialectOf(sample)
  const rows: Row[] = []
  for await (const row of records(inParts(bytes, size), encoding, dialect)) rows.push(row)
  return { encoding, delimiter: dialect.delimiter, rows, cells: rows.map((row) => row.cells) }
}

const text = (content: string) => new TextEncoder().encode(content)

function utf16(content: string, encoding: "utf-16le" | "utf-16be", mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? "\u{feff}" : "") + content, "utf16le")
  return encoding === "utf-16le" ? bytes : bytes.swap16()
}

const SMALL = "name;value\nJosé Ñandú;1,5\nŁukasz;2\n"
const SMALL_CELLS = [
  ["name", "value"],
  ["José Ñandú", "1,5"],
  ["Łukasz", "2"],
]

describe("encodings", () => {
  test.each<[string, Uint8Array, Encoding]>([
    ["UTF-8", text(SMALL), "utf-8"],
    ["UTF-8 with a byte order mark", text(`\u{feff}${SMALL}`), "utf-8"],
    ["UTF-16 LE with a byte order mark", utf16(SMALL, "utf-16le", true), "utf-16le"],
    ["UTF-16 BE with a byte order mark", utf16(SMALL, "utf-16be", true), "utf-16be"],
    ["UTF-16 LE without one", utf16(SMALL, "utf-16le", false), "utf-16le"],
    ["UTF-16 BE without one", utf16(SMALL, "utf-16be", false), "utf-16be"],
  ])("%s", async (_, bytes, encoding) => {
    expect(await read(bytes, 3)).toMatchObject({ encoding, delimiter: ";", cells: SMALL_CELLS })
  })

  test("what is not UTF-8 is Windows-1252, even when that shows late in the file", async () => {
    const lines = Array.from({ length: 9000 }, (_, at) => `row ${at};1`).join("\n")
    const bytes = Buffer.concat([text(`name;value\n${lines}\n`), Buffer.from([0x80, 0x20, 0xe9]), text(";2\n")])
    const { encoding, cells } = await read(bytes, 4096)
    expect(encoding).toBe("windows-1252")
    expect(cells.at(-1)).toEqual(["€ é", "2"])
  })
})

describe("separators and lines", () => {
  test.each([
    [",", "a,b,c\n1,2,3\n"],
    [";", "a;b;c\n1,5;2,5;3\n"],
    ["\t", "a\tb\n1, 2\t3, 4\n"],
    ["|", "a|b\nx; y|z\n"],
    [";", 'title;"note, with commas"\n"x, ""y"", z";1,2\n"p, q";3,4\n'],
    [",", "only one column\nx\n"],
    ["^", "sep=^\na^b\n1;2^3\n"],
    [";", "SEP=;\r\na;b\r\n1,1;2,2\r\n"],
  ])("%j parts the cells", async (delimiter, content) => {
    const found = await read(text(content))
    expect(found.delimiter).toBe(delimiter)
    expect(new Set(found.cells.map((cells) => cells.length)).size).toBe(1)
  })

  test.each([["\n"], ["\r\n"], ["\r"]])("lines may end in %j", async (end) => {
    const { cells } = await read(text(["a,b", "1,2", '"x\ny",3', ""].join(end)), 1)
    expect(cells).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["x\ny", "3"],
    ])
  })

  test("empty lines are dropped, and counted as a spreadsheet counts them", async () => {
    const { rows } = await read(text("a,b\n\n1,2\n , \n3,4\n"))
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 5])
  })

  test("a stray quote inside a cell is part of it", async () => {
    const { cells } = await read(text('size,city\n5" pipe,Rome\n36\'37.8"N,Modesto\n'))
    expect(cells.slice(1)).toEqual([
      ['5" pipe', "Rome"],
      ["36'37.8\"N", "Modesto"],
    ])
  })

  test("rows with too few or too many cells are kept as they are", async () => {
    const { cells } = await read(text("a,b,c\n1,2\n1,2,3,4\n"))
    expect(cells.slice(1)).toEqual([
      ["1", "2"],
      ["1", "2", "3", "4"],
    ])
  })

  test("a quote that never ends is told with its row", async () => {
    const reading = read(text('a,b\n1,2\n"open,3\n4,5\n'))
    await expect(reading).rejects.toThrow(Problem)
    await expect(reading).rejects.toThrow(/quote .* row 3 is never closed/)
  })
})

const MESSY = join(import.meta.dirname, "../../../shared/data/messy-csv")

describe.skipIf(!existsSync(MESSY))("messy files (skipped without the files beside the repository)", () => {
  const spectrum = join(MESSY, "csv-spectrum")
  const names = existsSync(spectrum) ? readdirSync(join(spectrum, "csvs")).map((name) => name.replace(".csv", "")) : []

  test.each(names)("csv-spectrum: %s", async (name) => {
    const stored = readFileSync(join(spectrum, "csvs", `${name}.csv`), "utf8")
    // git may have taken away the line ends that these files are about
    const { cells } = await read(text(name.endsWith("_crlf") ? stored.replace(/\r?\n/g, "\r\n") : stored))
    const [header = [], ...rows] = cells
    const found = rows.map((row) => Object.fromEntries(header.map((key, at) => [key, row[at]])))
    const wanted = [JSON.parse(readFileSync(join(spectrum, "json", `${name}.json`), "utf8"))].flat()
    // the two files of this pair name different phone numbers
    if (name === "location_coordinates") wanted[0]["Contact Phone Number"] = "2095257564"
    expect(found).toEqual(wanted)
  })

  const folder = join(MESSY, "pipedrive-exports")
  const files = existsSync(folder) ? readdirSync(folder) : []

  test.each(files)("a deals export: %s", async (name) => {
    const plain = await read(readFileSync(join(folder, "pipedrive-deals.utf8-bom.comma.csv")), 65_536)
    const found = await read(readFileSync(join(folder, name)), 4099)
    expect(found.rows).toHaveLength(1201)
    const cp1252 = name.includes("cp1252")
    const comparable = (cells: string[][]) =>
      cells.map((row) => row.map((cell, at) => (at === 2 ? cell.replace(/,00$/, "") : cp1252 ? known(cell) : cell)))
    expect(comparable(found.cells)).toEqual(comparable(plain.cells))
  })
})

/** A cell as an encoding of few characters keeps it: the others became question marks. */
function known(cell: string): string {
  return cell.replace(/[^ -~\n\u00a0-\u00ff\u20ac\u2013\u2019]/g, "?")
}
