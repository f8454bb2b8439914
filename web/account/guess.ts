/** The zone and currency of somebody whom nobody has asked: from their clock's zone, else from their language's country. */

const REGIONS: Record<string, readonly string[]> = {
  EUR: [
    "DE",
    "FR",
    "ES",
    "IT",
    "NL",
    "BE",
    "AT",
    "IE",
    "PT",
    "FI",
    "GR",
    "EE",
    "LV",
    "LT",
    "LU",
    "SK",
    "SI",
    "HR",
    "CY",
    "MT",
  ],
  USD: ["US", "EC", "SV", "PR"],
  GBP: ["GB"],
  CHF: ["CH", "LI"],
  SEK: ["SE"],
  NOK: ["NO"],
  DKK: ["DK"],
  PLN: ["PL"],
  CZK: ["CZ"],
  HUF: ["HU"],
  RON: ["RO"],
  TRY: ["TR"],
  UAH: ["UA"],
  ILS: ["IL"],
  AED: ["AE"],
  ZAR: ["ZA"],
  INR: ["IN"],
  JPY: ["JP"],
  CNY: ["CN"],
  HKD: ["HK"],
  KRW: ["KR"],
  SGD: ["SG"],
  IDR: ["ID"],
  PHP: ["PH"],
  VND: ["VN"],
  AUD: ["AU"],
  NZD: ["NZ"],
  CAD: ["CA"],
  MXN: ["MX"],
  BRL: ["BR"],
  ARS: ["AR"],
  CLP: ["CL"],
  COP: ["CO"],
}

export function guessedZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function guessedCurrency(zone: string, language: string): string {
  const known = Object.entries(REGIONS)
  const byZone = known.find(([, regions]) => regions.some((region) => zonesOf(region).includes(zone)))
  if (byZone !== undefined) return byZone[0]
  const region = new Intl.Locale(language || "en").maximize().region ?? ""
  return known.find(([, regions]) => regions.includes(region))?.[0] ?? "USD"
}

function zonesOf(region: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?: () => string[] } = new Intl.Locale(`und-${region}`)
  return locale.getTimeZones?.() ?? []
}

/** Every zone the browser knows, with the guessed one among them. */
export function zones(guessed: string): string[] {
  return [...new Set([guessed, ...Intl.supportedValuesOf("timeZone"), "UTC"])].sort()
}
