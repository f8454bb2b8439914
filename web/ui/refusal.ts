import { Problem } from "../../shared/problem.ts"

/** What was refused of one field, as a person would say it: by the field's label, where the API says its name there. */
export function refusalOf(error: unknown, label: string): string {
  const [field] = error instanceof Problem ? Object.values(error.fields) : []
  if (field !== undefined) return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${inWords(field)}.`
  return error instanceof Error ? error.message : "It was not saved"
}

/** Said of a field: what the API itself says of most is plain, what a schema says of a type is not. */
export function inWords(text: string): string {
  if (/expected (number|int)/.test(text)) return "must be a number"
  return /^(Invalid|Too (small|big)|Unrecognized)/.test(text) ? "cannot be this" : text
}
