import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { expect, onTestFinished, test } from "vitest"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import type { ReportAnswer } from "../../shared/api/reports.ts"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { all, begin, importFile, read, someDeals } from "../support/importing.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name })
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name })
const becomes = (page: Page, header: string) => page.getByLabel(`What ${header} becomes`)
const dates = (page: Page, header: string) => page.getByLabel(`How the dates are written in ${header}`)
const counts = (page: Page, list: string) =>
  page.getByRole("list", { name: list }).getByRole("listitem").allInnerTexts()
const idIn = (page: Page) => new URL(page.url()).pathname.split("/")[2] ?? ""

async function standing(who: Person, page: Page): Promise<ImportAnswer> {
  return who.get<ImportAnswer>(`/api/v2/imports/${idIn(page)}`)
}

/** Goes to the imports and chooses a file. */
async function choose(page: Page, content: string, name = "deals.csv"): Promise<void> {
  await page.goto("/import")
  await page.getByLabel("Choose a file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) })
}

async function upload(page: Page, content: string, name?: string): Promise<void> {
  await choose(page, content, name)
  await heading(page, "What is in the columns?").waitFor()
}

async function check(page: Page): Promise<void> {
  await button(page, "Check the rows").click()
  await heading(page, "What will be imported").waitFor()
  await button(page, "Back to the mapping").waitFor()
}

/** Waits until reports know of so many won deals: they follow a little after the records. */
function reported(workspace: Workspace, won: number): Promise<void> {
  return eventually(async () => {
    const report = { of: "deal", measure: { by: "count" }, view_by: { field: "status" } }
    const { cells } = await workspace.post<ReportAnswer>("/api/v2/reports/run", report)
    expect(cells.find(({ view }) => view === "won")?.count).toBe(won)
  }, 240_000)
}

/** Semicolons, decimal commas, days that could be months, and one row each with no amount, no day and no address. */
function messy(): string {
  const rows = Array.from({ length: 12 }, (_, at) => {
    const isWon = at % 3 === 0
    return [
      `Crane ${at}`,
      at === 5 ? "many" : `${1 + at}.000,50`,
      `Harbour ${at % 3}`,
      at === 10 ? "nobody" : `person${at}@harbour.example`,
      isWon ? "Won" : "Demo Scheduled",
      at === 8 ? "soon" : "01/02/2026",
      isWon ? "03/04/2026" : "",
      `L-${at}`,
    ].join(";")
  })
  return `\u{feff}${["Deal name;Amount;Company;E-mail;Stage;Created;Close date;Legacy code", ...rows].join("\r\n")}\r\n`
}

test("a messy file becomes deals on the board and in the report, keeps its bad rows for later, and is undone", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await page.getByRole("link", { name: "Import deals" }).click()
  await heading(page, "No imports yet. This is how it goes").waitFor()
  await upload(page, messy())
  expect(await becomes(page, "Amount").inputValue()).toBe("value")
  expect(await becomes(page, "Legacy code").inputValue()).toBe("new_field")
  await becomes(page, "Legacy code").selectOption("ignore")
  await dates(page, "Created").selectOption("dmy")
  expect(await dates(page, "Close date").inputValue()).toBe("dmy")
  await check(page)
  expect(await counts(page, "What will be made")).toEqual([
    "9\ndeals",
    "3\norganizations",
    "9\npersons",
    "3\nrows skipped",
  ])
  const problems = page.getByRole("region", { name: "Problems" })
  const rows = await problems.getByRole("row").allInnerTexts()
  expect(rows.map((text) => text.split(/\s+/).join(" "))).toEqual([
    "Row In the file Problem",
    "7 Amount many is not a number",
    "10 Created soon is not a date",
    "12 E-mail nobody is not an e-mail address",
  ])
  await button(page, "Import 9 deals").click()
  await heading(page, "9 deals, 3 organizations and 9 persons imported").waitFor()
  const started = page.waitForEvent("download")
  await button(page, "Download 3 skipped rows").click()
  const file = await started
  expect(file.suggestedFilename()).toBe("deals (skipped).csv")
  const skipped = await readFile(await file.path(), "utf8")
  expect(skipped).toMatch(/Crane 5.*many.*is not a number/)
  expect(skipped.trim().split(/\r?\n/)).toHaveLength(4)

  await page.getByRole("link", { name: "Open the board" }).click()
  const stage = page.getByRole("listitem", { name: "Demo Scheduled", exact: true })
  await stage.getByRole("link", { name: "Crane 1", exact: true }).waitFor()
  await page.goBack()
  await reported(workspace, 4)
  await page.getByRole("link", { name: "Won value by quarter and owner" }).click()
  await page.getByRole("row", { name: "Q2 2026 $22,002 $22,002" }).waitFor()

  await page.getByRole("link", { name: "Import", exact: true }).click()
  await page.getByRole("listitem").filter({ hasText: "3 rows skipped" }).getByRole("link").click()
  await button(page, "Undo the import").click()
  await page.getByRole("dialog").getByRole("button", { name: "Undo the import" }).click()
  await heading(page, "The import was undone").waitFor()
  await page.getByText("9 deals, 3 organizations and 9 persons moved to the trash.").waitFor()
  await eventually(async () => expect(await all(workspace, "/api/v2/deals")).toEqual([]))
}, 240_000)

