import { describe, expect, test } from "vitest"
import { sideBySide } from "../../web/activities/layout.ts"
import { rangeOf } from "../../web/activities/periods.ts"
import {
  clocksOf,
  dueFrom,
  lengthBetween,
  mondayOf,
  partOn,
  spanOf,
  urgencyOf,
  utcDays,
  wallOf,
  weekOf,
} from "../../web/activities/time.ts"

const berlin = clocksOf("Europe/Berlin")
const york = clocksOf("America/New_York")
const tokyo = clocksOf("Asia/Tokyo")
const at = (text: string) => Date.parse(text) / 1000

describe("what clocks show", () => {
  test.each([
    [berlin, "2026-01-15", "23:30", { day: "2026-01-16", minute: 30 }],
    [berlin, "2026-07-15", "12:00", { day: "2026-07-15", minute: 840 }],
    [york, "2026-07-15", "02:00", { day: "2026-07-14", minute: 1320 }],
    [tokyo, "2026-07-15", "16:00", { day: "2026-07-16", minute: 60 }],
  ])("an activity due in UTC is shown, and kept, by the clocks of the zone (%#)", (clocks, date, time, wall) => {
    expect(wallOf(clocks, { due_date: date, due_time: time })).toEqual(wall)
    expect(dueFrom(clocks, wall.day, wall.minute)).toEqual({ due_date: date, due_time: time })
  })

  test("a whole day is the same day everywhere", () => {
    for (const clocks of [berlin, york, tokyo]) {
      const due = { due_date: "2026-03-29", due_time: null }
      expect(wallOf(clocks, due)).toEqual({ day: "2026-03-29", minute: undefined })
      expect(dueFrom(clocks, "2026-03-29", undefined)).toEqual(due)
    }
  })
})

describe("the day clocks are put forward", () => {
  test.each([
    ["Berlin", berlin, "2026-03-29", "2026-03-29T01:30:00Z", 210],
    ["New York", york, "2026-03-08", "2026-03-08T07:30:00Z", 210],
  ])("half past two does not come in %s: it is half past three", (_, clocks, day, instant, minute) => {
    const second = clocks.secondAt({ day, minute: 150 })
    expect(second).toBe(at(instant))
    expect(clocks.wallAt(second)).toEqual({ day, minute })
  })

  test("two hours from one end at four by the clocks, and are two hours when read back", () => {
    const due = dueFrom(berlin, "2026-03-29", 60)
    const span = spanOf(berlin, { ...due, duration: "02:00" })
    expect(span?.to).toEqual({ day: "2026-03-29", minute: 240 })
    expect(lengthBetween(berlin, { day: "2026-03-29", minute: 60 }, { day: "2026-03-29", minute: 240 })).toBe(120)
  })
})

describe("the day clocks are put back", () => {
  test("half past two comes twice: the first is meant", () => {
    expect(berlin.secondAt({ day: "2026-10-25", minute: 150 })).toBe(at("2026-10-25T00:30:00Z"))
    expect(york.secondAt({ day: "2026-11-01", minute: 90 })).toBe(at("2026-11-01T05:30:00Z"))
  })

  test("an hour that the clocks repeat still has a height", () => {
    const span = spanOf(berlin, { due_date: "2026-10-25", due_time: "00:30", duration: "01:00" })
    expect(span).toEqual({ from: { day: "2026-10-25", minute: 150 }, to: { day: "2026-10-25", minute: 150 } })
    expect(span && partOn(span, "2026-10-25")).toEqual({ start: 150, end: 165 })
  })

  test("one to four by the clocks are four hours", () => {
    expect(lengthBetween(berlin, { day: "2026-10-25", minute: 60 }, { day: "2026-10-25", minute: 240 })).toBe(240)
  })
})

test("what lasts over midnight stands on both days, and ends at midnight on one", () => {
  const span = spanOf(clocksOf("UTC"), { due_date: "2026-06-01", due_time: "23:00", duration: "02:00" })
  expect(span && partOn(span, "2026-06-01")).toEqual({ start: 1380, end: 1440 })
  expect(span && partOn(span, "2026-06-02")).toEqual({ start: 0, end: 60 })
  const whole = spanOf(clocksOf("UTC"), { due_date: "2026-06-01", due_time: "23:00", duration: "01:00" })
  expect(whole && partOn(whole, "2026-06-02")).toBeUndefined()
})

test("the UTC days asked for hold everything due on the days shown", () => {
  expect(utcDays(berlin, "2026-06-01", "2026-06-07")).toEqual({ from: "2026-05-31", to: "2026-06-07" })
  expect(utcDays(york, "2026-06-01", "2026-06-07")).toEqual({ from: "2026-06-01", to: "2026-06-08" })
  expect(utcDays(clocksOf("UTC"), "2026-06-01", "2026-06-07")).toEqual({ from: "2026-06-01", to: "2026-06-07" })
})

test("weeks begin on Monday", () => {
  expect(mondayOf("2026-11-29")).toBe("2026-11-23")
  expect(weekOf("2026-11-23")).toEqual(expect.arrayContaining(["2026-11-23", "2026-11-29"]))
  expect(rangeOf("next-week", "2026-11-29", { from: "", to: "" })).toMatchObject({
    from: "2026-11-30",
    to: "2026-12-06",
  })
})

test("an activity is overdue by the clocks of who looks", () => {
  const now = at("2026-06-01T22:30:00Z")
  const due = { due_date: "2026-06-01", due_time: null, done: false }
  expect(urgencyOf(berlin, due, now)).toBe("overdue")
  expect(urgencyOf(york, due, now)).toBe("today")
  expect(urgencyOf(york, { ...due, due_time: "22:29" }, now)).toBe("overdue")
  expect(urgencyOf(york, { ...due, due_time: "22:45" }, now)).toBe("today")
  expect(urgencyOf(york, { ...due, done: true }, now)).toBe("done")
})

describe("overlaps", () => {
  const place = (...blocks: [number, number][]) =>
    [...sideBySide(blocks.map(([start, end], id) => ({ id, start, end })))]
      .sort((a, b) => a[0] - b[0])
      .map(([, p]) => p)

  test("what touches does not overlap", () => {
    expect(place([0, 60], [60, 120])).toEqual([
      { lane: 0, lanes: 1 },
      { lane: 0, lanes: 1 },
    ])
  })

  test("a lane that is free again is taken again", () => {
    expect(place([0, 120], [0, 30], [30, 60], [200, 230])).toEqual([
      { lane: 0, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 0, lanes: 1 },
    ])
  })
})
