/** Numbers as people write them: with signs of currencies, spaces and either decimal sign. */
import type { DecimalStyle } from "../../shared/mapping.ts"

/**
 * What one number says of how its column is written: `point` 1,234.56, `comma` 1.234,56, `plain` nothing. A single sign before
 * exactly three digits (`point3` 1.234, `comma3` 1,234) may be either, and mostly parts thousands.
 */
export type NumberLook = "plain" | DecimalStyle | "point3" | "comma3"

const CURRENCY =
  /^(?:[A-Z]{3}|[A-Z]{0,2}\p{Sc}|kr\.?|zł|Kč|Ft|lei|Rs\.?)\s*|\s*(?:[A-Z]{3}|\p{Sc}|kr\.?|zł|Kč|Ft|lei)$/giu

const POINT = /^(?:\d+|[1-9]\d{0,2}(?:,\d{2,3})*,\d{3})?(?:\.\d+)?(?:e[+-]?\d{1,2})?$/i

/** The digits and signs of a number, or undefined for what is none; `negative` for -5, 5- and (5). */
function bare(text: string): { digits: string; negative: boolean } | undefined {
  const trimmed = text.trim()
  const inParens = /^\((.+)\)$/.exec(trimmed)?.[1]
  const unsigned = (inParens ?? trimmed).replace(/^([+\-\u2212])\s*/u, "").replace(/-$/, "")
  const signed = inParens !== undefined || /^[-\u2212]|-$/u.test(trimmed)
  const inner = unsigned.replace(CURRENCY, "").trim()
  const minus = /^[-\u2212]/u.test(inner)
  if (signed && minus) return undefined
  const digits = inner
    .replace(/^[+\-\u2212]/u, "")
    .replace(/%$/, "")
    .replace(/(?<=\d)[\s'\u2019](?=\d)/gu, "")
    .trim()
  return /^[\d.,]*\d[\d.,]*(e[+-]?\d{1,2})?$/i.test(digits) ? { digits, negative: signed || minus } : undefined
}

/** What a text says of its column's style, or undefined when it is not a number. */
export function numberLook(text: string): NumberLook | undefined {
  const found = bare(text)
  if (found === undefined) return undefined
  const look = lookOf(found.digits)
  return parseNumber(text, look === "comma" || look === "point3" ? "comma" : "point") === undefined ? undefined : look
}

function lookOf(digits: string): NumberLook {
  const point = digits.lastIndexOf(".")
  const comma = digits.lastIndexOf(",")
  if (point < 0 && comma < 0) return "plain"
  if (point >= 0 && comma >= 0) return point > comma ? "point" : "comma"
  const sign = point >= 0 ? "." : ","
  const parts = digits.split(sign)
  if (parts.length > 2) return sign === "." ? "comma" : "point"
  const [whole = "", after = ""] = parts
  if (after.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return sign === "." ? "point3" : "comma3"
  return sign === "." ? "point" : "comma"
}

/** The style of a column, from what its numbers said. */
export function decimalStyle(looks: ReadonlyMap<NumberLook, number>): DecimalStyle {
  const count = (look: NumberLook) => looks.get(look) ?? 0
  if (count("point") !== count("comma")) return count("point") > count("comma") ? "point" : "comma"
  return count("point3") > count("comma3") ? "comma" : "point"
}

/** A number written in a style, or undefined when it is not one in that style. */
export function parseNumber(text: string, style: DecimalStyle): number | undefined {
  const found = bare(text)
  if (found === undefined) return undefined
  const digits = style === "point" ? found.digits : found.digits.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."))
  if (!POINT.test(digits)) return undefined
  const value = Number(digits.replaceAll(",", ""))
  return Number.isFinite(value) ? (found.negative ? -value : value) : undefined
}
