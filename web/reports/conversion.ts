import type { Setup } from "../../shared/api/workspaces.ts"
import { convert } from "../../shared/exchange.ts"
import type { ReportCell } from "../../shared/report.ts"
import { ratesIn } from "../app/rates.ts"
import type { Definition } from "./definition.ts"

/** `from` are the currencies to convert into the workspace's own, `missing` those for want of whose rate all stay apart. */
type Conversion = { from: readonly string[]; missing: readonly string[] }

export function conversionOf(
  cells: readonly ReportCell[],
  { currencies }: Pick<Definition, "currencies">,
  setup: Setup,
): Conversion {
  const rates = ratesIn(setup)
  // nothing is worth nothing in any currency
  const used = new Set(cells.flatMap(({ currency, value }) => (currency === null || value === 0 ? [] : [currency])))
  if (currencies === "apart" || [...used].every((code) => code === rates.base)) return { from: [], missing: [] }
  const missing = [...used].filter((code) => convert(1, code, rates.base, rates) === undefined).toSorted()
  return { from: missing.length > 0 ? [] : [...used].toSorted(), missing: used.size > 1 ? missing : [] }
}

const list = new Intl.ListFormat("en-GB")

/** What a report in several currencies says of them. */
export function conversionText(conversion: Conversion, setup: Setup): string | undefined {
  const own = setup.workspace.default_currency
  const { from, missing } = conversion
  if (from.length > 0)
    return `Converted into ${own} from ${list.format(from.filter((code) => code !== own))}, by the workspace's exchange rates as they are now.`
  if (missing.length > 0) return `Shown by currency: there is no exchange rate of ${list.format(missing)} to ${own}.`
  return undefined
}
