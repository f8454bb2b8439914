/** The screens of the product, and what to do on each before its picture is taken. */
import type { Page } from "playwright-core"

export type Screen = {
  name: string
  path: string
  /** For people who have not signed in. */
  outside?: boolean
  ready?: (page: Page, size: "desktop" | "phone") => Promise<unknown>
}

const cards = (page: Page) => page.locator("[data-card]").first().waitFor()
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).first().waitFor()

export const SCREENS: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", outside: true, ready: heading },
  { name: "sign-up", path: "/sign-up", outside: true, ready: heading },
  { name: "forgot", path: "/forgot", outside: true, ready: heading },
  { name: "board", path: "/board", ready: cards },
  {
    name: "palette",
    path: "/board",
    ready: async (page) => {
      await cards(page)
      await page.keyboard.press("Control+k")
      await page.keyboard.type("re", { delay: 20 })
      await page.getByRole("option").first().waitFor()
    },
  },
  {
    name: "quick-add",
    path: "/board",
    ready: async (page) => {
      await cards(page)
      await page.keyboard.press(".")
      await page.keyboard.press("d")
      await page.getByRole("dialog").waitFor()
    },
  },
  {
    name: "shortcuts",
    path: "/board",
    ready: async (page) => {
      await cards(page)
      await page.keyboard.press("?")
      await page.getByRole("dialog").waitFor()
    },
  },
  { name: "list", path: "/list" },
  {
    name: "deal",
    path: "/board",
    ready: async (page) => {
      await cards(page)
      await page.locator("[data-card] a").first().click()
      await page.waitForURL("**/deals/**")
      await page.waitForLoadState("networkidle")
    },
  },
  { name: "people", path: "/contacts" },
  { name: "organizations", path: "/contacts/organizations" },
  { name: "person", path: "/persons/1", ready: heading },
  { name: "organization", path: "/organizations/1", ready: heading },
  { name: "activities", path: "/activities" },
  { name: "calendar", path: "/activities/calendar" },
  { name: "reports", path: "/reports" },
  { name: "import", path: "/import" },
  { name: "settings", path: "/settings" },
  { name: "settings-pipelines", path: "/settings/pipelines" },
  { name: "design", path: "/design" },
]
