/** Values of fields in words: on a page, in its history, and for those who edit at the same time. */
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { amountOf, isEmpty, optionName, partOf } from "../../shared/api/field-parts.ts"
import type { FieldType } from "../../shared/field.ts"
import { showDay } from "../record/when.ts"

type Known = Pick<FieldAnswer, "field_type" | "options">

const NOTHING = "nothing"
const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 })

export function money(value: number, currency: string): string {
  return formatMoney(minorUnits(value, currency), currency)
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

export function wordsOf(field: Known, value: unknown): string {
  return isEmpty(value) ? NOTHING : WORDS[field.field_type](value, field) || NOTHING
}
