/**
 * Rules of recurrence (RFC 5545, RRULE) for what happens at most once a day: the days on which it does, by the calendar of a
 * zone. The time of day is none of the rule's, so that it is the same on the clocks all year round.
 */
import { refuse } from "./comparison.ts"
import { addDays, dayNumber, isDay } from "./day.ts"
import { dayIn, instant } from "./time.ts"

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const

/** `at` is the how manieth of its month or year, from the end when it is negative. */
type ByDay = { weekday: number; at: number | undefined }

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const
type Frequency = (typeof FREQUENCIES)[number]

export type Rule = {
  freq: Frequency
  interval: number
  count: number | undefined
  /** A day, or an instant as `20261231T090000Z`. */
  until: string | undefined
  byDay: ByDay[]
  byMonthDay: number[]
  byMonth: number[]
  bySetPos: number[]
  weekStart: number
}

const fault = (text: string) => refuse("rec_rule", text)

/** The rule a text says, with or without `RRULE:`. Throws `invalid`, naming `rec_rule`. */
export function ruleFrom(text: string): Rule {
  const parts = new Map<string, string>()
  for (const part of bare(text).split(";")) {
    const [name = "", value = ""] = part.split("=")
    if (!KNOWN.has(name)) throw fault(`${name || "an empty part"} is not a part of a rule that is kept here`)
    if (value === "" || parts.has(name)) throw fault(`${name} must be said once, with a value`)
    parts.set(name, value)
  }
  const freq = FREQUENCIES.find((one) => one === parts.get("FREQ"))
  if (freq === undefined) throw fault(`FREQ must be one of ${FREQUENCIES.join(", ")}`)
  if (parts.has("COUNT") && parts.has("UNTIL")) throw fault("a rule ends by COUNT or by UNTIL, not by both")
  const rule: Rule = {
    freq,
    interval: numberIn(parts, "INTERVAL", 1, 1000) ?? 1,
    count: numberIn(parts, "COUNT", 1, 10_000),
    until: untilIn(parts.get("UNTIL")),
    byDay: listIn(parts, "BYDAY").map(byDayOf),
    byMonthDay: numbersIn(parts, "BYMONTHDAY", 31),
    byMonth: numbersIn(parts, "BYMONTH", 12),
    bySetPos: numbersIn(parts, "BYSETPOS", 366),
    weekStart: weekdayOf(parts.get("WKST") ?? "MO"),
  }
  check(rule)
  return rule
}

/** As it is kept: without its name, in capitals. */
export const bare = (text: string) =>
  text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "")

const KNOWN = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"])

function check({ freq, byDay, byMonth, byMonthDay, bySetPos }: Rule): void {
  if (byDay.some(({ at }) => at !== undefined) && (freq === "DAILY" || freq === "WEEKLY")) {
    throw fault("BYDAY counts days only in rules of months and years")
  }
  if (byMonth.some((month) => month < 0)) throw fault("BYMONTH must be between 1 and 12")
  if (byMonthDay.length > 0 && freq === "WEEKLY") throw fault("BYMONTHDAY is not for rules of weeks")
  const isNarrowed = byDay.length + byMonth.length + byMonthDay.length > 0
  if (bySetPos.length > 0 && !isNarrowed) throw fault("BYSETPOS picks from what another BY part finds")
}

const listIn = (parts: Map<string, string>, name: string) => parts.get(name)?.split(",") ?? []

function numberIn(parts: Map<string, string>, name: string, least: number, most: number): number | undefined {
  const text = parts.get(name)
  if (text === undefined) return undefined
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw fault(`${name} must be a number between ${least} and ${most}`)
  return value
}

function numbersIn(parts: Map<string, string>, name: string, most: number): number[] {
  return listIn(parts, name).map((text) => {
    const value = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0
    if (value === 0 || Math.abs(value) > most) throw fault(`${name} must be numbers up to ${most}`)
    return value
  })
}

function byDayOf(text: string): ByDay {
  const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text)
  const at = match?.[1] === undefined ? undefined : Number(match[1])
  if (match === null || at === 0 || Math.abs(at ?? 1) > 53) throw fault(`BYDAY: ${text} is not a day`)
  return { weekday: weekdayOf(match[2] ?? ""), at }
}

function weekdayOf(text: string): number {
  const weekday = WEEKDAYS.findIndex((one) => one === text)
  if (weekday === -1) throw fault(`${text} is not a day of the week`)
  return weekday
}

const dayFrom = (digits: string) => `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`

function untilIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const valid = /^\d{8}(T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/.test(text) && isDay(dayFrom(text))
  if (!valid) throw fault("UNTIL must be a date as 20261231, or a time as 20261231T090000Z")
  return text.endsWith("Z") ? text : dayFrom(text)
}

const instantFrom = (text: string) =>
  `${dayFrom(text)}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}Z`

/** Whether something on a day, at an instant if it has a time, is not past a rule's end. */
export function isWithin({ until }: Rule, day: string, at: string | undefined): boolean {
  if (until === undefined) return true
  if (!until.endsWith("Z")) return day <= until
  return at === undefined ? day <= dayFrom(until) : at <= instantFrom(until)
}

