import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
const row = (page: Page, text: string) =>
  page.getByRole("list", { name: "Currencies" }).getByRole("listitem").filter({ hasText: text })

async function open(page: Page): Promise<void> {
  await page.goto("/settings/currencies")
  await page.getByRole("heading", { level: 2, name: "Currencies" }).waitFor()
}

test("a currency is given its rate, changed, removed, and all turn with the default; others only read them", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  await workspace.post("/api/v2/deals", { title: "Pounds", value: 10, currency: "GBP" })
  const page = await signedIn(workspace)
  await open(page)
  await row(page, "GBP").getByText("No rate: totals with it stay apart by currency · 1 deal").waitFor()
  const dialog = page.getByRole("dialog")
  await button(page, "Set a rate of GBP").click()
  await dialog.getByLabel("What 1 GBP is worth in USD").fill("much")
  await button(page, "Save").click()
  await dialog.getByText("must be a decimal number above zero, such as 1.08").waitFor()
  await axeInBothThemes(page)
  await dialog.getByLabel("What 1 GBP is worth in USD").fill("1,25")
  await button(page, "Save").click()
  await row(page, "GBP").getByText("1 GBP = 1.25 USD").waitFor()

  await button(page, "Add a currency").click()
  await dialog.getByLabel("Currency").selectOption("JPY")
  await dialog.getByLabel("What 1 JPY is worth in USD").fill("0.005")
  await dialog.getByRole("button", { name: "Add currency" }).click()
  await row(page, "JPY").getByText("1 JPY = 0.005 USD · no deals").waitFor()

  await button(page, "Change the default currency").click()
  await dialog.getByLabel("Default currency").selectOption("CHF")
  await button(page, "Save").click()
  await dialog.getByText("has no exchange rate: set what 1 CHF is worth in USD first").waitFor()
  await dialog.getByLabel("Default currency").selectOption("GBP")
  await button(page, "Save").click()
  await row(page, "GBP").getByText("Default").waitFor()
  await row(page, "JPY").getByText("1 JPY = 0.004 GBP").waitFor()
  await button(page, "Remove the rate of JPY").click()
  await button(page, "Remove").click()
  await expect.poll(() => row(page, "JPY").count(), SOON).toBe(0)
  await page.setViewportSize(PHONE)
  await axeInBothThemes(page)

  const other = await signedIn(ada)
  await open(other)
  await row(other, "USD").getByText("1 USD = 0.8 GBP").waitFor()
  expect(await other.locator("main").getByRole("button").count()).toBe(0)
})

test("totals of several currencies are one where each has a rate, and open what they are made of", async () => {
  const workspace = await newWorkspace()
  const person = await workspace.post<{ id: number }>("/api/v2/persons", { name: "Pia Payer" })
  for (const [value, currency] of [
    [1000, "USD"],
    [100, "EUR"],
  ] as const)
    await workspace.post("/api/v2/deals", { title: `In ${currency}`, value, currency, person_id: person.id })
  const page = await signedIn(workspace)
  const column = page.getByRole("listitem", { name: "Qualified" })
  await column.getByText("$1,000").first().waitFor()
  await column.getByText("€100").first().waitFor()
  expect(await page.getByText("≈").count()).toBe(0)

  await workspace.call("PUT", "/api/v2/exchangeRates/EUR", { rate: "1.25" })
  const total = (of: string) => page.getByRole("button", { name: `${of}: $1,125, converted from $1,000 + €100` })
  await total("Value of Qualified").waitFor()
  await total("Value of the board").waitFor()
  await total("Value of Qualified").click()
  await page.getByText("$1,125 together, by the workspace's exchange rates to USD.").waitFor()
  await axeInBothThemes(page)
  await page.keyboard.press("Escape")

  await page.goto("/list")
  await total("Value").waitFor()
  await page.goto(`/persons/${person.id}`)
  await total("Value of open deals").waitFor()
  await axeInBothThemes(page)

  await page.goto("/reports?view=stage_id&measure=sum&status=open")
  await page.getByText("Converted into USD from EUR, by the workspace's exchange rates as they are now.").waitFor()
  await page.getByText("≈ $1,125").waitFor()
  await page.getByLabel("Currencies").selectOption("Each by itself")
  await page
    .getByRole("region", { name: /in EUR$/ })
    .first()
    .waitFor()
  expect(await page.getByText("≈").count()).toBe(0)
  await workspace.call("DELETE", "/api/v2/exchangeRates/EUR")
  await page.getByLabel("Currencies").selectOption("All in USD")
  await page.getByText("Shown by currency: there is no exchange rate of EUR to USD.").waitFor()
  await axeInBothThemes(page)
})
