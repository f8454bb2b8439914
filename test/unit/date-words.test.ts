import { expect, test } from "vitest"
import { dayFromWords } from "../../web/ui/date-words.ts"
import { plusMonths, weekday, weeksOf } from "../../web/ui/days.ts"

const FRIDAY = "2025-11-28"
const day = (text: string) => dayFromWords(text, FRIDAY)

test.each([
  ["today", "2025-11-28"],
  ["Tomorrow", "2025-11-29"],
  ["yesterday", "2025-11-27"],
  ["sat", "2025-11-29"],
  ["monday", "2025-12-01"],
  ["next tuesday", "2025-12-02"],
  ["next week", "2025-12-01"],
  ["next month", "2025-12-01"],
  ["in 3 days", "2025-12-01"],
  ["three weeks", "2025-12-19"],
  ["in a month", "2025-12-28"],
  ["2w", "2025-12-12"],
  ["+1 year", "2026-11-28"],
  ["2 days ago", "2025-11-26"],
  ["28 nov", "2025-11-28"],
  ["Nov 28, 2026", "2026-11-28"],
  ["1st march", "2026-03-01"],
  ["28.11.", "2025-11-28"],
  ["3.2.26", "2026-02-03"],
  ["2/3/2026", "2026-02-03"],
  ["2026-02-03", "2026-02-03"],
  ["Fri, Nov 28, 2025", "2025-11-28"],
])("%s is a day", (text, expected) => {
  expect(day(text)).toBe(expected)
})

test("the name of today's weekday means the one to come", () => {
  expect(day("fri")).toBe("2025-12-05")
})

test("a day without its year is the nearest: one that was over half a year ago comes again", () => {
  expect(day("1 jan")).toBe("2026-01-01")
  expect(day("1 oct")).toBe("2025-10-01")
  expect(day("29 feb")).toBeUndefined()
})

test.each([
  "",
  "soon",
  "2026-02-30",
  "0000-01-01",
  "1/1/0000",
  "31.4.2026",
  "13/13/2026",
  "in -3 days",
  "in 3 days ago",
  "32 nov",
  "m",
  "next",
])("%s is no day", (text) => {
  expect(day(text)).toBeUndefined()
})

test("a month further keeps the day, or takes the month's last", () => {
  expect(plusMonths("2025-01-31", 1)).toBe("2025-02-28")
  expect(plusMonths("2024-02-29", 12)).toBe("2025-02-28")
  expect(plusMonths("2025-01-15", -1)).toBe("2024-12-15")
})

test("a month is shown in six weeks that begin on Monday", () => {
  const weeks = weeksOf(FRIDAY)
  expect(weeks).toHaveLength(6)
  expect(weeks[0]?.[0]).toBe("2025-10-27")
  expect(weekday(weeks[5]?.[6] ?? "")).toBe(6)
})
