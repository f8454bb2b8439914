import { describe, expect, test } from "vitest"
import { dateLook, dateStyle, parseDate } from "../../functions/imports/dates.ts"
import { decimalStyle, type NumberLook, numberLook, parseNumber } from "../../functions/imports/numbers.ts"
import { uuidv7 } from "../../functions/platform/uuid.ts"
import { instantIn, offsetIn } from "../../shared/time.ts"

const tally = <T>(looks: (T | undefined)[]) => {
  const counts = new Map<T, number>()
  for (const look of looks) if (look !== undefined) counts.set(look, (counts.get(look) ?? 0) + 1)
  return counts
}

describe("numbers", () => {
  test.each([
    ["1054", 1054],
    ["1,234.56", 1234.56],
    ["$22,700.00", 22700],
    ["-$5.00", -5],
    ["USD 5", 5],
    ["5 %", 5],
    ["(1,234)", -1234],
    ["12-", -12],
    ["1 234.5", 1234.5],
    ["1'000.50", 1000.5],
    ["12,34,567", 1234567],
    ["1e3", 1000],
    [".5", 0.5],
  ])("with a decimal point %j is %d", (text, value) => expect(parseNumber(text, "point")).toBe(value))

  test.each([
    ["1.234,56", 1234.56],
    ["1054,00", 1054],
    ["1 234,50 €", 1234.5],
    ["kr 1.200,50", 1200.5],
    ["€ 1.000", 1000],
    ["1.234", 1234],
  ])("with a decimal comma %j is %d", (text, value) => expect(parseNumber(text, "comma")).toBe(value))

  test.each(["abc", "", "1.2.3", "12/05", "1,2,3", "--5", "5 apples"])("%j is no number", (text) => {
    expect(parseNumber(text, "point")).toBeUndefined()
    expect(numberLook(text)).toBeUndefined()
  })

  test("a number in the other style is not silently misread", () => {
    expect(parseNumber("1054,50", "point")).toBeUndefined()
    expect(parseNumber("1,234.56", "comma")).toBeUndefined()
  })

  test.each<[string[], "point" | "comma"]>([
    [["1", "2.50", "1,000"], "point"],
    [["1", "2,50", "1.000"], "comma"],
    [["1.000", "12.500", "3"], "comma"],
    [["1,000", "12,500"], "point"],
    [["1.234.567"], "comma"],
    [["0.125", "0.250"], "point"],
    [["1", "2"], "point"],
  ])("a column of %j is written with a decimal %s", (texts, style) => {
    expect(decimalStyle(tally<NumberLook>(texts.map(numberLook)))).toBe(style)
  })
})

describe("dates", () => {
  test.each([
    ["2017-03-01", { day: "2017-03-01" }],
    ["2016-10-20 09:00:00", { day: "2016-10-20", time: "09:00:00" }],
    ["2024/1/5", { day: "2024-01-05" }],
    ["20240131", { day: "2024-01-31" }],
    ["16 Apr, 2021 00:02:00", { day: "2021-04-16", time: "00:02:00" }],
    ["Apr 16, 2021", { day: "2021-04-16" }],
    ["16-Apr-21", { day: "2021-04-16" }],
    ["1. März 2024", { day: "2024-03-01" }],
    ["Mon, 5 May 2025 10:00 GMT", { day: "2025-05-05", time: "10:00:00", offset: 0 }],
    ["2024-01-31T10:00:00.5+02:00", { day: "2024-01-31", time: "10:00:00", offset: 120 }],
    ["31.12.2024", { day: "2024-12-31" }],
    ["4/13/2024 1:05 PM", { day: "2024-04-13", time: "13:05:00" }],
    ["4/4/2024", { day: "2024-04-04" }],
  ])("%j is read whatever the style", (text, date) => {
    expect(parseDate(text, undefined)).toEqual(date)
    expect(parseDate(text, "dmy")).toEqual(date)
  })

  test("3/4/2024 takes a style", () => {
    expect(parseDate("3/4/2024", undefined)).toBe("ambiguous")
    expect(parseDate("3/4/2024", "dmy")).toEqual({ day: "2024-04-03" })
    expect(parseDate("3/4/2024", "mdy")).toEqual({ day: "2024-03-04" })
  })

  test.each(["2024-02-30", "31/31/2024", "tomorrow", "12", "Q3 2024", "2024-13-01", "25:00", ""])(
    "%j is no date",
    (text) => {
      expect(parseDate(text, "dmy")).toBeUndefined()
      expect(dateLook(text)).toBeUndefined()
    },
  )

  test.each([
    [["1/2/2024", "13/2/2024"], "dmy"],
    [["1/2/2024", "2/13/2024"], "mdy"],
    [["1/2/2024", "3/4/2024"], "ambiguous"],
    [["2024-01-02", "5 May 2024"], "iso"],
    [["01.02.2024"], "dmy"],
  ])("a column of %j is written %s", (texts, style) => {
    expect(dateStyle(tally(texts.map(dateLook)))).toBe(style)
  })

  test("a local time becomes an instant, in winter and in summer", () => {
    const tallinn = offsetIn("Europe/Tallinn")
    expect(instantIn(tallinn, "2024-01-15", "12:00:00")).toBe("2024-01-15T10:00:00Z")
    expect(instantIn(tallinn, "2024-07-15", "00:30:00")).toBe("2024-07-14T21:30:00Z")
  })
})

test("ids of jobs sort by time and are UUIDs of version 7", () => {
  const [early, late] = [uuidv7(1_700_000_000_000), uuidv7(1_700_000_000_001)]
  expect(early < late).toBe(true)
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
