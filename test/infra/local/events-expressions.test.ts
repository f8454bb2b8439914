import { describe, expect, test } from "vitest"
import { compileSchedule } from "../../../infra/local/events/expression.ts"
import { targetInput } from "../../../infra/local/events/input.ts"

describe("the next run", () => {
  const cases: [expression: string, from: string, zone: string, next: string | null][] = [
    ["cron(0 9 ? * MON-FRI *)", "2026-11-21T00:00:00Z", "UTC", "2026-11-23T09:00"],
    ["cron(0 9 ? * 2-6 *)", "2026-11-21T00:00:00Z", "UTC", "2026-11-23T09:00"],
    ["cron(0 9 ? * 2-6 *)", "2026-11-21T00:00:00Z", "America/New_York", "2026-11-23T14:00"],
    ["cron(15 10 ? * 6L 2026-2027)", "2026-11-01T00:00:00Z", "UTC", "2026-11-27T10:15"],
    ["cron(0 8 ? * 2#1 *)", "2026-11-21T00:00:00Z", "UTC", "2026-12-07T08:00"],
    ["cron(0 0 L * ? *)", "2026-02-10T00:00:00Z", "UTC", "2026-02-28T00:00"],
    ["cron(0 0 15W * ? *)", "2026-08-01T00:00:00Z", "UTC", "2026-08-14T00:00"],
    ["cron(0/15 9-10 * * ? *)", "2026-11-21T09:20:00Z", "UTC", "2026-11-21T09:30"],
    ["cron(0 10 1 1 ? 2020)", "2026-01-01T00:00:00Z", "UTC", null],
    ["cron(0 9 ? * SUN *)", "2026-11-23T00:00:00Z", "UTC", "2026-11-29T09:00"],
    ["cron(0 9 ? * 1 *)", "2026-11-23T00:00:00Z", "UTC", "2026-11-29T09:00"],
    ["cron(0 9 ? * 7 *)", "2026-11-23T00:00:00Z", "UTC", "2026-11-28T09:00"],
    ["cron(0 9 ? * L *)", "2026-11-23T00:00:00Z", "UTC", "2026-11-28T09:00"],
    ["cron(30 2 * * ? *)", "2026-03-08T00:00:00-05:00", "America/New_York", "2026-03-09T06:30"],
    ["cron(30 1 * * ? *)", "2026-11-01T00:00:00-04:00", "America/New_York", "2026-11-01T05:30"],
    ["cron(30 1 * * ? *)", "2026-11-01T05:30:00Z", "America/New_York", "2026-11-02T06:30"],
    ["cron(0 0 LW * ? *)", "2026-02-10T00:00:00Z", "UTC", "2026-02-27T00:00"],
    ["at(2026-12-24T18:00:00)", "2026-11-23T00:00:00Z", "Europe/Berlin", "2026-12-24T17:00"],
    ["at(2020-12-24T18:00:00)", "2026-11-23T00:00:00Z", "UTC", null],
    ["rate(5 minutes)", "2026-11-23T00:00:00Z", "UTC", "2026-11-23T00:05"],
    ["rate(1 hour)", "2026-11-23T00:00:00Z", "UTC", "2026-11-23T01:00"],
    ["rate(1 day)", "2026-11-23T07:00:00Z", "UTC", "2026-11-24T07:00"],
    ["at(2026-07-01T09:00:00)", "2026-01-01T00:00:00Z", "America/New_York", "2026-07-01T13:00"],
  ]
  test.each(cases)("%s after %s in %s is %s", (expression, from, zone, next) => {
    const start = Date.parse(from)
    const run = compileSchedule(expression, { zone, start })(start)
    expect(run === undefined ? null : new Date(run).toISOString().slice(0, 16)).toBe(next)
  })

  test("a rate keeps its phase however late it is asked", () => {
    const start = Date.parse("2026-11-23T00:00:10Z")
    const next = compileSchedule("rate(5 minutes)", { start })
    expect(next(start + 1_000_000)).toBe(start + 1_200_000)
  })
})

describe("an expression is refused", () => {
  test.each([
    "cron(0 10 * * * *)",
    "rate(1 hours)",
    "rate(0 minutes)",
    "rate(1 fortnight)",
    "cron(61 * * * ? *)",
    "at(tomorrow)",
    "at(2026-12-24T18:00:00Z)",
    "every day",
  ])("%s", (expression) => {
    expect(() => compileSchedule(expression, { start: 0 })).toThrow(/ScheduleExpression is not valid/)
  })
})

describe("what a target is handed", () => {
  const rule = { name: "r", arn: "arn:r" }
  const event = { time: "t", detail: { Name: 'A "B"', obj: { k: 1 }, tags: ["vip"], price: 10, "a.b": { c: 2 } } }

  test("a JSON template is filled with strings, objects, list items and nothing", () => {
    const target = {
      InputTransformer: {
        InputPathsMap: { n: "$.detail.Name", o: "$.detail.obj", t: "$.detail.tags[0]", z: "$.detail.zz" },
        InputTemplate:
          '{"who":"Hi <n>, \\"quoted\\"","obj":<o>,"tag":<t>,"z":<z>,"rule":"<aws.events.rule-name>","whole":<aws.events.event>}',
      },
    }
    expect(targetInput(target, event, rule)).toEqual({
      who: 'Hi A "B", "quoted"',
      obj: { k: 1 },
      tag: "vip",
      z: null,
      rule: "r",
      whole: event,
    })
  })

  test("a quoted template becomes a string", () => {
    const InputTransformer = { InputPathsMap: { n: "$.detail.tags" }, InputTemplate: '"Hi <n> <unknown>"' }
    expect(targetInput({ InputTransformer }, event, rule)).toBe('Hi ["vip"] <unknown>')
  })

  test("a path picks a part, also by quoted name", () => {
    expect(targetInput({ InputPath: "$.detail.price" }, event, rule)).toBe(10)
    expect(targetInput({ InputPath: "$.detail['a.b'].c" }, event, rule)).toBe(2)
    expect(targetInput({ InputPath: "$" }, event, rule)).toBe(event)
  })

  test("a constant is parsed when it is JSON", () => {
    expect(targetInput({ Input: '{"a":1}' }, event, rule)).toEqual({ a: 1 })
    expect(targetInput({ Input: "null" }, event, rule)).toBeNull()
    expect(targetInput({ Input: "plain" }, event, rule)).toBe("plain")
  })

  test("without settings it is the event", () => {
    expect(targetInput({}, event, rule)).toBe(event)
  })
})
