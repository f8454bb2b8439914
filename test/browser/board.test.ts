import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

type Page = Awaited<ReturnType<typeof signedIn>>
type Deal = { id: number; stage_id: number; status: string; title: string; org_id: number; lost_reason: string | null }

const column = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true })
const card = (page: Page, name: string, title: string) =>
  column(page, name).getByRole("link", { name: title, exact: true })

test("a deal is added where it will stand, with an organization made on the way, and the column counts it", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await page.getByRole("heading", { name: "No open deals here yet" }).waitFor()
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Add a deal to Contact Made" }).click()
  const form = page.getByRole("form", { name: "New deal in Contact Made" })
  await form.getByLabel("Title").fill("Harbour cranes")
  await form.getByLabel("Organization").fill("Northern Docks")
  await page.getByRole("option", { name: "Add “Northern Docks”" }).click()
  await form.getByLabel("Value", { exact: true }).fill("12,500")
  await form.getByRole("button", { name: "Add another" }).click()
  await card(page, "Contact Made", "Harbour cranes").waitFor()
  await column(page, "Contact Made").getByText("Northern Docks").waitFor()
  await expect.poll(() => column(page, "Contact Made").getByText("$12,500").count(), SOON).toBeGreaterThan(0)
  await form.getByLabel("Title").fill("Second of them")
  await form.getByLabel("Title").press("Enter")
  await card(page, "Contact Made", "Second of them").waitFor()
  await axeInBothThemes(page)
  const deals = await workspace.get<Deal[]>("/api/v2/deals")
  expect(deals.map(({ title, stage_id }) => ({ title, stage_id }))).toEqual([
    { title: "Harbour cranes", stage_id: 2 },
    { title: "Second of them", stage_id: 2 },
  ])
})

test("two people on a board see each other, and what one drags slides in at the other's", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "Turbine", value: 900 })
  const colleague = await workspace.colleague("Cora Colleague")
  const mine = await signedIn(workspace)
  const theirs = await signedIn(colleague)
  await card(theirs, "Qualified", "Turbine").waitFor()
  await card(mine, "Qualified", "Turbine").waitFor()
  await mine.getByRole("region", { name: "Also here" }).getByRole("img", { name: "Cora Colleague" }).waitFor()
  await theirs.getByRole("region", { name: "Also here" }).getByRole("img", { name: "Fran Founder" }).waitFor()
  await mine.locator("[data-card]").first().dragTo(column(mine, "Demo Scheduled"))
  await card(mine, "Demo Scheduled", "Turbine").waitFor()
  await card(theirs, "Demo Scheduled", "Turbine").waitFor()
  await column(theirs, "Demo Scheduled").getByText("Fran Founder", { exact: true }).waitFor()
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).stage_id).toBe(3))
})

test("others' changes wait while a card is carried", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Carried" })
  const { id } = await workspace.post("/api/v2/deals", { title: "Elsewhere" })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Carried").waitFor()
  await page
    .getByRole("button", { name: "Live" })
    .or(page.getByText("Live", { exact: true }))
    .first()
    .waitFor({ state: "attached" })
  await page.getByRole("link", { name: "Carried", exact: true }).hover()
  await page.mouse.down()
  await page.mouse.move(500, 600, { steps: 4 })
  await page.getByText("Move to pipeline").waitFor()
  await workspace.patch(`/api/v2/deals/${id}`, { title: "Renamed meanwhile" })
  await eventually(async () =>
    expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).title).toBe("Renamed meanwhile"),
  )
  expect(await page.getByRole("link", { name: "Elsewhere", exact: true }).count()).toBe(1)
  await page.keyboard.press("Escape")
  await page.mouse.up()
  await card(page, "Qualified", "Renamed meanwhile").waitFor()
  await card(page, "Qualified", "Carried").waitFor()
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

test("the keyboard carries a card: Space lifts and puts down, arrows choose the stage, Escape leaves it", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "By hand" })
  const page = await signedIn(workspace)
  const link = page.getByRole("link", { name: "By hand", exact: true })
  await link.focus()
  await page.keyboard.press("Space")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Escape")
  await page.keyboard.press("Space")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Space")
  await card(page, "Demo Scheduled", "By hand").waitFor()
  await expect.poll(() => link.evaluate("(link) => link === document.activeElement"), SOON).toBe(true)
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).stage_id).toBe(3))
  await page.keyboard.press("w")
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).status).toBe("won"))
})

test("everything a drag does, the menu does: move, win and undo", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "By menu" })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "By menu").waitFor()
  await page.getByRole("button", { name: "Commands for By menu" }).focus()
  await page.keyboard.press("Enter")
  await page.getByRole("menuitem", { name: "Negotiations Started" }).press("Enter")
  await card(page, "Negotiations Started", "By menu").waitFor()
  await page.getByRole("button", { name: "Commands for By menu" }).press("Enter")
  await page.getByRole("menuitem", { name: "Won" }).press("Enter")
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).status).toBe("won"))
  await page.getByRole("status").filter({ hasText: "won" }).getByRole("button", { name: "Undo" }).press("Enter")
  await card(page, "Negotiations Started", "By menu").waitFor()
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).status).toBe("open"))
})

