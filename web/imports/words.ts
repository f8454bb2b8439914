/** What people read of an import. */
import type { ImportBrief } from "../../shared/api/imports.ts"
import type { Counts, ImportedKind, ImportStatus, Progress } from "../../shared/import.ts"
import type { Reason } from "../../shared/import-check.ts"
import type { NewFieldType } from "../../shared/mapping.ts"

const NUMBER = new Intl.NumberFormat("en-US")
const DECIMAL = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 })

export const numberText = (count: number) => NUMBER.format(count)

const NOUNS = {
  deal: "deals",
  organization: "organizations",
  person: "persons",
  note: "notes",
  row: "rows",
  column: "columns",
}
export type Noun = keyof typeof NOUNS

export const KINDS: readonly { kind: ImportedKind; noun: Noun }[] = [
  { kind: "deals", noun: "deal" },
  { kind: "organizations", noun: "organization" },
  { kind: "persons", noun: "person" },
  { kind: "notes", noun: "note" },
]

export const nounText = (count: number, noun: Noun) => (count === 1 ? noun : NOUNS[noun])

/** `8,800 rows`, `1 deal`. */
export const countText = (count: number, noun: Noun) => `${numberText(count)} ${nounText(count, noun)}`

/** `8,800 deals and 85 organizations`: what is new. */
export function madeText(counts: Counts): string {
  const parts = KINDS.flatMap(({ kind, noun }) =>
    counts[kind].added === 0 ? [] : [countText(counts[kind].added, noun)],
  )
  return parts.length === 0 ? "Nothing" : listText(parts)
}

export function listText(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 ** 2 ? `${DECIMAL.format(bytes / 1024)} KB` : `${DECIMAL.format(bytes / 1024 ** 2)} MB`
}

/** `24 Nov 2026, 14:03` in somebody's zone. */
export function timeText(instant: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(
    new Date(instant),
  )
}

export const STATUSES: Record<ImportStatus, string> = {
  uploading: "Not uploaded yet",
  reading: "Being read",
  mapping: "To be mapped",
  checking: "Being checked",
  ready: "Ready to import",
  importing: "Being imported",
  done: "Imported",
  failed: "Failed",
  canceling: "Stopping",
  canceled: "Canceled",
  reverting: "Being undone",
  reverted: "Undone",
}

export const PHASES: Record<Progress["phase"], string> = {
  reading: "Reading the file",
  checking: "Checking the rows",
  preparing: "Preparing",
  contacts: "Importing organizations and persons",
  deals: "Importing the rows",
  reverting: "Undoing the import",
}

/** How far the work has come, in words. */
export function progressText({ progress }: Pick<ImportBrief, "progress">, noun: Noun | "record" = "row"): string {
  if (progress === null || progress.done === 0) return ""
  const nouns = noun === "record" ? "records" : NOUNS[noun]
  if (progress.total === 0) return `${numberText(progress.done)} ${nouns}`
  return `${numberText(progress.done)} of ${numberText(progress.total)} ${nouns}`
}

/** Undefined while there is no telling. */
export function shareOf({ progress }: Pick<ImportBrief, "progress">): number | undefined {
  return progress === null || progress.total === 0 || progress.done === 0 ? undefined : progress.done / progress.total
}

export const REASONS: Record<Reason, string> = {
  number: "Not a number",
  date: "Not a date",
  ambiguous_date: "A date that can be read both ways",
  currency: "Not a currency",
  status: "Neither open, won nor lost",
  owner: "An owner who is nobody here",
  pipeline: "An unknown pipeline",
  stage: "An unknown stage",
  option: "An unknown choice",
  label: "An unknown label",
  email: "Not an e-mail address",
  required: "Nothing to import in the row",
  too_long: "Too long",
  ragged: "More or fewer cells than the header",
}

export const FIELD_TYPES: Record<NewFieldType, string> = {
  varchar: "Text",
  text: "Long text",
  double: "Number",
  date: "Date",
  enum: "One choice",
}

export const DECIMAL_STYLES = [
  { value: "point", label: "1,234.56 (point)" },
  { value: "comma", label: "1.234,56 (comma)" },
] as const

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
const DIGITS = /^(\d{1,2})[-/.]\s?(\d{1,2})[-/.]/

/** What the first value that can be read both ways would mean. */
function readAs(samples: readonly string[], style: "dmy" | "mdy"): string {
  for (const sample of samples) {
    const [, first, second] = DIGITS.exec(sample) ?? []
    if (first === undefined || second === undefined || Number(first) > 12 || Number(second) > 12) continue
    const [day, month] = style === "dmy" ? [first, second] : [second, first]
    const name = MONTHS[Number(month) - 1]
    if (first !== second && name !== undefined) return `: ${sample.split(/[ T]/)[0]} is ${Number(day)} ${name}`
  }
  return style === "dmy" ? ": 31/12/2026" : ": 12/31/2026"
}

export const DATE_STYLES = [
  { value: "dmy", label: (samples: readonly string[]) => `Day first${readAs(samples, "dmy")}` },
  { value: "mdy", label: (samples: readonly string[]) => `Month first${readAs(samples, "mdy")}` },
  { value: "iso", label: () => "Year first: 2026-12-31" },
] as const

const USUAL = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "BRL"]
const CURRENCY_NAMES = new Intl.DisplayNames("en", { type: "currency" })
const currency = (code: string) => ({ value: code, label: `${code} · ${CURRENCY_NAMES.of(code)}` })

export const CURRENCIES = [
  { group: "Usual", options: USUAL.map(currency) },
  {
    group: "All others",
    options: Intl.supportedValuesOf("currency")
      .filter((code) => !USUAL.includes(code))
      .map(currency),
  },
]