/** Days that are left out, from lines of EXDATE, in a zone. Throws `invalid` at anything else. */
export function leftOut(text: string | undefined, zone: string): Set<string> {
  const days = new Set<string>()
  for (const line of (text ?? "").split(/[\r\n]+/).filter((one) => one.trim() !== "")) {
    const match = /^EXDATE(?:;[^:]*)?:([\dTZ,]+)$/.exec(line.trim().toUpperCase())
    if (match === null) throw refuse("rec_rule_extension", "takes lines of EXDATE alone")
    for (const one of (match[1] ?? "").split(",")) {
      if (!/^\d{8}(T\d{6}Z?)?$/.test(one) || !isDay(dayFrom(one)))
        throw refuse("rec_rule_extension", `${one} is not a date`)
      days.add(one.endsWith("Z") ? dayIn(zone, instant(Date.parse(instantFrom(one)))) : dayFrom(one))
    }
  }
  return days
}

/** Periods without a day of the rule after which there is none: a leap day comes after 8 years at most. */
const MOST_EMPTY = { DAILY: 366 * 9, WEEKLY: 53 * 9, MONTHLY: 12 * 9, YEARLY: 40 }

/** The days of a rule from its first day on, which always is one, at most COUNT of them. UNTIL is for `isWithin`. */
export function* daysOf(rule: Rule, first: string): Generator<string> {
  let [found, empty] = [1, 0]
  yield first
  for (let period = 0; empty < MOST_EMPTY[rule.freq]; period += rule.interval) {
    const days = daysIn(rule, first, period).filter((day) => day > first)
    empty = days.length === 0 ? empty + 1 : 0
    for (const day of days) {
      if (rule.count !== undefined && found >= rule.count) return
      found += 1
      yield day
    }
    if (rule.count !== undefined && found >= rule.count) return
  }
}

const weekdayOn = (day: string) => (((dayNumber(day) + 3) % 7) + 7) % 7
const two = (value: number) => String(value).padStart(2, "0")

/** The days of the rule in the period that is so many after the one of the first day. */
function daysIn(rule: Rule, first: string, period: number): string[] {
  const [from, to] = spanOf(rule, first, period)
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) if (fits(rule, first, day)) days.push(day)
  if (rule.bySetPos.length === 0) return days
  const picked = rule.bySetPos.map((at) => days.at(at > 0 ? at - 1 : at)).filter((day) => day !== undefined)
  return [...new Set(picked)].sort()
}

function spanOf({ freq, weekStart }: Rule, first: string, period: number): [string, string] {
  if (freq === "DAILY") return [addDays(first, period), addDays(first, period + 1)]
  if (freq === "WEEKLY") {
    const start = addDays(first, -((weekdayOn(first) - weekStart + 7) % 7) + period * 7)
    return [start, addDays(start, 7)]
  }
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7)) - 1]
  if (freq === "YEARLY") return [`${year + period}-01-01`, `${year + period + 1}-01-01`]
  const monthAt = (months: number) => `${year + Math.floor(months / 12)}-${two((months % 12) + 1)}-01`
  return [monthAt(month + period), monthAt(month + period + 1)]
}

function fits(rule: Rule, first: string, day: string): boolean {
  const { freq, byDay, byMonth, byMonthDay } = rule
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  if (byMonth.length > 0 && !byMonth.includes(month)) return false
  if (byMonthDay.length > 0 && !byMonthDay.some((at) => at === date || at === date - lengthOf(day) - 1)) return false
  if (byDay.length > 0) return byDay.some((one) => isNth(one, day, freq === "YEARLY" && byMonth.length === 0))
  if (byMonthDay.length > 0 || freq === "DAILY") return true
  if (freq === "WEEKLY") return weekdayOn(day) === weekdayOn(first)
  const isDate = date === Number(first.slice(8))
  return isDate && (freq === "MONTHLY" || byMonth.length > 0 || month === Number(first.slice(5, 7)))
}

const yearOf = (day: string) => Number(day.slice(0, 4))
const nextMonth = (day: string) => addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)
/** Days of a day's month. */
const lengthOf = (day: string) => dayNumber(`${nextMonth(day)}-01`) - dayNumber(`${day.slice(0, 7)}-01`)

function isNth({ weekday, at }: ByDay, day: string, ofYear: boolean): boolean {
  if (weekdayOn(day) !== weekday) return false
  if (at === undefined) return true
  const from = dayNumber(ofYear ? `${yearOf(day)}-01-01` : `${day.slice(0, 7)}-01`)
  const to = ofYear ? dayNumber(`${yearOf(day) + 1}-01-01`) : from + lengthOf(day)
  const number = dayNumber(day)
  return at > 0 ? Math.floor((number - from) / 7) + 1 === at : -Math.floor((to - 1 - number) / 7) - 1 === at
}

/** A rule for what moved from one day to another: a single weekday or day of the month goes along. Undefined where it is not clear how. */
export function movedRule(text: string, from: string, to: string): string | undefined {
  if (from === to) return text
  const rule = ruleFrom(text)
  if (rule.bySetPos.length > 0 || rule.byMonth.length > 0) return undefined
  if (rule.byDay.length === 0 && rule.byMonthDay.length === 0) return text
  const [one, date] = [rule.byDay[0], rule.byMonthDay[0]]
  if (rule.byDay.length === 1 && one?.at === undefined && one?.weekday === weekdayOn(from) && date === undefined) {
    return text.replace(/BYDAY=[^;]+/, `BYDAY=${WEEKDAYS[weekdayOn(to)]}`)
  }
  if (rule.byMonthDay.length === 1 && date === Number(from.slice(8)) && one === undefined) {
    return text.replace(/BYMONTHDAY=[^;]+/, `BYMONTHDAY=${Number(to.slice(8))}`)
  }
  return undefined
}
