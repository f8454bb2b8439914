import { readFile } from "node:fs/promises"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { ViewTotals } from "../../shared/api/deal-view.ts"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Deal = { id: number; title: string; value: number; status: string; owner_id: number; lost_reason: string | null }

const add = (workspace: Workspace, body: object) => workspace.post("/api/v2/deals", body)
const read = (workspace: Workspace, id: number) => workspace.get<Deal>(`/api/v2/deals/${id}`)
const titles = async (page: Page) => (await page.locator("[data-dl-title]").allInnerTexts()).map((text) => text.trim())
const cell = (page: Page, title: string, name: string) =>
  page
    .getByRole("row")
    .filter({ hasText: title })
    .getByRole("gridcell")
    .nth(name === "Title" ? 1 : 2)
const sums = (page: Page) => page.getByRole("region", { name: "Sums" })

/** Waits until the list knows of so many open deals. */
function counted(workspace: Workspace, count: number): Promise<void> {
  return eventually(async () => {
    const totals = await workspace.get<ViewTotals>("/api/v2/deals/view/totals?status=open")
    expect(totals.count).toBe(count)
  })
}

async function three(workspace: Workspace): Promise<number[]> {
  const ids: number[] = []
  for (const [title, value] of [
    ["Anchor", 300],
    ["Buoy", 100],
    ["Crane", 200],
  ] as const)
    ids.push((await add(workspace, { title, value })).id)
  await counted(workspace, 3)
  return ids
}

test("the list adds up all deals, and a press on a column's name sorts by it, in the address too", async () => {
  const workspace = await newWorkspace()
  const [anchor = 0] = await three(workspace)
  const page = await signedIn(workspace, { at: "/list" })
  await sums(page).getByText("$600").waitFor()
  await page.getByRole("columnheader", { name: "Value" }).getByRole("button").click()
  await expect.poll(() => titles(page), SOON).toEqual(["Buoy", "Crane", "Anchor"])
  await page.getByRole("columnheader", { name: "Value" }).getByRole("button").click()
  await expect.poll(() => titles(page), SOON).toEqual(["Anchor", "Crane", "Buoy"])
  await axeInBothThemes(page)
  await page.reload()
  await expect.poll(() => titles(page), SOON).toEqual(["Anchor", "Crane", "Buoy"])
  await workspace.patch(`/api/v2/deals/${anchor}`, { status: "won" })
  await counted(workspace, 2)
  await expect.poll(() => titles(page), SOON).toEqual(["Crane", "Buoy"])
  await page.getByRole("group", { name: "Status" }).getByRole("button", { name: "Won" }).click()
  await expect.poll(() => titles(page), SOON).toEqual(["Anchor"])
})

test("arrow keys reach every cell, Enter edits it, and a colleague sees it", async () => {
  const workspace = await newWorkspace()
  const [, buoy = 0] = await three(workspace)
  const colleague = await workspace.colleague("Cora Colleague")
  const page = await signedIn(workspace)
  const theirs = await signedIn(colleague, { at: "/list?sort=title&order=asc" })
  await theirs.getByText("Live", { exact: true }).waitFor({ state: "attached" })
  await cell(theirs, "Buoy", "Value").waitFor()
  await page.goto("/list?sort=title&order=asc")
  await cell(page, "Anchor", "Title").focus()
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  await page.keyboard.press("Control+A")
  await page.keyboard.type("1,250")
  await page.keyboard.press("Enter")
  await cell(page, "Buoy", "Value").getByText("$1,250").waitFor()
  await eventually(async () => expect((await read(workspace, buoy)).value).toBe(1250))
  await cell(theirs, "Buoy", "Value").getByText("$1,250").waitFor()
  await sums(theirs).getByText("$1,750").waitFor()
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press(" ")
  await page.getByRole("region", { name: "Chosen deals" }).getByText("1 deal chosen").waitFor()
  await page.keyboard.press("Control+Enter")
  await expect.poll(() => page.locator("h1:focus").textContent(), SOON).toBe("Crane")
  await page.goBack()
  await expect.poll(() => page.locator("[role=gridcell]:focus").textContent(), SOON).toBe("$200")
})

