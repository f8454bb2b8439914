import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { command } from "../support/keys.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Deal = { id: number; title: string; value: number; status: string; stage_id: number; custom_fields: object }
type Activity = { subject: string; done: boolean; type: string; outcome: string | null; due_date: string }

async function harbour(workspace: Workspace, more: object = {}) {
  const org = await workspace.post("/api/v2/organizations", { name: "Northern Docks" })
  const person = await workspace.post("/api/v2/persons", {
    name: "Greta Holm",
    org_id: org.id,
    emails: [{ value: "greta@docks.example", label: "work", primary: true }],
  })
  const deal = { title: "Harbour cranes", value: 1200, person_id: person.id, org_id: org.id, ...more }
  return { org, person, ...(await workspace.post("/api/v2/deals", deal)) }
}

async function at(page: Page, id: number): Promise<Page> {
  await page.goto(`/deals/${id}`)
  await page.getByRole("heading", { name: "Harbour cranes" }).waitFor()
  await page.getByRole("tab", { name: "Note" }).waitFor()
  return page
}

const live = (page: Page) => page.getByText("Live", { exact: true }).first().waitFor({ state: "attached" })

test("a day on a deal: an activity is planned, done, and followed by the next", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await page.getByRole("button", { name: "Plan a call, a meeting or a task" }).click()
  const composer = page.getByRole("region", { name: "Add to this deal" })
  await composer.getByRole("button", { name: "Meeting" }).click()
  await composer.getByLabel("Subject").fill("Walk the quay")
  await composer.getByRole("button", { name: "Save activity" }).click()
  await page.getByRole("article", { name: "Walk the quay" }).waitFor()
  await page.getByRole("button", { name: "Walk the quay: done" }).press("Space")
  const next = page.getByRole("region", { name: "The next step" })
  await next.getByText("Nothing else is planned.").waitFor()
  expect(await page.locator(":focus").textContent()).toBe("Focus")
  await expect.poll(() => next.getByLabel("Subject").inputValue(), SOON).toBe("Walk the quay")
  await next.getByLabel("Subject").fill("Send the offer")
  await axeInBothThemes(page)
  await next.getByRole("button", { name: "Schedule the next" }).click()
  await page.getByRole("article", { name: "Send the offer" }).waitFor()
  const planned = await workspace.get<Activity[]>(`/api/v2/activities?deal_id=${id}`)
  expect(planned.map(({ subject, done, type }) => [subject, done, type])).toEqual([
    ["Walk the quay", true, "meeting"],
    ["Send the offer", false, "meeting"],
  ])
})

test("a note and a call come to the deal's history", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  const composer = page.getByRole("region", { name: "Add to this deal" })
  await page.getByRole("tab", { name: "Note" }).click()
  await composer.getByRole("textbox", { name: "Note" }).pressSequentially("They like the price")
  await page.keyboard.press("Control+Enter")
  await page.getByRole("article", { name: "Note by Fran Founder" }).getByText("They like the price").waitFor()
  await expect.poll(() => page.locator(":focus").textContent(), SOON).toBe("Write a note…")
  await page.getByRole("tab", { name: "Call" }).click()
  await composer.getByRole("combobox", { name: "Outcome" }).fill("Connected")
  await page.keyboard.press("Enter")
  await composer.getByLabel("Minutes").fill("12")
  await composer.getByRole("button", { name: "Save call" }).click()
  await page.getByRole("article", { name: "Call", exact: true }).getByText("Connected").waitFor()
  await axeInBothThemes(page)
  const [call] = await workspace.get<Activity[]>(`/api/v2/activities?deal_id=${id}`)
  expect(call).toMatchObject({ subject: "Call", done: true, type: "call", outcome: "Connected", duration: "00:12" })
})

test("a lost deal says why, and the history tells it in words", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  await workspace.patch(`/api/v2/deals/${id}`, { value: 1500 })
  const page = await at(await signedIn(workspace), id)
  await page.getByText("changed Value from $1,200 to $1,500").waitFor()
  await page.getByRole("button", { name: "Lost", exact: true }).click()
  await page.getByRole("combobox", { name: "Reason" }).fill("Too slow")
  await page.keyboard.press("Enter")
  await page.getByLabel("Comment").fill("We came late")
  await page.getByRole("button", { name: "Mark as lost" }).click()
  await page.getByRole("button", { name: "Reopen" }).waitFor()
  await page.getByText("marked the deal as lost: Too slow").waitFor()
  await axeInBothThemes(page)
  const lost = { status: "lost", lost_reason: "Too slow", lost_comment: "We came late" }
  expect(await workspace.get(`/api/v2/deals/${id}`)).toMatchObject(lost)
  await page.getByRole("button", { name: "Reopen" }).click()
  await page.getByRole("button", { name: "Won", exact: true }).click()
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).status).toBe("won"))
})