test("dates that can be read both ways are asked about, and nothing is checked before the answer", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await upload(page, "Title,Value,Expected close date\nCranes,10,01/02/2026\nPumps,20,03/04/2026\n")
  await button(page, "Check the rows").click()
  const question = dates(page, "Expected close date")
  await page.getByText("Say which comes first: these dates can be read both ways").waitFor()
  expect(await question.getAttribute("aria-invalid")).toBe("true")
  expect(await question.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true)
  expect((await standing(workspace, page)).status).toBe("mapping")
  expect(await question.locator("option").allInnerTexts()).toEqual([
    "Choose…",
    "Day first: 01/02/2026 is 1 Feb",
    "Month first: 01/02/2026 is 2 Jan",
    "Year first: 2026-12-31",
  ])
  await question.selectOption("mdy")
  await check(page)
  await button(page, "Import 2 deals").click()
  await heading(page, "2 deals imported").waitFor()
  const deals = await all<{ title: string; expected_close_date: string }>(workspace, "/api/v2/deals")
  expect(deals.map((deal) => [deal.title, deal.expected_close_date]).toSorted()).toEqual([
    ["Cranes", "2026-01-02"],
    ["Pumps", "2026-03-04"],
  ])
})

test("owners who are nobody here are invited, replaced by whoever imports, or skipped, by choice", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  const email = `rita-${workspace.id}@test.example`
  await upload(page, "Title,Value,Owner\nA,1,Fran Founder\nB,2,Rita Rep\nC,3,Sam Seller\nD,4,Uma Unknown\n")
  await page.getByText("3 of them are nobody here yet.").waitFor()
  await page.getByLabel("Their deals go to me").check()
  expect(await page.getByLabel("Owner for Rita Rep").inputValue()).toBe("me")
  await page.getByLabel("Owner for Rita Rep").selectOption("new")
  const address = page.getByLabel("E-mail of the new user for Rita Rep")
  await address.fill("rita")
  await page.getByLabel("Owner for Uma Unknown").selectOption("skip")
  await button(page, "Check the rows").click()
  await page.getByText("must be an e-mail address").waitFor()
  await address.fill(email)
  await check(page)
  await page.getByText(`Rita Rep, invited at ${email}`).waitFor()
  await page.getByRole("cell", { name: "is nobody in this workspace" }).waitFor()
  await button(page, "Import 3 deals").click()
  await heading(page, "3 deals imported").waitFor()
  const deals = await all<{ title: string; owner_id: number }>(workspace, "/api/v2/deals")
  const users = await workspace.get<{ id: number; name: string; email: string | null }[]>("/api/v2/users")
  const owner = (title: string) => users.find(({ id }) => id === deals.find((deal) => deal.title === title)?.owner_id)
  expect([owner("A")?.name, owner("B")?.email, owner("C")?.name, owner("D")]).toEqual([
    "Fran Founder",
    email,
    "Fran Founder",
    undefined,
  ])
})

test("a value of the file is put into another stage, and a new pipeline gets the deals", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await upload(page, "Title,Value,Stage\nA,1,Qualified\nB,2,Talking\nC,3,Signed\n")
  expect(await page.getByLabel("Name of the stage for Talking").inputValue()).toBe("Talking")
  await page.getByLabel("Stage for Signed", { exact: true }).selectOption({ label: "Won" })
  await page.getByLabel("Pipeline", { exact: true }).selectOption("new")
  await page.getByLabel("Name of the new pipeline").fill("Partners")
  await page.getByLabel("Currency").selectOption("EUR")
  expect(await page.getByLabel("Name of the stage for Qualified").inputValue()).toBe("Qualified")
  await check(page)
  const additions = page.getByRole("region", { name: "What is added first" })
  await additions.getByText("Talking in Partners").waitFor()
  await button(page, "Import 3 deals").click()
  await heading(page, "3 deals imported").waitFor()
  const deals = await all<{ title: string; status: string; currency: string }>(workspace, "/api/v2/deals")
  expect(deals.map((deal) => [deal.title, deal.status, deal.currency]).toSorted()).toEqual([
    ["A", "open", "EUR"],
    ["B", "open", "EUR"],
    ["C", "won", "EUR"],
  ])
})

