import { expect, test } from "vitest"
import { spanOf } from "../../shared/relative-day.ts"
import { dayOf } from "../../shared/time.ts"

/** A Wednesday. */
const TODAY = "2026-04-15"

test.each([
  ["2026-02-03", "2026-02-03", "2026-02-03"],
  ["2026-02-03T22:30:00Z", "2026-02-03", "2026-02-03"],
  ["today", "2026-04-15", "2026-04-15"],
  ["yesterday", "2026-04-14", "2026-04-14"],
  ["tomorrow", "2026-04-16", "2026-04-16"],
  ["this_week", "2026-04-13", "2026-04-19"],
  ["last_week", "2026-04-06", "2026-04-12"],
  ["next_week", "2026-04-20", "2026-04-26"],
  ["this_month", "2026-04-01", "2026-04-30"],
  ["last_month", "2026-03-01", "2026-03-31"],
  ["next_month", "2026-05-01", "2026-05-31"],
  ["this_quarter", "2026-04-01", "2026-06-30"],
  ["last_quarter", "2026-01-01", "2026-03-31"],
  ["next_quarter", "2026-07-01", "2026-09-30"],
  ["this_year", "2026-01-01", "2026-12-31"],
  ["last_year", "2025-01-01", "2025-12-31"],
  ["next_year", "2027-01-01", "2027-12-31"],
  ["last_7_days", "2026-04-09", "2026-04-15"],
  ["next_7_days", "2026-04-15", "2026-04-21"],
  ["30_days_ago", "2026-03-16", "2026-03-16"],
  ["in_30_days", "2026-05-15", "2026-05-15"],
])("%s is from %s to %s", (text, from, to) => {
  const span = spanOf(text, TODAY)
  expect([dayOf(span?.from ?? 0), dayOf(span?.to ?? 0)]).toEqual([from, to])
})

test("a week begins on Monday, at its ends too", () => {
  const week = (today: string) => dayOf(spanOf("this_week", today)?.from ?? 0)
  expect([week("2026-04-12"), week("2026-04-13")]).toEqual(["2026-04-06", "2026-04-13"])
})

test("periods cross the turn of the year", () => {
  const days = (text: string, today: string) => dayOf(spanOf(text, today)?.from ?? 0)
  expect(days("last_quarter", "2026-01-31")).toBe("2025-10-01")
  expect(days("next_month", "2025-12-31")).toBe("2026-01-01")
})

test.each(["", "someday", "this_decade", "last_0_days", "last_9999_days", "2026-13-01", "me"])("%s is none", (text) => {
  expect(spanOf(text, TODAY)).toBeUndefined()
})