test("the stage bar tells the stage by more than its colour, and moves the deal", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  const current = page.getByRole("list", { name: "Stages" }).locator("[aria-current=step]")
  await expect.poll(() => current.textContent(), SOON).toContain("Qualified")
  await page.getByRole("button", { name: "Move to Proposal Made" }).click()
  await expect.poll(() => current.textContent(), SOON).toContain("Proposal Made")
  await eventually(async () => expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).stage_id).toBe(4))
})

test("a field of each type is edited where it stands", async () => {
  const workspace = await newWorkspace()
  const add = (field_name: string, field_type: string, options?: { label: string }[]) =>
    workspace.post<{ field_code: string }>("/api/v2/dealFields", {
      field_name,
      field_type,
      ...(options && { options }),
    })
  const source = await add("Source", "enum", [{ label: "Referral" }, { label: "Web" }])
  const seats = await add("Seats", "double")
  const starts = await add("Starts", "date")
  const story = await add("Story", "text")
  const budget = await add("Budget", "monetary")
  const engineer = await add("Engineer", "user")
  const agent = await add("Agent", "people")
  const yard = await add("Yard", "org")
  const [bo, yards] = [
    await workspace.post("/api/v2/persons", { name: "Bo Berth" }),
    await workspace.post("/api/v2/organizations", { name: "Slipway Yards" }),
  ]
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  const choose = async (name: string, text: string, option: string | RegExp) => {
    if (name !== "Engineer")
      await eventually(async () => {
        const found = await workspace.get<{ items: unknown[] }>(`/api/v2/itemSearch?term=${text}`)
        expect(found.items).toHaveLength(1)
      })
    await page.getByRole("button", { name: `Edit ${name}`, exact: true }).click()
    await page.getByRole("combobox", { name, exact: true }).fill(text)
    await page.getByRole("option", { name: option }).first().click()
    await page.getByRole("button", { name: `Edit ${name}`, exact: true }).waitFor()
  }
  const edit = async (name: string, text: string, role: "textbox" | "combobox" = "textbox") => {
    await page.getByRole("button", { name: `Edit ${name}`, exact: true }).click()
    await page.getByRole(role, { name, exact: true }).fill(text)
    await page.keyboard.press(name === "Story" ? "Control+Enter" : "Enter")
    await page.getByRole("button", { name: `Edit ${name}`, exact: true }).waitFor()
  }
  await edit("Source", "Web", "combobox")
  await edit("Seats", "12.5")
  await edit("Starts", "2027-02-01")
  await edit("Story", "Long ago")
  await edit("Budget", "9,000")
  await edit("Value", "12.5k")
  await choose("Engineer", "Fran", /Fran Founder/)
  await choose("Agent", "Berth", /Bo Berth/)
  await choose("Yard", "Slipway", /Slipway Yards/)
  await page.getByRole("link", { name: "Bo Berth" }).first().waitFor()
  await page.getByRole("link", { name: "Slipway Yards" }).first().waitFor()
  await eventually(async () => {
    const deal = await workspace.get<Deal>(`/api/v2/deals/${id}`)
    expect(deal.value).toBe(12_500)
    expect(deal.custom_fields).toEqual({
      [source.field_code]: 2,
      [seats.field_code]: 12.5,
      [starts.field_code]: "2027-02-01",
      [story.field_code]: "Long ago",
      [budget.field_code]: { value: 9000, currency: "USD" },
      [engineer.field_code]: 1,
      [agent.field_code]: bo.id,
      [yard.field_code]: yards.id,
    })
  })
})

