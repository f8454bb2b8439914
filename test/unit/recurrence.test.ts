import { describe, expect, test } from "vitest"
import { daysOf, leftOut, movedRule, ruleFrom } from "../../shared/recurrence.ts"
import { ahead, dueOn, occurrences, type Series } from "../../shared/series.ts"

function days(rule: string, first: string, most = 5): string[] {
  const found: string[] = []
  for (const day of daysOf(ruleFrom(rule), first)) if (found.push(day) === most) break
  return found
}

describe("days of a rule", () => {
  test.each([
    ["FREQ=DAILY;INTERVAL=2;COUNT=3", "2026-11-28", ["2026-11-28", "2026-11-30", "2026-12-02"]],
    ["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "2026-11-30", ["2026-11-30", "2026-12-02", "2026-12-07", "2026-12-09"]],
    // RFC 5545: the first day of the week makes a difference
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
      "1997-08-05",
      ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
      "1997-08-05",
      ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
    ],
    ["FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-03-31"]],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-02-28"]],
    [
      "FREQ=MONTHLY;BYDAY=1SU,-1SU;INTERVAL=2;COUNT=4",
      "1997-09-07",
      ["1997-09-07", "1997-09-28", "1997-11-02", "1997-11-30"],
    ],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "2026-11-30", ["2026-11-30", "2026-12-31", "2027-01-29"]],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1998-02-13", ["1998-02-13", "1998-03-13", "1998-11-13"]],
    ["FREQ=YEARLY;COUNT=3", "2024-02-29", ["2024-02-29", "2028-02-29", "2032-02-29"]],
    ["FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19", ["1997-05-19", "1998-05-18", "1999-05-17"]],
    ["FREQ=YEARLY;BYMONTH=1,6;BYDAY=MO;BYSETPOS=1;COUNT=2", "2026-01-05", ["2026-01-05", "2027-01-04"]],
    [
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
      "1996-11-05",
      ["1996-11-05", "2000-11-07", "2004-11-02"],
    ],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", ["2026-01-01"]],
    ["FREQ=DAILY;COUNT=1", "2026-01-01", ["2026-01-01"]],
  ])("%s from %s", (rule, first, expected) => {
    expect(days(rule, first)).toEqual(expected)
  })

  test.each([
    "",
    "FREQ=HOURLY",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=2;UNTIL=20270101",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=YEARLY;BYWEEKNO=20",
    "FREQ=DAILY;UNTIL=20271301",
    "FREQ=MONTHLY;BYSETPOS=1",
  ])("refuses %s", (rule) => {
    expect(() => ruleFrom(rule)).toThrow(/rec_rule/)
  })

  test("days that are left out are read by the clocks of the zone", () => {
    const out = leftOut(
      "EXDATE;TZID=Europe/Tallinn:20261201T090000,20261203\nEXDATE:20261204T230000Z",
      "Europe/Tallinn",
    )
    expect([...out]).toEqual(["2026-12-01", "2026-12-03", "2026-12-05"])
    expect(() => leftOut("RDATE:20261201", "UTC")).toThrow(/rec_rule_extension/)
  })

  test("a rule goes along with what moved, where it is clear how", () => {
    expect(movedRule("FREQ=WEEKLY;BYDAY=MO", "2026-11-30", "2026-12-01")).toBe("FREQ=WEEKLY;BYDAY=TU")
    expect(movedRule("FREQ=MONTHLY;BYMONTHDAY=30", "2026-11-30", "2026-12-02")).toBe("FREQ=MONTHLY;BYMONTHDAY=2")
    expect(movedRule("FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-30", "2026-12-01")).toBeUndefined()
  })
})

const series = (given: Partial<Series>): Series => ({
  ...{ id: "a", version: 1, masterId: 1, rule: "FREQ=DAILY", zone: "Europe/Tallinn", first: "2026-03-27" },
  ...{ madeUntil: given.first ?? "2026-03-27", byUserId: 1 },
  pattern: { subject: "Call", type: "call", ownerId: 1, creatorId: 1, participants: [], busy: false },
  ...given,
})

describe("a series", () => {
  test("keeps its time of day where clocks are put forward, and ends by an instant", () => {
    const one = series({ time: "09:00", rule: "FREQ=DAILY;UNTIL=20260330T060000Z" })
    const due = [...occurrences(one)].map((day) => dueOn(one, day))
    expect(due).toEqual([
      { dueOn: "2026-03-27", dueAt: "07:00" },
      { dueOn: "2026-03-28", dueAt: "07:00" },
      { dueOn: "2026-03-29", dueAt: "06:00" },
      { dueOn: "2026-03-30", dueAt: "06:00" },
    ])
  })

  test("is there for 90 days, but at most 30 times, and is filled up after a week", () => {
    const daily = ahead(series({}), "2026-03-27")
    expect([daily.days.length, daily.days[0], daily.nextOn]).toEqual([29, "2026-03-28", "2026-04-03"])
    const weekly = ahead(series({ rule: "FREQ=WEEKLY" }), "2026-03-27")
    expect([weekly.days.length, weekly.nextOn]).toEqual([12, "2026-03-28"])
    const yearly = ahead(series({ rule: "FREQ=YEARLY" }), "2026-03-27")
    expect(yearly).toEqual({ days: [], nextOn: "2026-03-28" })
    expect(ahead(series({ rule: "FREQ=YEARLY" }), "2026-03-28").days).toEqual(["2027-03-27"])
  })

  test("is filled up from where it was, and never past its end", () => {
    const again = ahead(series({ madeUntil: "2026-04-25" }), "2026-04-03")
    expect([again.days[0], again.days.length]).toEqual(["2026-04-26", 7])
    expect(ahead(series({ endedOn: "2026-03-29" }), "2026-03-27")).toEqual({ days: ["2026-03-28"], nextOn: undefined })
    expect(ahead(series({ rule: "FREQ=DAILY;COUNT=2" }), "2026-03-27").nextOn).toBeUndefined()
  })
})
