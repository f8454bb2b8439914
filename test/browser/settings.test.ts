import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { mailTo } from "../../infra/local/people.ts"
import { axe, axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, request } from "../support/workspace.ts"

const SECTIONS = ["pipelines", "people", "activities", "fields", "tokens", "profile"]
const SHOTS = process.env.SHOTS

async function open(page: Page, section: string, title: string): Promise<void> {
  await page.goto(`/settings/${section}`)
  await page.getByRole("heading", { level: 2, name: title }).waitFor()
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
const row = (page: Page, list: string, text: string) =>
  page.getByRole("list", { name: list }).getByRole("listitem").filter({ hasText: text })
const names = (page: Page, list: string) => page.getByRole("list", { name: list }).locator("strong").allInnerTexts()

test("whoever is invited appears among the people, and the invitation reaches them", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "people", "People")
  await button(page, "Invite someone").click()
  const email = `ida-${workspace.id}@test.example`
  await page.getByLabel("Name").fill("Ida Invited")
  await page.getByLabel("E-mail").fill(email)
  await button(page, "Send the invitation").click()
  await row(page, "People", "Ida Invited")
    .getByText(/^Invited on/)
    .waitFor()
  expect((await mailTo(workspace.url, email)).text).toContain("/join")
})

test("an address that someone here has is refused beside its field", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "people", "People")
  await button(page, "Invite someone").click()
  await page.getByLabel("Name").fill("Second Fran")
  await page.getByLabel("E-mail").fill(workspace.email)
  await button(page, "Send the invitation").click()
  const field = page.getByRole("dialog").getByLabel("E-mail")
  await expect.poll(() => field.getAttribute("aria-invalid"), SOON).toBe("true")
  const note = await field.getAttribute("aria-describedby")
  expect(await page.locator(`[id="${note}"]`).textContent()).toBe("Someone here has this e-mail address")
})

test("someone without an address is invited with one", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/users", { name: "Olga Owner" })
  const page = await signedIn(workspace)
  await open(page, "people", "People")
  await row(page, "People", "Olga Owner").getByText("Not invited yet").waitFor()
  await button(page, "Invite Olga Owner").click()
  const email = `olga-${workspace.id}@test.example`
  await page.getByLabel("E-mail").fill(email)
  await button(page, "Send the invitation").click()
  await row(page, "People", email)
    .getByText(/^Invited on/)
    .waitFor()
})

test("a role is changed, and someone is deactivated and comes back", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const page = await signedIn(workspace)
  await open(page, "people", "People")
  await page.getByLabel("Role of Ada Lovelace").selectOption("admin")
  await eventually(async () => {
    expect(await workspace.get(`/api/v2/users/${ada.id}`)).toMatchObject({ role: "admin" })
  })
  await button(page, "Deactivate Ada Lovelace").click()
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click()
  await row(page, "People", "Ada Lovelace").getByText("Deactivated").waitFor()
  expect((await ada.call("GET", "/api/v2/setup")).status).toBe(401)
  await button(page, "Activate Ada Lovelace").click()
  await row(page, "People", "Ada Lovelace").getByText("Active", { exact: true }).waitFor()
})

test("the last admin cannot become a regular user, and the list says so", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "people", "People")
  const role = page.getByLabel("Role of Fran Founder")
  await role.selectOption("regular")
  await page.getByText("A workspace keeps at least one active admin").waitFor()
  expect(await role.inputValue()).toBe("admin")
})

test("a regular user sees people and pipelines but changes none of them", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const page = await signedIn(ada)
  await open(page, "people", "People")
  await row(page, "People", "Fran Founder").getByText("Admin", { exact: true }).waitFor()
  expect(await page.locator("main").getByRole("button").count()).toBe(0)
  await open(page, "pipelines", "Pipelines")
  await page.getByText("Qualified").waitFor()
  expect(await page.locator("main").getByRole("button").count()).toBe(0)
})

