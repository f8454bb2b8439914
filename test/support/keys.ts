/** What people do by keys alone, each once the page is as far as they would see it. */
import type { Page } from "playwright-core"

/** Until what was asked for has been painted; scrolling is told of then. */
export const paint = (page: Page): Promise<unknown> =>
  page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")

/** A command, by how it begins, from the menu behind a button. A menu takes the focus twice: as it opens, and when it has been painted. */
export async function command(page: Page, menu: string, name: string): Promise<void> {
  await page.getByRole("button", { name: menu, exact: true }).first().press("Enter")
  await page.locator("[role=menu]:focus-within").waitFor()
  await paint(page)
  await page.getByRole("menuitem", { name: new RegExp(`^${name}\\b`) }).press("Enter")
}
