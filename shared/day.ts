/** Arithmetic of days (`YYYY-MM-DD`). It stands apart from the schemas, so that a page can have it without them. */

/** Days since 1970-01-01: days as numbers, for columns and differences. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

export function dayOf(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days)
}

/** Whether a text is a day of the calendar: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  const number = /^\d{4}-\d\d-\d\d$/.test(text) ? dayNumber(text) : Number.NaN
  return !Number.isNaN(number) && dayOf(number) === text
}