test("two people at one field are told and asked; what they change elsewhere merges", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const ann = await workspace.colleague("Ann Archer")
  const mine = await at(await signedIn(workspace), id)
  const hers = await at(await signedIn(ann), id)
  await live(mine)
  await live(hers)
  await hers.getByRole("button", { name: "Edit Value" }).click()
  await mine.getByText("Ann Archer is editing this").waitFor()
  await mine.getByRole("button", { name: "Edit Value" }).click()
  await mine.locator("input:focus").waitFor()
  await mine.keyboard.type("3000")
  await hers.getByRole("textbox", { name: "Value" }).fill("2000")
  await hers.keyboard.press("Enter")
  await mine.getByText("Ann Archer changed this to $2,000 while you were editing.").waitFor()
  await axeInBothThemes(mine)
  await hers.getByRole("button", { name: "Edit Title" }).click()
  await hers.getByRole("textbox", { name: "Title" }).fill("Harbour cranes, both")
  await hers.keyboard.press("Enter")
  await mine.getByRole("button", { name: "Keep yours" }).click()
  await mine.getByRole("heading", { name: "Harbour cranes, both" }).waitFor()
  await eventually(async () => {
    const deal = await workspace.get<Deal>(`/api/v2/deals/${id}`)
    expect([deal.value, deal.title]).toEqual([3000, "Harbour cranes, both"])
  })
})

test("an edit that cannot be saved stays typed and says so, and is saved when the connection is back", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await page.route(`**/api/v2/deals/${id}`, (route) => route.abort())
  await page.getByRole("button", { name: "Edit Title" }).click()
  await page.getByRole("textbox", { name: "Title" }).fill("Harbour cranes, kept")
  await page.keyboard.press("Enter")
  await page.getByRole("alert").filter({ hasText: "Your change was not saved" }).first().waitFor()
  expect(await page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Harbour cranes, kept")
  await page.unroute(`**/api/v2/deals/${id}`)
  await page.getByRole("textbox", { name: "Title" }).press("Enter")
  await page.getByRole("heading", { name: "Harbour cranes, kept" }).waitFor()
  await eventually(async () =>
    expect((await workspace.get<Deal>(`/api/v2/deals/${id}`)).title).toBe("Harbour cranes, kept"),
  )
})

test("what is being written outlives another tab and a reload", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await page.getByRole("button", { name: "Plan a call, a meeting or a task" }).click()
  await page.getByLabel("Subject").fill("Half a thought")
  await page.getByRole("tab", { name: "Call" }).click()
  await page.getByRole("combobox", { name: "Outcome" }).waitFor()
  await page.getByRole("tab", { name: "Activity" }).click()
  await expect.poll(() => page.getByLabel("Subject").inputValue(), SOON).toBe("Half a thought")
  await page.reload()
  await expect.poll(() => page.getByLabel("Subject").inputValue(), SOON).toBe("Half a thought")
})

test("a deleted deal comes back by undo, and a copy of it is another deal", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await command(page, "Commands for Harbour cranes", "Delete")
  await page.waitForURL("**/board/**")
  await page.getByRole("button", { name: "Undo" }).press("Enter")
  await page.waitForURL(`**/deals/${id}`)
  await page.getByRole("button", { name: "Won", exact: true }).waitFor()
  await command(page, "Commands for Harbour cranes", "Duplicate")
  await page.waitForURL((url) => url.pathname !== `/deals/${id}`)
  await eventually(async () => expect(await workspace.get<Deal[]>("/api/v2/deals")).toHaveLength(2))
})

test("a menu that is open keeps the focus while others change what it is about", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await live(page)
  await page.getByRole("button", { name: "Commands for Harbour cranes" }).press("Enter")
  const item = page.locator("[role=menuitem]:focus")
  await item.waitFor()
  const before = await item.textContent()
  await workspace.patch(`/api/v2/deals/${id}`, { value: 4711 })
  await page.getByText("4,711").first().waitFor()
  await workspace.patch(`/api/v2/deals/${id}`, { status: "won" })
  await page.getByText("Won", { exact: true }).first().waitFor()
  expect(await item.textContent()).toBe(before)
})

test("files are uploaded with what they are, and a file that is gone says so", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await page.getByRole("tab", { name: "File" }).click()
  const buffer = Buffer.from("An offer")
  await page.getByLabel("Files", { exact: true }).setInputFiles({ name: "offer.txt", mimeType: "text/plain", buffer })
  await page.getByText("Uploaded").waitFor()
  await page.getByRole("article", { name: "offer.txt" }).waitFor()
  await command(page, "Commands for offer.txt", "Delete")
  await page.getByRole("button", { name: "Delete file" }).click()
  await page.getByRole("article", { name: "offer.txt" }).waitFor({ state: "detached" })
})