test("a token is shown once, opens the API, and no longer when it is revoked", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "tokens", "API tokens")
  await page.getByLabel("Name of the new token").fill("Zapper")
  await button(page, "Make a token").click()
  const token = (await page.getByRole("code").textContent()) ?? ""
  await button(page, "Copy of Zapper").click()
  await button(page, "Copied of Zapper").waitFor()
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(token)
  expect((await request(workspace.url, token, "GET", "/api/v2/setup")).status).toBe(200)
  await row(page, "Tokens", "Zapper")
    .getByText(`…${token.slice(-4)}`)
    .waitFor()
  await page.reload()
  await row(page, "Tokens", "Zapper").waitFor()
  expect(await page.getByText(token).count()).toBe(0)
  await button(page, "Revoke Zapper").click()
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click()
  await row(page, "Tokens", "Zapper").waitFor({ state: "detached" })
  await eventually(async () => {
    expect((await request(workspace.url, token, "GET", "/api/v2/setup")).status).toBe(401)
  })
})

test("a stage that is added and moved up stands there on the board", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "pipelines", "Pipelines")
  await button(page, "Add a stage").click()
  await page.getByLabel("Name").fill("Legal check")
  await page.getByLabel("Probability (%)").fill("90")
  await page.getByLabel("Rots after (days)").fill("14")
  await button(page, "Add stage").click()
  await row(page, "Stages of Sales Pipeline", "Legal check").getByText("90 % · rots after 14 days").waitFor()
  const up = button(page, "Move Legal check up")
  await up.focus()
  await page.keyboard.press("Enter")
  const order = ["Qualified", "Contact Made", "Demo Scheduled", "Proposal Made", "Legal check", "Negotiations Started"]
  await expect.poll(() => names(page, "Stages of Sales Pipeline"), SOON).toEqual(order)
  await expect.poll(() => page.evaluate("document.activeElement.ariaLabel"), SOON).toBe("Move Legal check up")
  await eventually(async () => {
    const stages = await workspace.get<{ name: string }[]>("/api/v2/stages?sort_by=order_nr")
    expect(stages.map((stage) => stage.name)).toEqual(order)
  })
  await page.getByRole("link", { name: "Deals" }).click()
  const columns = page.getByRole("list", { name: "Stages of Sales Pipeline" })
  const headings = async () =>
    (await columns.getByRole("heading", { level: 2 }).allInnerTexts()).map((text) => text.split("\n")[0])
  await expect.poll(headings, SOON).toEqual(order)
})

test("a stage that holds open deals is not deleted, and the question says why", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Pumps", stage_id: 1 })
  const page = await signedIn(workspace)
  await open(page, "pipelines", "Pipelines")
  await button(page, "Delete Qualified").click()
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("button", { name: "Delete" }).click()
  await dialog.getByText("This stage holds open deals; move them first").waitFor()
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await dialog.waitFor({ state: "detached" })
  await expect.poll(() => page.evaluate("document.activeElement.ariaLabel"), SOON).toBe("Delete Qualified")
})

test("a pipeline is kept as a template, others begin with it, and it is renamed and deleted", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "pipelines", "Pipelines")
  await button(page, "Save Sales Pipeline as a template").click()
  await page.getByRole("dialog").getByLabel("Name of the template").fill("Our way")
  await axeInBothThemes(page)
  await button(page, "Save template").click()
  await row(page, "Pipeline templates", "Our way")
    .getByText(/^Qualified → Contact Made/)
    .waitFor()
  await button(page, "Add a pipeline").click()
  const dialog = page.getByRole("dialog", { name: "Add a pipeline" })
  await dialog.getByLabel("Name").fill("Partners")
  await dialog.getByLabel("Begin with").selectOption("Our way")
  await axeInBothThemes(page)
  await button(page, "Add pipeline").click()
  await page.getByRole("list", { name: "Stages of Partners" }).getByText("Negotiations Started").waitFor()
  await button(page, "Rename Our way").click()
  await page.getByRole("dialog").getByLabel("Name of the template").fill("The way")
  await button(page, "Save").click()
  await row(page, "Pipeline templates", "The way").waitFor()
  await axeInBothThemes(page)
  await button(page, "Delete the template The way").click()
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click()
  await page.getByRole("list", { name: "Pipeline templates" }).waitFor({ state: "detached" })
})

