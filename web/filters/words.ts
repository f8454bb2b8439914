/** How the values of deals' fields read. */
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { wordsOf } from "../fields/words.ts"
import { TONES, type Tone } from "../ui/tone.ts"

const thisYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" })
const otherYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })

/** `30 Jun`, or with its year when that is another one. */
export function dayText(day: string): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return (at.getUTCFullYear() === new Date().getFullYear() ? thisYear : otherYear).format(at)
}

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 })

/** The value of a custom field as people read it; empty when there is none. */
export function customText(field: FieldAnswer, value: unknown): string {
  if (value === null || value === undefined) return ""
  if (field.field_type === "enum" || field.field_type === "set") return optionText(field, [value].flat())
  if (field.field_type === "date") return dayText(String(value))
  if (field.field_type === "double") return number.format(Number(value))
  if (field.field_type === "monetary" && isMoney(value)) {
    return formatMoney(minorUnits(value.value, value.currency), value.currency)
  }
  return typeof value === "object" ? wordsOf(field, value) : String(value)
}

function optionText({ options }: FieldAnswer, ids: readonly unknown[]): string {
  return ids.flatMap((id) => options?.find((option) => option.id === id)?.label ?? []).join(", ")
}

function isMoney(value: unknown): value is { value: number; currency: string } {
  return typeof value === "object" && value !== null && "value" in value && "currency" in value
}

/** The tone of a label or stage, blue where it has none of ours. */
export function toneOf(color: string | null | undefined): Tone {
  return TONES.find((tone) => tone === color) ?? "blue"
}