/** A picture of one dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

test("a picture is seen over the page, without being downloaded", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await at(await signedIn(workspace), id)
  await page.getByRole("tab", { name: "File" }).click()
  const files = page.getByLabel("Files", { exact: true })
  await files.setInputFiles({ name: "quay.png", mimeType: "image/png", buffer: DOT })
  await page.getByRole("article", { name: "quay.png" }).getByRole("button", { name: "quay.png", exact: true }).click()
  const picture = page.getByRole("dialog", { name: "quay.png" }).getByRole("img", { name: "quay.png" })
  await picture.waitFor()
  await expect.poll(() => picture.evaluate((image) => Reflect.get(image, "naturalWidth")), SOON).toBe(1)
  await axeInBothThemes(page)
})

test("a note is pinned to the top, edited where it stands, and deleted after a question", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  await workspace.post("/api/v2/notes", { deal_id: id, content: "They like the price" })
  const page = await at(await signedIn(workspace), id)
  const menu = "Commands for the note by Fran Founder"
  const notes = page.getByRole("article", { name: "Note by Fran Founder" })
  await notes.first().waitFor()
  await command(page, menu, "Pin")
  await page.getByRole("region", { name: "Focus" }).getByText("They like the price").waitFor()
  await command(page, menu, "Edit")
  await page.getByRole("textbox", { name: "Note" }).last().fill("They love the price")
  await page.getByRole("button", { name: "Save note" }).last().click()
  await notes.first().getByText("They love the price").waitFor()
  await command(page, menu, "Unpin")
  await expect.poll(() => page.getByText("Pinned", { exact: true }).count(), SOON).toBe(0)
  await command(page, menu, "Delete")
  await page.getByRole("button", { name: "Delete note" }).click()
  await expect.poll(() => notes.count(), SOON).toBe(0)
  await eventually(async () => expect(await workspace.get(`/api/v2/notes?deal_id=${id}`)).toEqual([]))
})

test("what is written into a note and asked of it stays when somebody else takes it off the top", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const note = await workspace.post("/api/v2/notes", { deal_id: id, content: "Price", pinned_to_deal_flag: true })
  const pinned = (flag: boolean) => workspace.patch(`/api/v2/notes/${note.id}`, { pinned_to_deal_flag: flag })
  const page = await at(await signedIn(workspace), id)
  const inFocus = page.getByRole("region", { name: "Focus" }).getByRole("article", { name: "Note by Fran Founder" })
  const menu = "Commands for the note by Fran Founder"
  await inFocus.waitFor()
  await live(page)
  await command(page, menu, "Edit")
  await inFocus.getByRole("textbox", { name: "Note" }).fill("Half a price")
  await pinned(false)
  await expect.poll(() => page.getByText("Pinned", { exact: true }).count(), SOON).toBe(0)
  await command(page, menu, "Edit")
  await inFocus.getByRole("textbox", { name: "Note" }).getByText("Half a price").waitFor()
  await inFocus.getByRole("button", { name: "Save note" }).click()
  await inFocus.waitFor({ state: "detached" })
  const inHistory = page.getByRole("region", { name: "History" }).getByRole("article", { name: "Note by Fran Founder" })
  await inHistory.getByText("Half a price").waitFor()
  await pinned(true)
  await inFocus.waitFor()
  await command(page, menu, "Delete")
  const question = page.getByRole("dialog", { name: "Delete this note?" })
  await question.waitFor()
  await pinned(false)
  await inFocus.waitFor({ state: "detached" })
  await question.getByRole("button", { name: "Delete note" }).click()
  await inHistory.waitFor({ state: "detached" })
  await eventually(async () => expect(await workspace.get(`/api/v2/notes?deal_id=${id}`)).toEqual([]))
})

test("a deal that is not there says so", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: "/deals/4711" })
  await page.getByRole("heading", { name: "This deal is not here" }).waitFor()
  await axeInBothThemes(page)
})

test("on a phone: stages in a menu, what is added comes up from below, nothing is wider than the screen", async () => {
  const workspace = await newWorkspace()
  const { id } = await harbour(workspace)
  const page = await signedIn(workspace, { at: `/deals/${id}`, size: PHONE, touch: true })
  await page.getByRole("heading", { name: "Harbour cranes" }).waitFor()
  await page.getByRole("button", { name: "Stage: Qualified, 1 of 5" }).click()
  await page.getByRole("menuitem", { name: "Contact Made" }).click()
  await page.getByRole("button", { name: "Stage: Contact Made, 2 of 5" }).waitFor()
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Add an activity, a note or a file" }).click()
  const sheet = page.getByRole("dialog", { name: "Add" })
  await sheet.getByLabel("Subject").fill("Call from the road")
  await axeInBothThemes(page)
  await sheet.getByRole("button", { name: "Save activity" }).click()
  await page.getByRole("article", { name: "Call from the road" }).waitFor()
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false)
})
