/** What stands in a field's value, as the API says it. */
import type { FieldAnswer } from "./custom-fields.ts"

/** The amount and currency that a monetary field holds. */
export function amountOf(value: unknown): { value: number; currency: string } | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { value: amount, currency } = value as { value?: unknown; currency?: unknown }
  return typeof amount === "number" && typeof currency === "string" ? { value: amount, currency } : undefined
}

export function optionName(field: Pick<FieldAnswer, "options">, id: unknown): string {
  return field.options?.find((option) => option.id === id)?.label ?? "a deleted option"
}

/** A part of a field that holds several: where a range begins, the line of an address. */
export function partOf(value: unknown, part: string): string {
  const found =
    typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === part) : undefined
  return typeof found?.[1] === "string" ? found[1] : ""
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
}
