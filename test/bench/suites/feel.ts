/** How the app feels to the hand: from an input to the frame that shows it, in a workspace of demo data and in one of 10,000 open deals. */
import type { Page } from "playwright-core"
import { type Figure, figure, most } from "../figures.ts"
import type { Stack } from "../running.ts"
import { quantile } from "../statistics.ts"
import type { WorkspaceName } from "../workspaces.ts"
import { openBoard, type SignedIn, signedIn } from "./page.ts"
import type { Suite } from "./suite.ts"

const ROUNDS = 4
const MOST = { paint: 50, task: 100, shift: 0.02 }
const WORD = "northwind harbour"
const VALUE = "Cranes for the harbour"

type Felt = { drag: number[]; palette: number[]; edit: number[]; task: number; shift: number }

const suite = (workspace: WorkspaceName & ("board" | "demo")): Suite => ({
  names: ["drag", "palette", "edit", "task", "shift"].map((name) => `web.${workspace}.${name}`),
  needsStack: true,
  workspaces: () => [workspace],
  async run({ stack, session }) {
    await session(workspace)
    const browser = await signedIn(stack, workspace)
    try {
      return figuresOf(workspace, await felt(browser, stack))
    } finally {
      await browser.close()
    }
  },
})

export const feel: readonly Suite[] = [suite("board"), suite("demo")]

function figuresOf(workspace: string, { drag, palette, edit, task, shift }: Felt): Figure[] {
  const paint = (name: string, times: readonly number[]) => {
    const p95 = quantile(times, 0.95)
    return figure(`web.${workspace}.${name}`, p95, "ms", most(MOST.paint, p95, "ms (p95)"))
  }
  return [
    paint("drag", drag),
    paint("palette", palette),
    paint("edit", edit),
    figure(`web.${workspace}.task`, task, "ms", most(MOST.task, task, "ms (longest)")),
    figure(`web.${workspace}.shift`, shift, "CLS", most(MOST.shift, shift, "CLS")),
  ]
}

async function felt(browser: SignedIn, stack: Stack): Promise<Felt> {
  const context = await browser.newContext()
  await context.addInitScript(WATCH)
  const page = await context.newPage()
  await openBoard(page, stack)
  await loaded(page)
  const drag = await rounds(page, "pointermove", dragAcross)
  const palette = await rounds(page, "keydown", typeInPalette)
  await page.locator("[data-card] a").first().click()
  await page.getByRole("button", { name: "Edit Title" }).waitFor()
  const seen = await seenOn(page)
  await loaded(page)
  const edit = await rounds(page, "keydown", editTitle)
  const after = await seenOn(page)
  return { drag, palette, edit, task: Math.max(seen.task, after.task), shift: Math.max(seen.shift, after.shift) }
}

/** From here on long tasks count. */
async function loaded(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle")
  await page.evaluate("globalThis.bench.from = performance.now()")
}

async function seenOn(page: Page): Promise<{ task: number; shift: number }> {
  return JSON.parse(String(await page.evaluate("JSON.stringify(globalThis.bench)")))
}

/** Milliseconds from each input of a kind to the end of the frame that followed it. */
async function rounds(page: Page, kind: string, act: (page: Page) => Promise<void>): Promise<number[]> {
  await act(page)
  await page.evaluate(timing(kind))
  for (let i = 0; i < ROUNDS; i++) await act(page)
  return JSON.parse(String(await page.evaluate("JSON.stringify(globalThis.bench.stop())")))
}

async function dragAcross(page: Page): Promise<void> {
  const card = await page.locator("[data-card]").first().boundingBox()
  if (card === null) throw new Error("the board shows no deal to drag")
  const [x, y] = [card.x + card.width / 2, card.y + 20]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 60; step++) {
    await page.mouse.move(x + step * 14, y + step * 3)
    await page.waitForTimeout(10)
  }
  await page.keyboard.press("Escape")
  await page.mouse.up()
  await page.waitForTimeout(300)
}

async function typeInPalette(page: Page): Promise<void> {
  await page.keyboard.press("/")
  await page.getByRole("combobox").first().waitFor()
  await page.keyboard.type(WORD, { delay: 60 })
  await page.waitForTimeout(300)
  await page.keyboard.press("Escape")
  await page.keyboard.press("Escape")
  await page.getByRole("combobox").first().waitFor({ state: "detached" })
}

async function editTitle(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edit Title" }).press("Enter")
  await page.keyboard.type(VALUE, { delay: 60 })
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Edit Title" }).waitFor()
}

/** Sums layout shifts that no input caused, and keeps the longest task since `from`. */
const WATCH = `{
  const seen = globalThis.bench = { shift: 0, task: 0, from: Infinity }
  const hear = (type, heard) =>
    new PerformanceObserver((list) => list.getEntries().forEach(heard)).observe({ type, buffered: true })
  hear("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value })
  hear("longtask", (entry) => { if (entry.startTime > seen.from) seen.task = Math.max(seen.task, entry.duration) })
}`

/** Times inputs until \`bench.stop()\`, from when they came to the task after the frame they were drawn in. */
function timing(kind: string): string {
  return `{
    const times = []
    const heard = ({ timeStamp }) => requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => times.push(performance.now() - timeStamp)
      channel.port2.postMessage(0)
    })
    addEventListener("${kind}", heard, true)
    globalThis.bench.stop = () => (removeEventListener("${kind}", heard, true), times)
  }`
}
