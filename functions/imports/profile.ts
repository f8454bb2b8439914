/** What is in the columns of a file, gathered row by row as it is read. */
import { type Column, type Look, MOST_VALUES } from "../../shared/import.ts"
import { type DateLook, dateLook, dateStyle } from "./dates.ts"
import { decimalStyle, type NumberLook, numberLook } from "./numbers.ts"

const SAMPLES = 5
const SAMPLE_LENGTH = 200
/** Longer values are no choices, and are not told one by one. */
const LONGEST_VALUE = 255
/** Characters of all values that are told of a file; columns beyond tell their first 20. */
const MOST_CHARACTERS = 1_000_000

const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/
const PHONE = /^'?\+?[\d\s()./-]{6,25}$/

type Gathered = {
  header: string
  filled: number
  longest: number
  samples: Set<string>
  values: Map<string, number>
  more: boolean
  dates: Map<DateLook, number>
  numbers: Map<NumberLook, number>
  emails: number
  phones: number
}

export type Profile = { see(cells: readonly string[]): void; columns(): Column[] }

export function profile(headers: readonly string[]): Profile {
  const all = headers.map(
    (header): Gathered => ({
      header,
      filled: 0,
      longest: 0,
      samples: new Set(),
      values: new Map(),
      more: false,
      dates: new Map(),
      numbers: new Map(),
      emails: 0,
      phones: 0,
    }),
  )
  return {
    see: (cells) => {
      for (const [at, column] of all.entries()) gather(column, (cells[at] ?? "").trim())
    },
    columns: () => {
      let left = MOST_CHARACTERS
      return all.map((column, index) => {
        const shown = shownOf(column, index, left > 0 ? MOST_VALUES : 20)
        for (const { value } of shown.distinct.values) left -= value.length
        return shown
      })
    },
  }
}

function more<K>(counts: Map<K, number>, key: K | undefined): void {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
}

function gather(column: Gathered, value: string): void {
  if (value === "") return
  column.filled++
  column.longest = Math.max(column.longest, value.length)
  if (column.samples.size < SAMPLES) column.samples.add(value.slice(0, SAMPLE_LENGTH))
  if (value.length <= LONGEST_VALUE && (column.values.has(value) || column.values.size < MOST_VALUES)) {
    more(column.values, value)
  } else column.more = true
  const digitsOnly = /^\d+$/.test(value)
  if (!digitsOnly) more(column.dates, dateLook(value))
  more(column.numbers, numberLook(value))
  if (value.includes("@") && value.split(/[,;]|:::/).every((part) => EMAIL.test(part.trim()))) column.emails++
  if (PHONE.test(value) && value.replace(/\D/g, "").length >= 6) column.phones++
}

const total = (counts: ReadonlyMap<unknown, number>) => counts.values().reduce((sum, count) => sum + count, 0)

function lookOf(column: Gathered): Look {
  const most = (count: number) => count >= column.filled * 0.9
  if (column.filled === 0) return "empty"
  if (most(column.emails)) return "email"
  if (most(total(column.dates))) return "date"
  if (most(total(column.numbers))) return "number"
  return most(column.phones) ? "phone" : "text"
}

function shownOf(column: Gathered, index: number, values: number): Column {
  const look = lookOf(column)
  const told = [...column.values].slice(0, values)
  return {
    index,
    header: column.header,
    samples: [...column.samples],
    filled: column.filled,
    longest: column.longest,
    distinct: {
      values: told.map(([value, count]) => ({ value, count })),
      more: column.more || told.length < column.values.size,
    },
    looks_like: look,
    dates: look === "date" ? dateStyle(column.dates) : null,
    decimals: look === "number" ? decimalStyle(column.numbers) : null,
  }
}
