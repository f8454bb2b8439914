/** Days relative to today, as a condition names them and as people read them. */
import type { Option } from "./fields.ts"
import { dayText } from "./words.ts"

const PERIODS = ["week", "month", "quarter", "year"]

/** A day of one's own choice, or one of these; `N` is a number of days to fill in. */
export const RELATIVE: readonly Option[] = [
  { value: "today", label: "today" },
  { value: "yesterday", label: "yesterday" },
  { value: "tomorrow", label: "tomorrow" },
  ...PERIODS.flatMap((period) =>
    ["this", "last", "next"].map((which) => ({ value: `${which}_${period}`, label: `${which} ${period}` })),
  ),
  { value: "last_N_days", label: "in the last … days" },
  { value: "next_N_days", label: "in the next … days" },
  { value: "N_days_ago", label: "… days ago" },
  { value: "in_N_days", label: "in … days" },
]

/** `last_30_days` as the choice `last_N_days` and 30; a day has no choice. */
export function parted(value: string): { choice: string; count: number } {
  if (/^\d{4}-/.test(value) || value === "") return { choice: "", count: 7 }
  const count = Number(/\d+/.exec(value)?.[0] ?? 7)
  return { choice: value.replace(/\d+/, "N"), count }
}

export function joined(choice: string, count: number): string {
  return choice.replace("N", String(count))
}

export function relativeText(value: string): string {
  const { choice, count } = parted(value)
  const known = RELATIVE.find((one) => one.value === choice)
  return known === undefined ? dayText(value) : known.label.replace("…", String(count))
}
