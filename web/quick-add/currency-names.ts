const names = new Intl.DisplayNames("en", { type: "currency" })

/** `EUR · Euro`. */
export function currencyName(code: string): string {
  return `${code} · ${names.of(code) ?? code}`
}

/** All currencies of the world that the platform knows. */
export function worldCurrencies(): string[] {
  return Intl.supportedValuesOf("currency")
}
