import fc from "fast-check"
import { expect, test } from "vitest"
import { DealChange } from "../../shared/api/deal-body.ts"
import {
  addDays,
  Day,
  dayIn,
  dayNumber,
  dayOf,
  GivenDay,
  Instant,
  type Interval,
  instant,
  instantIn,
  offsetIn,
  periodOf,
  seconds,
  Zone,
} from "../../shared/time.ts"

const ZONES = [
  "UTC",
  "Europe/Tallinn",
  "Europe/London",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Casablanca",
]
const zone = fc.constantFrom(...ZONES)
const second = fc.integer({ min: Date.parse("1975-01-01") / 1000, max: Date.parse("2045-01-01") / 1000 })
const day = fc.integer({ min: -30_000, max: 60_000 }).map(dayOf)
const INTERVALS: Interval[] = ["day", "week", "month", "quarter", "year"]

test("a day has a number and a number its day", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (number) => {
      expect(dayNumber(dayOf(number))).toBe(number)
    }),
  )
  expect(dayNumber("1970-01-01")).toBe(0)
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29")
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28")
})

test.each([
  ["2026-11-24", ["2026-11-24", "2026-W48", "2026-11", "2026-Q4", "2026"]],
  ["2026-01-01", ["2026-01-01", "2026-W01", "2026-01", "2026-Q1", "2026"]],
  ["2027-01-03", ["2027-01-03", "2026-W53", "2027-01", "2027-Q1", "2027"]],
  ["2027-01-04", ["2027-01-04", "2027-W01", "2027-01", "2027-Q1", "2027"]],
  ["2024-12-30", ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]],
  ["2021-01-01", ["2021-01-01", "2020-W53", "2021-01", "2021-Q1", "2021"]],
  ["1969-12-28", ["1969-12-28", "1969-W52", "1969-12", "1969-Q4", "1969"]],
  ["1960-01-03", ["1960-01-03", "1959-W53", "1960-01", "1960-Q1", "1960"]],
])("%s is in the periods %j", (on, periods) => {
  expect(INTERVALS.map((interval) => periodOf(on, interval))).toEqual(periods)
})

/** ISO 8601's own words: a week belongs to the year its Thursday is in. */
function isoWeek(on: string): string {
  const date = new Date(`${on}T00:00:00Z`)
  const weekday = date.getUTCDay() || 7
  date.setUTCDate(date.getUTCDate() + 4 - weekday)
  const year = date.getUTCFullYear()
  const week = Math.ceil(((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7)
  return `${year}-W${String(week).padStart(2, "0")}`
}

test("weeks are ISO 8601's on every day from 1888 to 2134", () => {
  fc.assert(
    fc.property(day, (on) => {
      expect(periodOf(on, "week")).toBe(isoWeek(on))
    }),
    { numRuns: 2000 },
  )
})

test("periods sort as text in the order of their days", () => {
  fc.assert(
    fc.property(day, day, fc.constantFrom(...INTERVALS), (a, b, interval) => {
      const [first, last] = a < b ? [a, b] : [b, a]
      expect(periodOf(first, interval) <= periodOf(last, interval)).toBe(true)
    }),
  )
})

test("the offset of a zone leads to the day its calendar shows", () => {
  fc.assert(
    fc.property(zone, second, (name, at) => {
      const shown = dayOf(Math.floor((at + offsetIn(name)(at) * 60) / 86_400))
      expect(shown).toBe(dayIn(name, at * 1000))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ["Europe/Tallinn", "2026-03-29T00:59:59Z", 120],
  ["Europe/Tallinn", "2026-03-29T01:00:00Z", 180],
  ["America/New_York", "2026-11-01T05:59:59Z", -240],
  ["America/New_York", "2026-11-01T06:00:00Z", -300],
  ["America/St_Johns", "2026-01-15T12:00:00Z", -210],
  ["Asia/Kathmandu", "2026-01-15T12:00:00Z", 345],
  ["Australia/Lord_Howe", "2026-10-03T15:29:59Z", 630],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z", 660],
  ["Europe/London", "2026-01-15T12:00:00Z", 0],
  ["UTC", "2026-01-15T12:00:00Z", 0],
])("in %s the clock at %s is %i minutes ahead of UTC", (name, at, minutes) => {
  expect(offsetIn(name)(seconds(at))).toBe(minutes)
})

test("an offset asked for again, or after its neighbours, is the same", () => {
  fc.assert(
    fc.property(zone, fc.array(second, { minLength: 1, maxLength: 20 }), (name, all) => {
      const known = offsetIn(name)
      for (const at of all) known(at)
      for (const at of all) expect(known(at)).toBe(offsetIn(name)(at))
    }),
    { numRuns: 50 },
  )
})

test("a clock's day and time lead back to the instant, except in an hour that a zone shows twice or not at all", () => {
  const offset = offsetIn("Europe/Tallinn")
  expect(instantIn(offset, "2026-07-01", "09:00:00")).toBe("2026-07-01T06:00:00Z")
  expect(instantIn(offset, "2026-01-01", "00:00:00")).toBe("2025-12-31T22:00:00Z")
  fc.assert(
    fc.property(zone, second, (name, at) => {
      const known = offsetIn(name)
      const shown = at + known(at) * 60
      const [on = "", time = ""] = instant(shown * 1000)
        .slice(0, 19)
        .split("T")
      const back = seconds(instantIn(known, on, time))
      expect(back + known(back) * 60).toBe(shown)
    }),
    { numRuns: 500 },
  )
})

test("an instant is told to the second", () => {
  expect(instant(Date.parse("2026-01-31T09:00:00.999Z"))).toBe("2026-01-31T09:00:00Z")
  expect(seconds("2026-01-31T09:00:00Z") * 1000).toBe(Date.parse("2026-01-31T09:00:00Z"))
  expect(Instant.safeParse("2026-01-31T09:00:00.000Z").success).toBe(false)
})

test("days that no calendar has and zones that no one has are refused", () => {
  expect(["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1"].map((on) => Day.safeParse(on).success)).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(Day.safeParse("2028-02-29").success).toBe(true)
  expect(Zone.safeParse("Europe/Tallinn").success).toBe(true)
  expect(Zone.safeParse("Mars/Olympus").success).toBe(false)
})

test("a day that is given is in the year 1000 or later", () => {
  for (const day of ["1000-01-01", "2026-02-28"]) expect(GivenDay.safeParse(day).success, day).toBe(true)
  for (const day of ["0000-01-01", "0001-01-01", "0999-12-31"])
    expect(GivenDay.safeParse(day).error?.issues[0]?.message, day).toBe("must be in the year 1000 or later")
  expect(DealChange.safeParse({ expected_close_date: "0000-01-01" }).error?.issues[0]?.path).toEqual([
    "expected_close_date",
  ])
})
