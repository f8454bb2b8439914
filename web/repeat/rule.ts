/** Rules of recurrence as a form writes them: one of a few usual ones, or so many days, weeks, months or years. */

export type Unit = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY"
export type End = "never" | "count" | "until"
export type Custom = { unit: Unit; every: number; days: string[]; end: End; count: number; until: string }

export const UNITS = [
  { value: "DAILY", label: "days" },
  { value: "WEEKLY", label: "weeks" },
  { value: "MONTHLY", label: "months" },
  { value: "YEARLY", label: "years" },
] as const satisfies readonly { value: Unit; label: string }[]
export const ENDS = [
  { value: "never", label: "Never" },
  { value: "count", label: "After a number of times" },
  { value: "until", label: "On a day" },
] as const satisfies readonly { value: End; label: string }[]
export const WEEKDAYS = [
  { value: "MO", label: "Mon" },
  { value: "TU", label: "Tue" },
  { value: "WE", label: "Wed" },
  { value: "TH", label: "Thu" },
  { value: "FR", label: "Fri" },
  { value: "SA", label: "Sat" },
  { value: "SU", label: "Sun" },
]

export const CUSTOM = "custom"

const words = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))

/** What may be chosen for something on a day. These rules say no weekday or date, and so go along when it moves. */
export function choicesFor(day: string): { value: string; label: string }[] {
  return [
    { value: "", label: "Does not repeat" },
    { value: "FREQ=DAILY", label: "Daily" },
    { value: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", label: "Every weekday" },
    { value: "FREQ=WEEKLY", label: `Weekly on ${words(day, { weekday: "long" })}` },
    { value: "FREQ=MONTHLY", label: `Monthly on day ${Number(day.slice(8))}` },
    { value: "FREQ=YEARLY", label: `Yearly on ${words(day, { day: "numeric", month: "long" })}` },
    { value: CUSTOM, label: "Custom" },
  ]
}

export const isUsual = (rule: string, day: string) => choicesFor(day).some(({ value }) => value === rule)

const PARTS = ["FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL"]

/** What the form's fields say of a rule; undefined of one that says more than they can. */
export function customOf(rule: string): Custom | undefined {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]))
  const unit = UNITS.find(({ value }) => value === parts.get("FREQ"))?.value
  const days = parts.get("BYDAY")?.split(",") ?? []
  const isKnown = [...parts.keys()].every((name) => PARTS.includes(name))
  const areDays = days.every((day) => WEEKDAYS.some(({ value }) => value === day))
  if (unit === undefined || !isKnown || !areDays || (days.length > 0 && unit !== "WEEKLY")) return undefined
  const until = parts.get("UNTIL") ?? ""
  return {
    unit,
    days,
    every: Number(parts.get("INTERVAL") ?? 1),
    end: parts.has("COUNT") ? "count" : until === "" ? "never" : "until",
    count: Number(parts.get("COUNT") ?? 10),
    until: until === "" ? "" : `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`,
  }
}

export function ruleOf({ unit, every, days, end, count, until }: Custom): string {
  const order = WEEKDAYS.map(({ value }) => value).filter((value) => days.includes(value))
  return [
    `FREQ=${unit}`,
    ...(every > 1 ? [`INTERVAL=${every}`] : []),
    ...(unit === "WEEKLY" && order.length > 0 ? [`BYDAY=${order.join(",")}`] : []),
    ...(end === "count" ? [`COUNT=${count}`] : []),
    ...(end === "until" && until !== "" ? [`UNTIL=${until.replaceAll("-", "")}`] : []),
  ].join(";")
}

export const bareRule = (rule: string | null | undefined) => (rule ?? "").replace(/^RRULE:/, "")