test("what the server refuses stays typed, with the reason", async () => {
  const workspace = await newWorkspace()
  await three(workspace)
  const page = await signedIn(workspace, { at: "/list?sort=title&order=asc" })
  await page.route("**/api/v2/deals/*", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.fallback(),
  )
  await cell(page, "Crane", "Title").dblclick({ position: { x: 200, y: 10 } })
  await page.getByRole("textbox", { name: "Title" }).fill("Crane, renamed")
  await page.keyboard.press("Enter")
  await page.getByRole("alert").filter({ hasText: "was not saved" }).waitFor()
  expect(await page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Crane, renamed")
  await page.keyboard.press("Escape")
  await expect.poll(() => titles(page), SOON).toEqual(["Anchor", "Buoy", "Crane"])
})

test("columns are chosen, moved and widened by keys, and stay so", async () => {
  const workspace = await newWorkspace()
  await three(workspace)
  const page = await signedIn(workspace, { at: "/list" })
  const heads = async () =>
    (await page.getByRole("columnheader").allInnerTexts()).map((text) => text.trim()).slice(1, 5)
  await expect.poll(heads, SOON).toEqual(["Title", "Value", "Stage", "Organization"])
  await page.getByRole("columnheader", { name: "Value" }).getByRole("button").focus()
  await page.keyboard.press("Alt+ArrowRight")
  await expect.poll(heads, SOON).toEqual(["Title", "Stage", "Value", "Organization"])
  const width = async () => (await page.getByRole("columnheader", { name: "Value" }).boundingBox())?.width ?? 0
  const before = await width()
  await page.getByRole("columnheader", { name: "Value" }).getByRole("button").press("Alt+Shift+ArrowRight")
  await expect.poll(width, SOON).toBe(before + 16)
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByRole("checkbox", { name: "Stage", exact: true }).uncheck()
  await page.getByRole("checkbox", { name: "Pipeline" }).check()
  await page.keyboard.press("Escape")
  await page.reload()
  await expect.poll(heads, SOON).toEqual(["Title", "Value", "Organization", "Person"])
  await page.getByRole("columnheader", { name: "Pipeline" }).waitFor()
  expect(await width()).toBe(before + 16)
})

test("many deals are given an owner and lost together, deleted, and brought back", async () => {
  const workspace = await newWorkspace()
  const ids = await three(workspace)
  const ada = await workspace.colleague("Ada Lovelace")
  const page = await signedIn(workspace, { at: "/list?status=all" })
  const all = (check: (deal: Deal) => void) =>
    eventually(async () => (await Promise.all(ids.map((id) => read(workspace, id)))).forEach(check))
  await cell(page, "Crane", "Title").waitFor()
  await page.getByLabel("Choose all loaded deals").check()
  await page.getByRole("button", { name: "Edit", exact: true }).click()
  const form = page.getByRole("dialog", { name: "Edit 3 deals" })
  await form.getByLabel("Change a field").selectOption("owner_id")
  await form.getByRole("combobox", { name: "Owner" }).fill("Ada")
  await page.getByRole("option", { name: /Ada Lovelace/ }).click()
  await form.getByLabel("Status").selectOption("lost")
  await form.getByLabel("Lost reason").fill("Too late")
  await axeInBothThemes(page)
  await form.getByRole("button", { name: "Change" }).click()
  await all((deal) => expect(deal).toMatchObject({ owner_id: ada.id, status: "lost", lost_reason: "Too late" }))
  await form.waitFor({ state: "detached" })
  await page.getByLabel("Choose all loaded deals").check()
  await page.getByRole("button", { name: "Delete" }).click()
  await page.getByRole("dialog", { name: "Delete 3 deals?" }).getByRole("button", { name: "Delete" }).click()
  await page.getByRole("heading", { name: "No deals" }).waitFor()
  await page.getByRole("button", { name: "Undo" }).click()
  await cell(page, "Crane", "Title").waitFor()
})

test("the exported file holds all that is meant, and nothing in it runs as a formula", async () => {
  const workspace = await newWorkspace()
  await add(workspace, { title: '=HYPERLINK("x")', value: 12.5 })
  await counted(workspace, 1)
  const page = await signedIn(workspace, { at: "/list" })
  await cell(page, "HYPERLINK", "Title").waitFor()
  const started = page.waitForEvent("download")
  await page.getByRole("button", { name: "Export CSV" }).click()
  const text = await readFile(await (await started).path(), "utf8")
  const [head = "", row = ""] = text.split("\r\n")
  expect(head).toMatch(/^\u{feff}ID,Title,Value,Value: currency,Stage,/u)
  expect(row).toMatch(/^1,"'=HYPERLINK\(""x""\)",12.5,USD,Qualified,/)
})

test("on a phone deals are cards, with nothing too small to touch", async () => {
  const workspace = await newWorkspace()
  await three(workspace)
  const page = await signedIn(workspace, { at: "/list", size: PHONE, touch: true })
  await page.getByRole("link", { name: /Crane/ }).waitFor()
  await sums(page).getByText("$600").waitFor()
  await axeInBothThemes(page)
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(PHONE.width)
  for (const target of await page.locator("[data-dl-page]").locator("button, a").all())
    expect((await target.boundingBox())?.height ?? 44, (await target.textContent()) ?? "").toBeGreaterThanOrEqual(44)
})
