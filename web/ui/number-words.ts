const SCALE: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9 }

/**
 * The number typed text means: "12,500.50", "12.500,50", "12 500", "1.2m", "20k", with or without a currency's sign. Undefined
 * when it means none. One separator followed by three digits parts thousands.
 */
export function numberFromWords(text: string): number | undefined {
  const match = /^(-?)\p{Sc}?(?:[a-z]{3})?(-?)([\d.,'’\s]*\d[.,]?)([kmb]?)(?:\p{Sc}|[a-z]{3})?$/iu.exec(text.trim())
  if (match === null) return undefined
  const digits = plain((match[3] ?? "").replace(/['’\s]/g, ""))
  const number = Number(digits)
  if (digits === "" || Number.isNaN(number)) return undefined
  const scale = SCALE[(match[4] ?? "").toLowerCase()]
  const scaled = scale === undefined ? number : Number((number * scale).toPrecision(15))
  return match[1] === "-" || match[2] === "-" ? -scaled : scaled
}

/** With a point for decimals and nothing between thousands. */
function plain(digits: string): string {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","))
  if (last < 0) return digits
  const mark = digits[last] ?? "."
  const other = mark === "." ? "," : "."
  const alone = digits.split(mark).length === 2
  const after = digits.length - last - 1
  const isDecimal = alone && (digits.includes(other) || after !== 3 || (mark === "." && digits.startsWith("0.")))
  if (isDecimal) return `${digits.slice(0, last).replaceAll(other, "")}.${digits.slice(last + 1)}`
  return digits.includes(other) && digits.indexOf(other) < last ? "" : digits.replaceAll(mark, "").replaceAll(other, "")
}
