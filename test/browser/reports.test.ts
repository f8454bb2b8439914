import { readFile } from "node:fs/promises"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { ReportAnswer } from "../../shared/api/reports.ts"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

const WON_BY_QUARTER = {
  of: "deal",
  measure: { by: "sum", field: "value" },
  view_by: { field: "won_time", interval: "quarter" },
  segment_by: { field: "owner_id" },
  filters: [{ field: "status", operator: "=", value: "won" }],
}

type Sale = { value: number; won: string; owner?: number; currency?: string }

async function sell(workspace: Workspace, { value, won, owner, currency }: Sale): Promise<void> {
  const made = { title: `Sale of ${value}`, value, ...(owner && { owner_id: owner }), ...(currency && { currency }) }
  const { id } = await workspace.post("/api/v2/deals", made)
  await workspace.patch(`/api/v2/deals/${id}`, { status: "won", won_time: `${won}T09:00:00Z` })
}

/** Waits until reports know of a record whose field has a value. */
function known(workspace: Workspace, of: "deal" | "activity", field: string, value: string | boolean): Promise<void> {
  return eventually(async () => {
    const filters = [{ field, operator: "=", value }]
    const report = { of, measure: { by: "count" }, view_by: { field: "owner_id" }, filters }
    expect((await workspace.post<ReportAnswer>("/api/v2/reports/run", report)).cells).toHaveLength(1)
  })
}

/** Waits until the API's report counts so many won deals. */
function counted(workspace: Workspace, deals: number): Promise<ReportAnswer> {
  return eventually(async () => {
    const answer = await workspace.post<ReportAnswer>("/api/v2/reports/run", WON_BY_QUARTER)
    expect(answer.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(deals)
    return answer
  })
}

/** The rows of the figures as people read them. */
async function figures(page: Page, at = 0): Promise<string[][]> {
  const rows = await page.getByRole("table").nth(at).getByRole("row").all()
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()))
}

/** Pixels of the chart that have the colour a token stands for in the present theme. */
function painted(page: Page, token: string): Promise<number> {
  return page.evaluate(`(() => {
    const chart = document.querySelector("canvas")
    const probe = Object.assign(document.createElement("span"), { style: "color: var(${token})" })
    document.body.append(probe)
    const ink = document.createElement("canvas").getContext("2d")
    ink.fillStyle = getComputedStyle(probe).color
    ink.fillRect(0, 0, 1, 1)
    probe.remove()
    const [red, green, blue] = ink.getImageData(0, 0, 1, 1).data
    const { data } = chart.getContext("2d").getImageData(0, 0, chart.width, chart.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4)
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) count++
    return count
  })()`)
}

test("the first report shows what the API says: won value by quarter and owner, with totals both ways", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  await sell(workspace, { value: 1000, won: "2026-02-03" })
  await sell(workspace, { value: 500.5, won: "2026-03-31" })
  await sell(workspace, { value: 3000, won: "2026-09-01", owner: ada.id })
  const { cells } = await counted(workspace, 3)
  expect(cells.map(({ view, segment, value }) => [view, segment, value])).toEqual([
    ["2026-Q1", 1, 1500.5],
    ["2026-Q3", ada.id, 3000],
  ])
  const page = await signedIn(workspace)
  await page.getByRole("link", { name: "Reports" }).click()
  await page.getByRole("heading", { level: 2, name: "Won value by quarter and owner" }).waitFor()
  await page.getByRole("table").waitFor()
  expect(await figures(page)).toEqual([
    ["Won date", "Ada Lovelace", "Fran Founder", "Total"],
    ["Q1 2026", "–", "$1,500.50", "$1,500.50"],
    ["Q2 2026", "–", "–", "–"],
    ["Q3 2026", "$3,000", "–", "$3,000"],
    ["Total", "$3,000", "$1,500.50", "$4,500.50"],
  ])
  await page.getByText("value of 3 deals").waitFor()
  await page.getByRole("img", { name: /^Won value by quarter and owner, in USD: columns chart/ }).waitFor()
  await expect.poll(() => painted(page, "--series-1"), SOON).toBeGreaterThan(500)
  await expect.poll(() => painted(page, "--series-2"), SOON).toBeGreaterThan(500)
  await page.emulateMedia({ colorScheme: "dark" })
  await expect.poll(() => painted(page, "--series-1"), SOON).toBeGreaterThan(500)
})

test("amounts of another currency have a chart and a table of their own", async () => {
  const workspace = await newWorkspace()
  await sell(workspace, { value: 100, won: "2026-02-03" })
  await sell(workspace, { value: 70_000, won: "2026-02-03", currency: "JPY" })
  await counted(workspace, 2)
  const page = await signedIn(workspace, { at: "/reports" })
  await page.getByRole("table").nth(1).waitFor()
  expect((await figures(page, 0)).at(-1)).toEqual(["Total", "$100", "$100"])
  expect((await figures(page, 1)).at(-1)).toEqual(["Total", "¥70,000", "¥70,000"])
})

test("what is chosen is in the address, and the address shows the same report", async () => {
  const workspace = await newWorkspace()
  await sell(workspace, { value: 1000, won: "2026-02-03" })
  await sell(workspace, { value: 2000, won: "2026-03-03" })
  await counted(workspace, 2)
  const page = await signedIn(workspace, { at: "/reports" })
  await page.getByLabel("Every").selectOption("month")
  await page.getByLabel("Measure").selectOption("average")
  await page.getByLabel("Segment by").selectOption("")
  await page.getByLabel(/^Period/).selectOption("custom")
  await page.getByLabel("From").fill("2026-02-01")
  await page.getByLabel("To", { exact: true }).fill("2026-02-28")
  await page.getByLabel("Chart", { exact: true }).selectOption("line")
  const february = [
    ["Won date", "Average value"],
    ["Feb 2026", "$1,000"],
    ["Total", "$1,000"],
  ]
  await expect.poll(() => figures(page), SOON).toEqual(february)
  await page.getByRole("img", { name: /line chart/ }).waitFor()
  const other = await signedIn(workspace)
  await other.goto(page.url())
  await other.getByRole("heading", { level: 2, name: "Average value of won deals by month (won date)" }).waitFor()
  await expect.poll(() => figures(other), SOON).toEqual(february)
})

