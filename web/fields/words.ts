/** Values of fields in words: on a page, in its history, and for those who edit at the same time. */
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { FieldType } from "../../shared/field.ts"
import { showDay } from "../record/when.ts"

type Known = Pick<FieldAnswer, "field_type" | "options">

const NOTHING = "nothing"
const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 })

export function money(value: number, currency: string): string {
  return formatMoney(minorUnits(value, currency), currency)
}

/** The amount and currency that a monetary field holds. */
export function amountOf(value: unknown): { value: number; currency: string } | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { value: amount, currency } = value as { value?: unknown; currency?: unknown }
  return typeof amount === "number" && typeof currency === "string" ? { value: amount, currency } : undefined
}

export function optionName(field: Known, id: unknown): string {
  return field.options?.find((option) => option.id === id)?.label ?? "a deleted option"
}

/** A part of a field that holds several: where a range begins, the line of an address. */
export function partOf(value: unknown, part: string): string {
  const found =
    typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === part) : undefined
  return typeof found?.[1] === "string" ? found[1] : ""
}

const timeText = (time: string) => time.slice(0, 5)
const numbered = (value: unknown) => `#${value}`

const numberWords = (value: unknown) => number.format(Number(value))
function moneyWords(value: unknown): string {
  const amount = amountOf(value)
  return amount === undefined ? "" : money(amount.value, amount.currency)
}

const WORDS: { [T in FieldType]: (value: unknown, field: Known) => string } = {
  varchar: String,
  text: String,
  varchar_auto: String,
  phone: String,
  address: (value) => partOf(value, "value"),
  time: (value) => timeText(partOf(value, "value")),
  timerange: (value) => `${timeText(partOf(value, "value"))} – ${timeText(partOf(value, "until"))}`,
  daterange: (value) => `${showDay(partOf(value, "value"))} – ${showDay(partOf(value, "until"))}`,
  user: numbered,
  people: numbered,
  org: numbered,
  double: numberWords,
  date: (value) => showDay(String(value)),
  enum: (value, field) => optionName(field, value),
  set: (value, field) => (Array.isArray(value) ? value.map((id) => optionName(field, id)).join(", ") : ""),
  monetary: moneyWords,
  formula: (value) => moneyWords(value) || numberWords(value),
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
}

export function wordsOf(field: Known, value: unknown): string {
  return isEmpty(value) ? NOTHING : WORDS[field.field_type](value, field) || NOTHING
}
