import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

type Page = Awaited<ReturnType<typeof signedIn>>
type Deal = { id: number; stage_id: number; status: string; title: string }

const column = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true })
const card = (page: Page, name: string, title: string) =>
  column(page, name).getByRole("link", { name: title, exact: true })

test("a deal is added where it will stand, and the column counts it", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await page.getByRole("button", { name: "Add a deal to Contact Made" }).click()
  const form = page.getByRole("form", { name: "New deal in Contact Made" })
  await form.getByLabel("Title").fill("Harbour cranes")
  await form.getByLabel("Organization").fill("Northern Docks")
  await form.getByLabel("Value").fill("12,500")
  await form.getByRole("button", { name: "Add deal" }).click()
  await card(page, "Contact Made", "Harbour cranes").waitFor()
  await expect.poll(() => column(page, "Contact Made").getByText("$12,500").count(), SOON).toBeGreaterThan(0)
  await axeInBothThemes(page)
  const [deal] = await workspace.get<Deal[]>("/api/v2/deals")
  expect(deal).toMatchObject({ title: "Harbour cranes", stage_id: 2 })
})

test("a card dragged in one browser moves in another, and in the data", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "Turbine", value: 900 })
  const colleague = await workspace.colleague("Cora Colleague")
  const mine = await signedIn(workspace)
  const theirs = await signedIn(colleague)
  await card(theirs, "Qualified", "Turbine").waitFor()
  await card(mine, "Qualified", "Turbine").waitFor()
  await theirs.getByText("Live", { exact: true }).waitFor({ state: "attached" })
  await mine.locator("[data-card]").first().dragTo(column(mine, "Demo Scheduled"))
  await card(mine, "Demo Scheduled", "Turbine").waitFor()
  await card(theirs, "Demo Scheduled", "Turbine").waitFor()
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).stage_id).toBe(3))
})

test("a move the server refuses is taken back, and said", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Stubborn" })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Stubborn").waitFor()
  await page.route("**/api/v2/deals/*", (route) => route.abort())
  await page.locator("[data-card]").first().dragTo(column(page, "Proposal Made"))
  await page.getByRole("alert").filter({ hasText: "was not moved" }).waitFor()
  await card(page, "Qualified", "Stubborn").waitFor()
})

test("everything a drag does, the keyboard does: move, win and undo", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "By hand" })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "By hand").waitFor()
  await page.getByRole("button", { name: "Commands for By hand" }).focus()
  await page.keyboard.press("Enter")
  await page.getByRole("menuitem", { name: "Negotiations Started" }).press("Enter")
  await card(page, "Negotiations Started", "By hand").waitFor()
  await page.getByRole("button", { name: "Commands for By hand" }).press("Enter")
  await page.getByRole("menuitem", { name: "Won" }).press("Enter")
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).status).toBe("won"))
  await page.getByRole("button", { name: "Undo" }).press("Enter")
  await card(page, "Negotiations Started", "By hand").waitFor()
})

test("a deal's page shows it, takes a note and wins it", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "Deep page", value: 10 })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Deep page").click()
  await page.getByRole("heading", { name: "Deep page" }).waitFor()
  await page.getByLabel("New note").fill("Call back <soon>")
  await page.getByRole("button", { name: "Save" }).click()
  await page.getByText("Call back <soon>").waitFor()
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Won", exact: true }).click()
  await page.getByRole("button", { name: "Reopen" }).waitFor()
  expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).status).toBe("won")
})

test("on a phone the board swipes by columns and nothing is too small to touch", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Pocket deal" })
  const page = await signedIn(workspace, { size: PHONE, touch: true })
  await card(page, "Qualified", "Pocket deal").waitFor()
  await axeInBothThemes(page)
  const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
  expect(wide).toBe(false)
})