test("a type of activity gets outcomes, and a template that the form begins with", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "activities", "Activities")
  await button(page, "Edit Meeting").click()
  await page.getByRole("dialog").getByLabel("Outcomes").fill("Agreed\nPut off")
  await button(page, "Save").click()
  await row(page, "Types of activities", "Meeting").getByText("Agreed, Put off").waitFor()
  await button(page, "Add a template").click()
  const dialog = page.getByRole("dialog", { name: "Add a template" })
  await dialog.getByLabel("Name of the template").fill("Kick-off")
  await dialog
    .getByRole("radio", { name: "Meeting" })
    .or(dialog.getByRole("button", { name: "Meeting" }))
    .click()
  await dialog.getByLabel("Subject").fill("Meet the team")
  await dialog.getByLabel("Due in days").fill("400")
  await button(page, "Add template").click()
  await dialog.getByText("must be between 0 and 365").waitFor()
  await dialog.getByLabel("Due in days").fill("2")
  await axeInBothThemes(page)
  await button(page, "Add template").click()
  await row(page, "Activity templates", "Kick-off").getByText("Meet the team · due in 2 days").waitFor()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/activity-settings.png` })
  await page.goto("/activities")
  await button(page, "Activity").click()
  const form = page.getByRole("dialog")
  await form.getByLabel("Use a template").selectOption("Kick-off")
  expect(await form.getByLabel("Subject").inputValue()).toBe("Meet the team")
  await form.getByLabel("Done").check()
  await form.getByLabel("Outcome").click()
  await page.getByRole("option", { name: "Put off" }).click()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/activity-form.png` })
  await form.getByRole("button", { name: "Add activity" }).click()
  await eventually(async () => {
    const [added] = await workspace.get<{ subject: string; type: string; outcome: string }[]>("/api/v2/activities")
    expect(added).toMatchObject({ subject: "Meet the team", type: "meeting", outcome: "Put off" })
  })
})

test("a probability that is none is refused beside its field", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "pipelines", "Pipelines")
  await button(page, "Edit Qualified").click()
  await page.getByLabel("Probability (%)").fill("120")
  await button(page, "Save").click()
  await page.getByRole("dialog").getByText("must be between 0 and 100").waitFor()
})

test("a field of choices is added", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "fields", "Fields")
  await button(page, "Add a field").click()
  await page.getByLabel("Name").fill("Segment")
  await page.getByLabel("Type").selectOption("enum")
  await button(page, "Add field").click()
  await page.getByRole("dialog").getByText("needs at least one").waitFor()
  await page.getByLabel("Choices").fill("Small\nLarge\n")
  await button(page, "Add field").click()
  await page.getByRole("listitem").filter({ hasText: "Segment" }).getByText("One choice: Small, Large").waitFor()
  const fields = await workspace.get<{ field_name: string }[]>("/api/v2/dealFields")
  expect(fields.map((field) => field.field_name)).toContain("Segment")
})

test("the theme is chosen in the profile", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await open(page, "profile", "Your profile")
  await page.getByLabel("Dark").check()
  expect(await page.evaluate("getComputedStyle(document.documentElement).colorScheme")).toBe("dark")
  await page.reload()
  await page.getByLabel("Dark").waitFor()
  expect(await page.getByLabel("Dark").isChecked()).toBe(true)
})

test("no section, nor a question over it, has an accessibility fault in light or dark", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/users", { name: "Olga Owner" })
  await workspace.post("/api/v2/dealFields", {
    field_name: "Segment",
    field_type: "enum",
    options: [{ label: "Small" }],
  })
  const page = await signedIn(workspace)
  for (const section of SECTIONS) {
    await page.goto(`/settings/${section}`)
    await page.getByRole("heading", { level: 2 }).first().waitFor()
    await axeInBothThemes(page)
  }
  await open(page, "pipelines", "Pipelines")
  await button(page, "Edit Qualified").click()
  await page.getByRole("dialog").waitFor()
  await axe(page)
})

test("on a phone no section is wider than the screen, and what is pressed is large enough", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { size: PHONE, touch: true })
  for (const section of SECTIONS) {
    await page.goto(`/settings/${section}`)
    await page.getByRole("heading", { level: 2 }).first().waitFor()
    expect(await page.evaluate("document.querySelector('main').scrollWidth"), section).toBeLessThanOrEqual(PHONE.width)
    for (const target of await page.locator("main").locator("button, select, a").all()) {
      const box = await target.boundingBox()
      expect(box?.height, `${section}: ${await target.textContent()}`).toBeGreaterThanOrEqual(44)
    }
  }
})
