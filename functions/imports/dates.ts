/** Dates as people and programs write them, with or without a time. */
import type { DateStyle } from "../../shared/mapping.ts"
import { dayNumber, dayOf } from "../../shared/time.ts"
import { monthOf } from "./months.ts"

/** A day, and the time of day if there was one; `offset` in minutes when the text named its zone. */
export type WrittenDate = { day: string; time?: string; offset?: number }

/** How a date is written: `either` can be read with the day or the month first, `named` names the month. */
export type DateLook = "iso" | "dmy" | "mdy" | "either" | "named"

const TIME = String.raw`(?:(?:T|,?\s+|,)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$`
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}`, "i")
const PACKED = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}`, "i")
const NUMERIC = new RegExp(String.raw`^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})${TIME}`, "i")
const DAY_FIRST = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?[-./\s]+(?:de\s+)?(\p{L}+)\.?,?[-./\s]+(?:de\s+)?(\d{4}|\d{2})${TIME}`,
  "iu",
)
const MONTH_FIRST = new RegExp(String.raw`^(\p{L}+)\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})${TIME}`, "iu")
const WEEKDAY = /^\p{L}{2,10}\.?,\s+/u

/** A date in pieces, with both ways to read it where there are two. */
type Pieces = { look: DateLook; year: string; month: number; day: number; time: (string | undefined)[] }

function pieces(text: string): Pieces | undefined {
  const trimmed = text.trim().replace(WEEKDAY, "")
  if (!/\d/.test(trimmed) || trimmed.length > 50) return undefined
  const iso = ISO.exec(trimmed)
  if (iso !== null)
    return { look: "iso", year: iso[1] ?? "", month: Number(iso[3]), day: Number(iso[4]), time: iso.slice(5) }
  const packed = PACKED.exec(trimmed)
  if (packed !== null)
    return {
      look: "iso",
      year: packed[1] ?? "",
      month: Number(packed[2]),
      day: Number(packed[3]),
      time: packed.slice(4),
    }
  const numeric = NUMERIC.exec(trimmed)
  if (numeric !== null) {
    const [, first, sign, second, year = ""] = numeric
    return { ...ordered(Number(first), Number(second), sign === "."), year, time: numeric.slice(5) }
  }
  const dayFirst = DAY_FIRST.exec(trimmed)
  const monthFirst = dayFirst === null ? MONTH_FIRST.exec(trimmed) : null
  const named = dayFirst ?? monthFirst
  if (named === null) return undefined
  const [, one = "", other = "", year = ""] = named
  const month = monthOf(dayFirst === null ? one : other)
  const day = Number(dayFirst === null ? other : one)
  return month === undefined ? undefined : { look: "named", year, month, day, time: named.slice(4) }
}

/** Read with the day first. Points are only used where the day comes first. */
function ordered(first: number, second: number, points: boolean): Pick<Pieces, "look" | "month" | "day"> {
  if (second > 12) return { look: "mdy", month: first, day: second }
  return { look: first > 12 || points ? "dmy" : "either", month: second, day: first }
}

/** How a text is written as a date, or undefined when it is none. */
export function dateLook(text: string): DateLook | undefined {
  const found = pieces(text)
  return found === undefined || dayFrom(found) === undefined ? undefined : found.look
}

/** The style of a column, from how its dates are written. */
export function dateStyle(looks: ReadonlyMap<DateLook, number>): DateStyle | "ambiguous" {
  const dmy = looks.get("dmy") ?? 0
  const mdy = looks.get("mdy") ?? 0
  if (dmy + mdy > 0) return dmy >= mdy ? "dmy" : "mdy"
  return (looks.get("either") ?? 0) > 0 ? "ambiguous" : "iso"
}

/** A date, `ambiguous` when it takes a style to read it and there is none, undefined when it is none in that style. */
export function parseDate(text: string, style: DateStyle | undefined): WrittenDate | "ambiguous" | undefined {
  const found = pieces(text)
  if (found === undefined) return undefined
  if (found.look === "either" && found.day !== found.month) {
    if (style === undefined || style === "iso") return "ambiguous"
    if (style === "mdy") [found.day, found.month] = [found.month, found.day]
  }
  const day = dayFrom(found)
  return day === undefined ? undefined : withTime(day, found.time)
}

function dayFrom({ year, month, day }: Pieces): string | undefined {
  const full = year.length === 2 ? (Number(year) < 70 ? `20${year}` : `19${year}`) : year
  if (full < "1900" || full > "2199" || month < 1 || month > 12 || day < 1) return undefined
  const text = `${full}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
  return dayOf(dayNumber(text)) === text ? text : undefined
}

function withTime(day: string, [hour, minute, second, half, zone]: (string | undefined)[]): WrittenDate | undefined {
  if (hour === undefined || minute === undefined) return { day }
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  const time = [hours, Number(minute), Number(second ?? 0)].map((part) => String(part).padStart(2, "0")).join(":")
  return { day, time, ...(zone !== undefined && { offset: offsetOf(zone) }) }
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