test("while dragging, a bar takes what is lost, with its reason and a comment", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "Slipping" })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Slipping").hover()
  await page.mouse.down()
  await page.mouse.move(600, 500, { steps: 4 })
  const zone = await page.getByText("Lost", { exact: true }).boundingBox()
  await page.mouse.move((zone?.x ?? 0) + 5, (zone?.y ?? 0) + 5, { steps: 4 })
  await page.mouse.up()
  const dialog = page.getByRole("dialog", { name: "Mark Slipping as lost" })
  await axeInBothThemes(page)
  await dialog.getByLabel("Reason").fill("Went with a rival")
  await page.getByRole("option", { name: "Use “Went with a rival”" }).click()
  await dialog.getByLabel("Comment").fill("Price")
  await dialog.getByRole("button", { name: "Mark as lost" }).click()
  await eventually(async () =>
    expect(await workspace.get(`/api/v2/deals/${id}`)).toMatchObject({
      status: "lost",
      lost_reason: "Went with a rival",
      lost_comment: "Price",
    }),
  )
  await page.getByRole("button", { name: "Undo" }).click()
  await card(page, "Qualified", "Slipping").waitFor()
})

test("several deals are picked and moved together, and undo brings them back", async () => {
  const workspace = await newWorkspace()
  const ids: number[] = []
  for (const title of ["One", "Two", "Three"]) ids.push((await workspace.post("/api/v2/deals", { title })).id)
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Three").click({ modifiers: ["Control"] })
  await card(page, "Qualified", "One").click({ modifiers: ["Shift"] })
  const bar = page.getByRole("region", { name: "Selected deals" })
  await bar.getByText("3 selected").waitFor()
  await axeInBothThemes(page)
  await bar.getByRole("button", { name: "Move to" }).click()
  await page.getByRole("menuitem", { name: "Proposal Made" }).click()
  await card(page, "Proposal Made", "Two").waitFor()
  const stages = async () =>
    Promise.all(ids.map(async (id) => (await workspace.get<Deal>(`/api/v2/deals/${id}`)).stage_id))
  await eventually(async () => expect(await stages()).toEqual([4, 4, 4]))
  await page.getByRole("button", { name: "Undo" }).click()
  await card(page, "Qualified", "Two").waitFor()
  await eventually(async () => expect(await stages()).toEqual([1, 1, 1]))
})

test("a filter lives in the address: a reload shows the same, and a saved one is shared", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Small", value: 10 })
  await workspace.post("/api/v2/deals", { title: "Big", value: 5000 })
  const colleague = await workspace.colleague("Cora Colleague")
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Small").waitFor()
  await page.getByRole("button", { name: "Filter: none" }).click()
  await page.getByRole("button", { name: "New filter" }).click()
  const dialog = page.getByRole("dialog", { name: "Filter deals" })
  const row = dialog.getByRole("group", { name: "Condition 1" })
  await row.getByLabel("Field").selectOption("Value")
  await row.getByLabel("Value", { exact: true }).fill("1000")
  await axeInBothThemes(page)
  await dialog.getByRole("button", { name: "Show deals" }).click()
  await card(page, "Qualified", "Big").waitFor()
  await expect.poll(() => card(page, "Qualified", "Small").count(), SOON).toBe(0)
  await page.reload()
  await card(page, "Qualified", "Big").waitFor()
  await page.getByRole("list", { name: "Active filters" }).getByText("Value is at least 1,000").waitFor()
  expect(await card(page, "Qualified", "Small").count()).toBe(0)
  await page.getByRole("button", { name: "Filter: unsaved conditions" }).click()
  await page.getByRole("button", { name: "Edit conditions" }).click()
  await dialog.getByLabel("Name").fill("Big ones")
  await dialog.getByText("Share with everyone").click()
  await dialog.getByRole("button", { name: "Save filter" }).click()
  await page.getByRole("button", { name: "Filter: Big ones" }).waitFor()
  const theirs = await signedIn(colleague)
  await card(theirs, "Qualified", "Small").waitFor()
  await theirs.getByRole("button", { name: "Filter: none" }).click()
  await theirs.getByRole("button", { name: "Big ones" }).click()
  await expect.poll(() => card(theirs, "Qualified", "Small").count(), SOON).toBe(0)
  await card(theirs, "Qualified", "Big").waitFor()
})