test("what the server refuses in a mapping is said beside the column", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await upload(page, "Title,Value,Nickname\nA,1,x\nB,2,y\n")
  await becomes(page, "Nickname").selectOption("title")
  await button(page, "Check the rows").click()
  await page.getByText("only one column can be the title").waitFor()
  await expect.poll(() => becomes(page, "Nickname").getAttribute("aria-invalid"), SOON).toBe("true")
  await becomes(page, "Nickname").selectOption("new_field")
  await page.getByLabel("Name of the new field for Nickname").fill(" ")
  await button(page, "Check the rows").click()
  await page.getByText("must not be empty").waitFor()
  await page.getByLabel("Name of the new field for Nickname").fill("Call name")
  await page.getByLabel("Type of the new field for Nickname").selectOption("enum")
  await check(page)
  await page.getByText("Call name (one choice)").waitFor()
})

test("a page that is reloaded goes on where the import stands, with what was chosen", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await upload(page, "Title,Value,Remark\nA,1,x\nB,2,y\n")
  await becomes(page, "Remark").selectOption("note")
  await page.reload()
  await heading(page, "What is in the columns?").waitFor()
  expect(await becomes(page, "Remark").inputValue()).toBe("note")
  await check(page)
  await page.reload()
  await button(page, "Back to the mapping").click()
  expect(await becomes(page, "Remark").inputValue()).toBe("note")
  await becomes(page, "Remark").selectOption("ignore")
  await check(page)
  expect(await counts(page, "What will be made")).toEqual(["2\ndeals"])
  await button(page, "Import 2 deals").click()
  await page.reload()
  await heading(page, "2 deals imported").waitFor()
  await page.reload()
  await heading(page, "2 deals imported").waitFor()
})

test("a file of contacts makes persons and organizations, and no deals", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await upload(
    page,
    "Name,E-mail,Company,Amount\nAstrid Dahl,astrid@docks.example,Docks,1\nBo Ek,bo@quay.example,Quay,2\n",
  )
  await page.getByLabel("A contact: the file has contacts only").check()
  expect(await becomes(page, "Amount").inputValue()).toBe("ignore")
  await becomes(page, "Name").selectOption("person")
  await check(page)
  await button(page, "Import 2 organizations").click()
  await heading(page, "2 organizations and 2 persons imported").waitFor()
  expect(await page.getByRole("link", { name: "Open the board" }).count()).toBe(0)
  expect(await all(workspace, "/api/v2/deals")).toEqual([])
})

test("files that are no table, empty or too large are refused before they are sent", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  const folder = mkdtempSync(join(tmpdir(), "halyard-import-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const large = join(folder, "large.csv")
  writeFileSync(large, "Title\n")
  truncateSync(large, 51 * 1024 * 1024)
  await choose(page, "x", "deals.xlsx")
  await page.getByText("deals.xlsx is a spreadsheet. Save it as CSV, then choose that file.").waitFor()
  await choose(page, "PK\u0003\u0004", "deals.csv")
  await page.getByText("deals.csv is called a CSV file but is none.").waitFor()
  await choose(page, "", "nothing.csv")
  await page.getByText("nothing.csv is empty.").waitFor()
  await page.getByLabel("Choose a file").setInputFiles(large)
  await page.getByText("large.csv has 51 MB; at most 50 MB can be imported. Split it.").waitFor()
  expect(await workspace.get("/api/v2/imports")).toEqual([])
})

test("an upload that broke off is tried again, and one that was left is begun anew", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  const puts = (url: URL) => url.pathname.endsWith("upload.csv")
  await page.route(puts, (route) => route.abort())
  await choose(page, "Title,Value\nA,1\n")
  await page.getByText("The connection broke off before all of the file was sent.").waitFor()
  await page.reload()
  await heading(page, "The file has not arrived").waitFor()
  const left = idIn(page)
  await page.getByLabel("Choose a file").setInputFiles({
    name: "deals.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Title,Value\nA,1\n"),
  })
  await page.getByText("The connection broke off before all of the file was sent.").waitFor()
  expect(idIn(page)).not.toBe(left)
  expect((await workspace.get<ImportAnswer>(`/api/v2/imports/${left}`)).status).toBe("canceled")
  await page.unroute(puts)
  await button(page, "Try again").click()
  await heading(page, "What is in the columns?").waitFor()
})

test("a file that cannot be read says why, and another takes its place", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await choose(page, "Title,Value\n")
  await page.getByText("The file has no rows below its header").waitFor()
  await button(page, "Read the same file again").waitFor()
  await page.getByLabel("Choose a file").setInputFiles({
    name: "better.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Title,Value\nA,1\n"),
  })
  await heading(page, "What is in the columns?").waitFor()
  await page.getByRole("heading", { level: 1, name: "better.csv" }).waitFor()
  await button(page, "Cancel the import").click()
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the import" }).click()
  await heading(page, "The import was canceled").waitFor()
})

