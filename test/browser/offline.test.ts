import { expect, test } from "vitest"
import { axeInBothThemes, SOON, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

type Page = Awaited<ReturnType<typeof signedIn>>

const column = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true })
const card = (page: Page, title: string) => page.getByRole("link", { name: title, exact: true })
const banner = (page: Page) => page.getByRole("status").filter({ hasText: "You are offline" })

/** Whether this device holds all that the app needs to open by itself: its files, and a deal of the board. */
async function isKept(page: Page, title: string): Promise<boolean> {
  if (!(await page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one?.active != null)")))
    return false
  return page.evaluate<boolean>(`(async () => {
    if (!(await indexedDB.databases()).some((db) => db.name === "halyard")) return false
    return new Promise((answer) => {
      const opening = indexedDB.open("halyard")
      opening.onsuccess = () => {
        const db = opening.result
        if (!db.objectStoreNames.contains("kept")) return answer(false)
        const reading = db.transaction("kept").objectStore("kept").getAll()
        reading.onsuccess = () => answer(JSON.stringify(reading.result).includes(${JSON.stringify(title)}))
      }
    })
  })()`)
}

test("without a connection the app opens, shows what was there, says so, refuses to move, and catches up later", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Turbine" })
  const page = await signedIn(workspace, { worker: true })
  await card(page, "Turbine").waitFor()
  await expect.poll(() => isKept(page, "Turbine"), { timeout: 90_000, interval: 500 }).toBe(true)
  await page.context().setOffline(true)
  await page.reload()
  await card(page, "Turbine").waitFor()
  await banner(page)
    .filter({ hasText: /This is from \d\d:\d\d/ })
    .waitFor()
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Commands for Turbine" }).focus()
  await page.keyboard.press("Enter")
  await page.getByRole("menuitem", { name: "Won" }).click()
  await page.getByRole("alert").filter({ hasText: "You are offline" }).waitFor()
  await column(page, "Qualified").getByRole("link", { name: "Turbine", exact: true }).waitFor()
  await workspace.post("/api/v2/deals", { title: "Made meanwhile" })
  await page.context().setOffline(false)
  await card(page, "Made meanwhile").waitFor()
  await expect.poll(() => banner(page).count(), SOON).toBe(0)
  const [deal] = await workspace.get<{ status: string }[]>("/api/v2/deals")
  expect(deal?.status).toBe("open")
})

test("nothing stays on the device of whoever signs out", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Turbine" })
  const page = await signedIn(workspace, { worker: true })
  await card(page, "Turbine").waitFor()
  await expect.poll(() => isKept(page, "Turbine"), { timeout: 90_000, interval: 500 }).toBe(true)
  await page.getByRole("button", { name: "Your menu" }).click()
  await page.getByRole("menuitem", { name: "Sign out" }).click()
  await page.getByRole("heading", { name: "Sign in" }).waitFor()
  await expect.poll(() => isKept(page, "Turbine"), SOON).toBe(false)
})

test("a section that was never opened says so in its place without a connection, and comes by itself later", async () => {
  const page = await signedIn(await newWorkspace())
  const place = page.getByRole("main").getByRole("alert")
  await page.getByText("Live", { exact: true }).waitFor({ state: "attached" })
  // the browser may have it from a page before
  await page.route("**/assets/*.js", (route) => route.abort())
  await page.context().setOffline(true)
  await page.getByRole("link", { name: "Import", exact: true }).click()
  await place.filter({ hasText: "There is no connection" }).waitFor()
  await banner(page).waitFor()
  await place.getByRole("button", { name: "Try again" }).click()
  await place.filter({ hasText: "There is no connection" }).waitFor()
  await page.unroute("**/assets/*.js")
  await page.context().setOffline(false)
  await page.getByRole("heading", { name: "Import", exact: true }).waitFor()
  expect(await place.filter({ hasText: "There is no connection" }).count()).toBe(0)
})

test("what lies over the page and does not come is told of, and is asked for again", async () => {
  const page = await signedIn(await newWorkspace())
  await page.route("**/assets/palette-*.js", (route) => route.abort())
  await page.getByRole("button", { name: "Search or go to…" }).click()
  await page.getByRole("alert").filter({ hasText: "This could not be opened" }).waitFor()
  await page.unroute("**/assets/palette-*.js")
  await page.getByRole("button", { name: "Search or go to…" }).click()
  await page.getByRole("dialog", { name: "Search and commands" }).waitFor()
})
