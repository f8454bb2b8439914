/** The currencies of the world, as the platform knows them (ISO 4217). */
import { decimalsOf } from "./amount.ts"

/** Each has the id of its place in the alphabet of codes from 1 on. */
export function currencies() {
  const names = new Intl.DisplayNames("en", { type: "currency" })
  return Intl.supportedValuesOf("currency")
    .toSorted()
    .map((code, at) => ({
      id: at + 1,
      code,
      name: names.of(code) ?? code,
      decimal_points: decimalsOf(code),
      symbol: symbolOf(code),
      active_flag: true,
      is_custom_flag: false,
    }))
}

function symbolOf(currency: string): string {
  const parts = new Intl.NumberFormat("en-US", { style: "currency", currency }).formatToParts(0)
  return parts.find((part) => part.type === "currency")?.value ?? currency
}