test("cards show the fields one chooses, and keep them", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Detailed", value: 77, expected_close_date: "2031-05-09" })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Detailed").waitFor()
  await page.getByRole("button", { name: "Card fields" }).click()
  await page.getByLabel("Expected close date").check()
  await page.getByRole("dialog").getByLabel("Value", { exact: true }).uncheck()
  await page.keyboard.press("Escape")
  const shown = page.getByRole("article")
  await shown.getByText("9 May 2031").waitFor()
  expect(await shown.getByText("$77").count()).toBe(0)
  await page.reload()
  await shown.getByText("9 May 2031").waitFor()
})

test("an activity is done on its card, and the next is planned there", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "Active" })
  await workspace.post("/api/v2/activities", {
    deal_id: id,
    subject: "Ring them",
    type: "call",
    due_date: "2020-02-02",
  })
  const page = await signedIn(workspace)
  await page.getByRole("button", { name: /Next activity is overdue: Ring them/ }).click()
  await page.getByLabel("Mark Ring them as done").click()
  await page.getByRole("heading", { name: "Done. What is next?" }).waitFor()
  await axeInBothThemes(page)
  await page.getByLabel("Subject").fill("Send the offer")
  await page.getByLabel("Date").fill("tomorrow")
  await page.getByLabel("Date").press("Tab")
  await page.getByRole("button", { name: "Plan", exact: true }).click()
  await page.getByRole("button", { name: /Next activity is due later: Send the offer/ }).waitFor()
})

test("an admin edits the pipeline where it stands: adds, renames, moves and deletes a stage, whose deals go elsewhere", async () => {
  const workspace = await newWorkspace()
  for (const title of ["First", "Second"]) await workspace.post("/api/v2/deals", { title, stage_id: 2 })
  const page = await signedIn(workspace)
  await page.getByRole("button", { name: "Choose a pipeline" }).click()
  await page.getByRole("menuitem", { name: "Edit pipeline" }).click()
  await page.getByLabel("New stage").fill("Trial")
  await page.getByRole("button", { name: "Add stage" }).click()
  const fields = page.getByRole("list", { name: "Stages" }).getByLabel("Name")
  const names = async () => Promise.all((await fields.all()).map((field) => field.inputValue()))
  await expect.poll(async () => (await names()).at(-1), SOON).toBe("Trial")
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Move Trial left" }).click()
  await expect.poll(async () => (await names()).at(-2), SOON).toBe("Trial")
  const first = page.getByRole("list", { name: "Stages" }).getByRole("listitem").first()
  await first.getByLabel("Name").fill("Fresh")
  await first.getByLabel("Probability (%)").fill("200")
  await first.getByLabel("Probability (%)").press("Tab")
  await first.getByText("must be between 0 and 100").waitFor()
  await page.getByRole("button", { name: "Delete Contact Made" }).click()
  const dialog = page.getByRole("dialog", { name: "Delete Contact Made?" })
  await dialog.getByText("It holds 2 open deals").waitFor()
  await dialog.getByLabel("Move its deals to").selectOption("Trial")
  await dialog.getByRole("button", { name: "Move deals and delete stage" }).click()
  await expect.poll(async () => (await names()).includes("Contact Made"), SOON).toBe(false)
  await page.getByRole("button", { name: "Done" }).click()
  await card(page, "Trial", "First").waitFor()
  await card(page, "Trial", "Second").waitFor()
  await column(page, "Fresh").waitFor()
})

test("a deal's page opens from its card, and shows it", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Deep page", value: 10 })
  const page = await signedIn(workspace)
  await card(page, "Qualified", "Deep page").press("Enter")
  await page.getByRole("heading", { name: "Deep page" }).waitFor()
})

test("on a phone one stage fills the screen, the strip goes to the others, and a long press carries a card", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Pocket deal" })
  const page = await signedIn(workspace, { size: PHONE, touch: true })
  await card(page, "Qualified", "Pocket deal").waitFor()
  await axeInBothThemes(page)
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false)
  await page
    .getByRole("navigation", { name: "Stages" })
    .getByRole("button", { name: /Demo Scheduled/ })
    .tap()
  await expect
    .poll(
      () =>
        column(page, "Demo Scheduled")
          .boundingBox()
          .then((box) => Math.abs(box?.x ?? 999) < 20),
      SOON,
    )
    .toBe(true)
  await page
    .getByRole("navigation", { name: "Stages" })
    .getByRole("button", { name: /Qualified/ })
    .tap()
  const touch = await page.context().newCDPSession(page)
  const box = await card(page, "Qualified", "Pocket deal").boundingBox()
  const at = { x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 5 }
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] })
  await page.getByText("Won", { exact: true }).waitFor()
  const zone = await page.getByText("Won", { exact: true }).boundingBox()
  const won = { x: (zone?.x ?? 0) + 10, y: (zone?.y ?? 0) + 10 }
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [won] })
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] })
  await page.getByRole("status").filter({ hasText: "Pocket deal won" }).waitFor()
})