test("an import at work shows how far it is, stops when it is told to, and offers to undo what it made", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await upload(page, someDeals(6000).csv)
  await check(page)
  await button(page, "Import 6,000 deals").click()
  await page.getByText(/^[\d,]+ of 6,000 rows$/).waitFor()
  await button(page, "Cancel the import").click()
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the import" }).click()
  await heading(page, "The import was canceled").waitFor({ timeout: 120_000 })
  await page.getByText("What it had made until then is still there; you can take it back.").waitFor()
  expect(await workspace.get("/api/v2/deals?limit=1")).toHaveLength(1)
  await button(page, "Undo the import").waitFor()
})

test("imports are listed page by page, the newest first: one's own, and everybody's for admins", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  for (let at = 1; at <= 22; at++) await workspace.post("/api/v2/imports", { file_name: `list ${at}.csv`, size: 10 })
  await ada.post("/api/v2/imports", { file_name: "of ada.csv", size: 10 })
  const names = (page: Page) => page.getByRole("list", { name: "Imports" }).getByRole("link").allInnerTexts()
  const mine = await signedIn(workspace, { at: "/import" })
  await mine.getByRole("link", { name: "of ada.csv" }).waitFor()
  expect((await names(mine)).slice(0, 2)).toEqual(["of ada.csv", "list 22.csv"])
  expect(await names(mine)).toHaveLength(20)
  await button(mine, "Show older imports").click()
  await expect.poll(() => names(mine), SOON).toHaveLength(23)
  const hers = await signedIn(ada, { at: "/import" })
  await hers.getByRole("link", { name: "of ada.csv" }).waitFor()
  await expect.poll(() => names(hers), SOON).toEqual(["of ada.csv"])
  const { id } = await begin(workspace, "Title\nA\n")
  await hers.goto(`/import/${id}`)
  await heading(hers, "This import was not found").waitFor()
})

test("an import that somebody else runs moves on in the list by itself", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const page = await signedIn(workspace, { at: "/import" })
  await page.getByText("Live", { exact: true }).waitFor({ state: "attached" })
  await importFile(ada, "Title,Value\nA,1\nB,2\n")
  const row = page.getByRole("list", { name: "Imports" }).getByRole("listitem").filter({ hasText: "Ada Lovelace" })
  await row.getByText("2 deals").waitFor()
  await row.getByText("Imported", { exact: true }).waitFor()
})

test("whoever may not add users, fields or stages is not offered any", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const page = await signedIn(ada)
  await upload(page, "Title,Value,Owner,Stage,Colour\nA,1,Rita Rep,Talking,red\nB,2,Ada Lovelace,Qualified,blue\n")
  expect(await becomes(page, "Colour").locator("option").allInnerTexts()).not.toContain("New field…")
  expect(await page.getByLabel("Owner for Rita Rep").locator("option").allInnerTexts()).not.toContain("New user…")
  expect(await page.getByLabel("Stage for Talking").locator("option").allInnerTexts()).not.toContain("New stage…")
  await check(page)
  await button(page, "Import 2 deals").click()
  await heading(page, "2 deals imported").waitFor()
})

/** Each screen of the way in turn, as it stands for an import of a messy file. */
async function everyScreen(workspace: Workspace, page: Page, look: () => Promise<void>): Promise<void> {
  await page.getByRole("link", { name: "Import deals" }).waitFor()
  await look()
  await page.goto("/import")
  await heading(page, "No imports yet. This is how it goes").waitFor()
  await look()
  const { id } = await read(workspace, messy().replaceAll("Harbour 0", "An extraordinarily long name of a harbour"))
  await page.goto(`/import/${id}`)
  await dates(page, "Created").waitFor()
  await look()
  await dates(page, "Created").selectOption("dmy")
  await check(page)
  await look()
  await button(page, "Import 9 deals").click()
  await button(page, "Undo the import").waitFor()
  await look()
  await page.goto("/import")
  await page.getByRole("link", { name: "deals.csv" }).waitFor()
  await look()
}

test("no step has an accessibility fault in light or dark", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await everyScreen(workspace, page, () => axeInBothThemes(page))
}, 240_000)

const TARGETS = "button, select, label:has(input), a[data-button], [data-import-crumbs] a, [data-import-row]"

test("on a phone no step is wider than the screen, too small to touch, or at fault in light or dark", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { size: PHONE, touch: true })
  await everyScreen(workspace, page, async () => {
    await axeInBothThemes(page)
    expect(await page.evaluate("document.querySelector('main').scrollWidth")).toBeLessThanOrEqual(PHONE.width)
    const small = await page
      .locator("main")
      .locator(TARGETS)
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 43.9).map((one) => one.outerHTML.slice(0, 200)),
      )
    expect(small).toEqual([])
  })
}, 240_000)