test("a report without records says so in its own words", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: "/reports" })
  await page.getByRole("heading", { name: "No deals were won yet" }).waitFor()
  await page.getByLabel(/^Period/).selectOption("last-year")
  await page.getByRole("heading", { name: "No deals were won in this period" }).waitFor()
  expect(await page.getByRole("button", { name: "Export CSV" }).isDisabled()).toBe(true)
})

test("a report that the server refuses says why and can be asked again", async () => {
  const workspace = await newWorkspace()
  await sell(workspace, { value: 1000, won: "2026-02-03" })
  await counted(workspace, 1)
  const page = await signedIn(workspace, { at: "/reports?view=colour" })
  await page.getByRole("alert").getByText("view_by.field: colour is not a field of a deal").waitFor()
  await page.getByRole("button", { name: "Try again" }).waitFor()
  await page.getByRole("link", { name: "Won deals by month" }).click()
  await page.getByRole("row", { name: "Feb 2026 1" }).waitFor()
})

test("a deal that someone wins meanwhile is in the report a moment later", async () => {
  const workspace = await newWorkspace()
  await sell(workspace, { value: 1000, won: "2026-02-03" })
  await counted(workspace, 1)
  const page = await signedIn(workspace, { at: "/reports" })
  await page.getByRole("table").waitFor()
  await page.getByText("Live", { exact: true }).waitFor({ state: "attached" })
  await sell(workspace, { value: 250, won: "2026-05-03" })
  await page.getByRole("cell", { name: "$1,250" }).first().waitFor()
})

test("the ready reports show open value by stage, lost deals by reason, and activities done", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "A", value: 200, stage_id: 3 })
  await workspace.post("/api/v2/deals", { title: "B", value: 100, stage_id: 1 })
  const { id } = await workspace.post("/api/v2/deals", { title: "C", value: 50 })
  await workspace.patch(`/api/v2/deals/${id}`, { status: "lost", lost_reason: "Too late" })
  await workspace.post("/api/v2/activities", { subject: "Ring", type: "call", due_date: "2026-11-20", done: true })
  await known(workspace, "deal", "status", "lost")
  await known(workspace, "activity", "done", true)
  const page = await signedIn(workspace)
  const show = async (name: string, rows: string[][]) => {
    await page.getByRole("link", { name }).click()
    await page.getByRole("heading", { level: 2, name }).waitFor()
    await expect.poll(() => figures(page).then((all) => all.slice(1)), SOON).toEqual(rows)
  }
  await page.goto("/reports")
  await show("Weighted open value by stage", [
    ["Qualified", "$10"],
    ["Demo Scheduled", "$80"],
    ["Total", "$90"],
  ])
  await show("Lost deals by reason", [
    ["Too late", "1"],
    ["Total", "1"],
  ])
  await show("Activities done by owner", [
    ["Fran Founder", "1", "1"],
    ["Total", "1", "1"],
  ])
})

test("the exported file holds the table, and nothing in it runs as a formula", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "C", value: 50 })
  await workspace.patch(`/api/v2/deals/${id}`, { status: "lost", lost_reason: '=HYPERLINK("x")' })
  await known(workspace, "deal", "status", "lost")
  const page = await signedIn(workspace, { at: "/reports?measure=sum&view=lost_reason&segment=status" })
  await expect.poll(() => figures(page).then((all) => all.length), SOON).toBe(3)
  const started = page.waitForEvent("download")
  await page.getByRole("button", { name: "Export CSV" }).click()
  const file = await started
  expect(file.suggestedFilename()).toBe("value-of-deals-by-lost-reason-and-status.csv")
  const text = await readFile(await file.path(), "utf8")
  expect(text).toBe(`\u{feff}Currency,Lost reason,Lost,Total\r\nUSD,"'=HYPERLINK(""x"")",50,50\r\nUSD,Total,50,50\r\n`)
})

test("no report has an accessibility fault in light or dark, nor is it wider than a phone", async () => {
  const workspace = await newWorkspace()
  await sell(workspace, { value: 1000, won: "2026-02-03" })
  await counted(workspace, 1)
  const page = await signedIn(workspace)
  for (const path of ["/reports", "/reports?view=owner_id&chart=pie", "/reports?view=lost_time&status=lost"]) {
    await page.goto(path)
    await page.getByRole("heading", { level: 2 }).first().waitFor()
    await page.locator("[aria-busy=false]").waitFor()
    await axeInBothThemes(page)
  }
  const phone = await signedIn(workspace, { at: "/reports", size: PHONE, touch: true })
  await phone.getByRole("table").waitFor()
  await phone.getByText("Change the report").click()
  await axeInBothThemes(phone)
  expect(await phone.evaluate("document.querySelector('main').scrollWidth")).toBeLessThanOrEqual(PHONE.width)
  for (const target of await phone.locator("main").locator("button, select, a, summary").all()) {
    expect((await target.boundingBox())?.height, (await target.textContent()) ?? "").toBeGreaterThanOrEqual(44)
  }
})
