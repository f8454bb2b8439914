const SCALE: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9 }

const TYPED = /^(-?)(?:\p{Sc}|[a-z]{3})?(-?)([\d.,]*\d)([kmb]?)(?:\p{Sc}|[a-z]{3})?$/u

/**
 * The number typed text means: "12,500.50", "12.500,50", "12 500", "1.2m", "20k", with or without a currency's sign. Undefined
 * when it means none. One separator followed by three digits parts thousands.
 */
export function numberFromWords(text: string): number | undefined {
  const match = TYPED.exec(text.toLowerCase().replace(/['’\s]/g, ""))
  if (match === null || (match[1] === "-" && match[2] === "-")) return undefined
  const digits = plain(match[3] ?? "")
  if (digits === undefined) return undefined
  const scale = SCALE[match[4] ?? ""] ?? 1
  const number = Number((Number(digits) * scale).toPrecision(15))
  return match[1] === "-" || match[2] === "-" ? -number : number
}

/** With a point for decimals and nothing between thousands. */
function plain(digits: string): string | undefined {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","))
  const mark = digits[last]
  if (mark === undefined) return digits
  const whole = digits.slice(0, last)
  const fraction = digits.slice(last + 1)
  const hasOther = whole.includes(mark === "." ? "," : ".")
  const isFraction = !whole.includes(mark) && (hasOther || fraction.length !== 3 || whole === "0" || whole === "")
  if (!isFraction) return hasOther ? undefined : ungrouped(digits)
  const thousands = ungrouped(whole)
  return thousands === undefined ? undefined : `${thousands}.${fraction}`
}

function ungrouped(digits: string): string | undefined {
  if (/^\d*$/.test(digits)) return digits
  return /^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(digits) ? digits.replace(/[.,]/g, "") : undefined
}
