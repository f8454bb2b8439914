import { isDay, plusDays, plusMonths, weekday } from "./days.ts"

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
]
const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
const NAMED: Record<string, number> = { today: 0, tod: 0, now: 0, tomorrow: 1, tom: 1, tmr: 1, yesterday: -1 }

/**
 * The day that typed words mean, as `YYYY-MM-DD`: "tomorrow", "fri", "next monday", "in 3 days", "2 weeks ago", "28 nov",
 * "Nov 28 2026", "28.11.", "11/28/2026", "2026-11-28". Undefined when they mean none.
 */
export function dayFromWords(text: string, today: string): string | undefined {
  const words = withoutWeekday(text.trim().toLowerCase().replace(/,/g, " ").replace(/\s+/g, " "))
  if (isDay(words)) return checked(words)
  const named = NAMED[words]
  if (named !== undefined) return plusDays(today, named)
  return (
    fromWeekday(words, today) ?? fromDistance(words, today) ?? fromMonthName(words, today) ?? fromNumbers(words, today)
  )
}

/** "fri nov 28" is what "nov 28" is. */
function withoutWeekday(words: string): string {
  const match = /^([a-z]{3,})\.? (.+)$/.exec(words)
  return match !== null && WEEKDAYS.some((day) => day.startsWith(match[1] ?? "")) ? (match[2] ?? "") : words
}

/** The next such day; today's name means today a week from now. */
function fromWeekday(words: string, today: string): string | undefined {
  const match = /^(?:(on|this|next) )?([a-z]{3,})$/.exec(words)
  const name = match?.[2] ?? ""
  if (match?.[1] === "next" && name === "week") return plusDays(today, 7 - weekday(today))
  if (match?.[1] === "next" && name === "month") return `${plusMonths(today, 1).slice(0, 8)}01`
  const wanted = WEEKDAYS.findIndex((day) => day.startsWith(name))
  if (match === null || wanted < 0) return undefined
  const ahead = (wanted - weekday(today) + 7) % 7
  return plusDays(today, ahead === 0 ? 7 : ahead)
}

function fromDistance(words: string, today: string): string | undefined {
  const match = /^(in |\+)?(an?|\d{1,4}|[a-z]+) ?(d|w|m|y|days?|weeks?|months?|years?)( ago)?$/.exec(words)
  if (match === null || (match[1] !== undefined && match[4] !== undefined)) return undefined
  const count = numberOf(match[2] ?? "")
  if (count === undefined) return undefined
  const steps = match[4] === undefined ? count : -count
  const unit = match[3]?.[0]
  if (unit === "d") return plusDays(today, steps)
  if (unit === "w") return plusDays(today, steps * 7)
  return plusMonths(today, unit === "m" ? steps : steps * 12)
}

function numberOf(word: string): number | undefined {
  if (word === "a" || word === "an") return 1
  if (/^\d+$/.test(word)) return Number(word)
  const known = NUMBERS.indexOf(word)
  return known < 0 ? undefined : known
}

function fromMonthName(words: string, today: string): string | undefined {
  const match =
    /^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,})\.?(?: (\d{4}))?$/.exec(words) ??
    /^(?<month>[a-z]{3,})\.? (?<date>\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words)
  if (match === null) return undefined
  const name = match.groups?.["month"] ?? match[2] ?? ""
  const month = MONTHS.findIndex((one) => one.startsWith(name)) + 1
  return month === 0 ? undefined : day(match[3], month, match.groups?.["date"] ?? match[1] ?? "", today)
}

/** `28.11.` is day first, `11/28` month first, as those who write them so mean them. */
function fromNumbers(words: string, today: string): string | undefined {
  const dots = /^(\d{1,2})\.(\d{1,2})\.?(\d{2}|\d{4})?$/.exec(words)
  if (dots !== null) return day(dots[3], Number(dots[2]), dots[1] ?? "", today)
  const slashes = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{2}|\d{4}))?$/.exec(words)
  return slashes === null ? undefined : day(slashes[3], Number(slashes[1]), slashes[2] ?? "", today)
}

/** Without a year, the nearest one: this year's, unless that was over half a year ago. */
function day(year: string | undefined, month: number, date: string, today: string): string | undefined {
  const rest = `${String(month).padStart(2, "0")}-${date.padStart(2, "0")}`
  if (year !== undefined) return checked(`${year.length === 2 ? `20${year}` : year}-${rest}`)
  const own = Number(today.slice(0, 4))
  const soon = checked(`${own}-${rest}`)
  const later = checked(`${own + 1}-${rest}`)
  return soon !== undefined && soon >= plusMonths(today, -6) ? soon : (later ?? soon)
}

/** Nobody means a day of the first thousand years. */
function checked(text: string): string | undefined {
  return isDay(text) && text >= "1000" ? text : undefined
}
