import fc from "fast-check"
import { expect, test } from "vitest"
import {
  type Cell,
  type Columns,
  type ColumnType,
  decode,
  encode,
  lists,
  numbers,
  type Opened,
  open,
  type Row,
  texts,
} from "../../shared/columns.ts"

/** Half of what a double holds exactly, as differences double a number. */
const MOST = 2 ** 51
const whole = fc.integer({ min: -MOST, max: MOST })
const CELLS: Record<ColumnType, fc.Arbitrary<Cell>> = {
  int: fc.oneof(whole, fc.integer({ min: 0, max: 3 })),
  num: fc.double({ noNaN: true }),
  text: fc.oneof(fc.string({ unit: "grapheme", maxLength: 30 }), fc.constantFrom("USD", "EUR", "")),
  ints: fc.array(whole, { minLength: 1, maxLength: 8 }),
}
const COLUMNS: Columns = { a: "int", b: "num", c: "text", d: "ints", "custom.ä": "text" }

const row: fc.Arbitrary<Row> = fc
  .record({ a: CELLS.int, b: CELLS.num, c: CELLS.text, d: CELLS.ints, "custom.ä": CELLS.text }, { requiredKeys: [] })
  .map((cells) => ({ ...cells }))
const rows = fc.array(row, { maxLength: 300 })

test("rows of every type come back as they went in", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { rows: back, columns } = decode(encode(given, COLUMNS))
      expect(back).toEqual(given)
      for (const [name, type] of Object.entries(columns)) expect(COLUMNS[name]).toBe(type)
    }),
    { numRuns: 200 },
  )
})

test("what was decoded encodes to the same bytes, whatever order the columns were named in", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const bytes = encode(given, COLUMNS)
      const { rows: back, columns } = decode(bytes)
      expect(encode(back, columns)).toEqual(bytes)
      expect(encode(given, Object.fromEntries(Object.entries(COLUMNS).reverse()))).toEqual(bytes)
    }),
    { numRuns: 100 },
  )
})

test("null, an empty list and a number that is none are all nothing", () => {
  const given: Row[] = [{ a: null, d: [] }, { a: Number.NaN }, { a: 7, d: [1] }]
  expect(decode(encode(given, COLUMNS)).rows).toEqual([{}, {}, { a: 7, d: [1] }])
  expect(open(encode([{ a: null, d: [] }], COLUMNS)).columns.size).toBe(0)
})

test("a reader of one column gets numbers with NaN, texts with -1 and lists that are empty where there is nothing", () => {
  const opened = open(encode([{ a: 5, c: "x", d: [3, 1] }, {}, { a: -5, c: "x" }], COLUMNS))
  expect([...numbers(opened, "a")]).toEqual([5, Number.NaN, -5])
  const { words, at } = texts(opened, "c")
  expect(words).toEqual(["x"])
  expect([...at]).toEqual([0, -1, 0])
  expect(lists(opened, "d")).toEqual([[3, 1], [], []])
})

test("a column that is not there, or is of another type, reads as nothing", () => {
  const opened = open(encode([{ c: "x" }], COLUMNS))
  expect([...numbers(opened, "a")]).toEqual([Number.NaN])
  expect([...numbers(opened, "c")]).toEqual([Number.NaN])
  expect([...texts(opened, "a").at]).toEqual([-1])
  expect(lists(opened, "c")).toEqual([[]])
})

test("only the columns that are asked for are decoded", () => {
  const { rows: count, columns } = open(encode([{ a: 5, b: 1.5, c: "x", d: [3] }], COLUMNS))
  const touched: string[] = []
  const watched: Opened = {
    rows: count,
    columns: new Map(
      [...columns].map(([name, { type, bytes }]) => [
        name,
        {
          type,
          get bytes() {
            touched.push(name)
            return bytes
          },
        },
      ]),
    ),
  }
  expect([...numbers(watched, "a")]).toEqual([5])
  expect(new Set(touched)).toEqual(new Set(["a"]))
})

test("bytes of a format that is not known are refused by its number", () => {
  const bytes = encode([{ a: 1 }], COLUMNS)
  bytes[0] = 9
  expect(() => open(bytes)).toThrow("fact segment of format 9; this reader knows 1")
  expect(() => decode(new Uint8Array())).toThrow("fact segment of format undefined")
})
