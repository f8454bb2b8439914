/** Days as `YYYY-MM-DD`, and the arithmetic a calendar needs. */
const MS = 86_400_000

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Today where the browser is. */
export function today(): string {
  const now = new Date()
  return dayOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()))
}

export function plusDays(day: string, days: number): string {
  return dayOf(utc(day) + days * MS)
}

/** The same day of another month, or that month's last one. */
export function plusMonths(day: string, months: number): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** 0 is Monday. */
export function weekday(day: string): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7
}

/** Whether there is such a day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(utc(text)) && dayOf(utc(text)) === text
}

/** The six weeks that show a day's month. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`
  const start = plusDays(first, -weekday(first))
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (__, i) => plusDays(start, week * 7 + i)))
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A day in words, by `Intl`. */
export function dayInWords(day: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" })
  formats.set(key, format)
  return format.format(utc(day))
}
