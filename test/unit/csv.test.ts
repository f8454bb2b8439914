import fc from "fast-check"
import { expect, test } from "vitest"
import { csvCell, csvLine, plainCell } from "../../shared/csv.ts"

test.each(["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx", "\rx", "=HYPERLINK(0)", "-", "+1 (555) 010", "-1-1"])(
  "a cell that begins like a formula is written as text: %j",
  (cell) => {
    expect(csvCell(cell).replace(/^"/, "")).toMatch(/^'/)
    expect(plainCell(`'${cell}`)).toBe(cell)
  },
)

test.each(["-5", "+15550000005", "-1,234.56", "-1.234,56", "0.5"])("a plain number stays one: %s", (cell) => {
  expect(csvCell(cell).replaceAll('"', "")).toBe(cell)
})

test("cells are quoted where they must be, and only there", () => {
  expect(csvLine(["a", 'say "hi"', "x,y", "two\nlines", " blank ", "", null, 7])).toBe(
    'a,"say ""hi""","x,y","two\nlines"," blank ",,,7\r\n',
  )
})

test("no written cell begins with a sign that starts a formula, unless it is a number", () => {
  fc.assert(
    fc.property(fc.string(), (cell) => {
      const written = csvCell(cell)
      const shown = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written
      expect(/^[=+\-@\t\r\n]/.test(shown) && !/^[+-]?\d+([.,]\d+)*$/.test(shown)).toBe(false)
      if (!/^'[=+\-@\t\r\n]/.test(cell)) expect(plainCell(shown)).toBe(cell)
    }),
  )
})
