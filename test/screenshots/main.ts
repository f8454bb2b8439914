/** `npm run screenshots`: a picture of each screen at two sizes and in both themes, of the demo team's data, into `screenshots/`. */
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { type BrowserContext, chromium, type Page } from "playwright-core"
import * as z from "zod"
import { chromiumPath, provide } from "../../infra/local/prerequisites.ts"
import { ReportAnswer } from "../../shared/api/reports.ts"
import { eventually, startStack } from "../support/stack.ts"
import { SCREENS, type Screen } from "./screens.ts"

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
type Size = keyof typeof SIZES
const THEMES = ["light", "dark"] as const
const FOLDER = join(import.meta.dirname, "../../screenshots")
/** Milliseconds in which a screen comes to rest: fonts, charts, what slides in. */
const REST = 400

type Login = { email: string; password: string }
type Running = { url: string; users: Login[]; stop(): Promise<void> }

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, running: { type: "string", default: "" } },
})

/** The stack of a data folder that runs already, or one of its own with the demo team. */
async function stack(): Promise<Running> {
  if (values.running !== "") {
    return { ...JSON.parse(readFileSync(join(values.running, "local.json"), "utf8")), stop: async () => undefined }
  }
  const own = await startStack({ args: ["--memory", "--seed", "demo"] })
  await eventually(() => everythingFollowed(own), 180_000)
  return { url: own.url, users: own.users, stop: () => own.stop().then(() => void own.forget()) }
}

/** Reports, search and totals follow the samples a little later: the pictures are of all of it. */
async function everythingFollowed({ url, apiToken }: { url: string; apiToken: string | null }): Promise<void> {
  const headers = { "x-api-token": apiToken ?? "", "content-type": "application/json" }
  const body = JSON.stringify({ of: "activity", measure: { by: "count" }, view_by: { field: "done" } })
  const listed = await fetch(`${url}/api/v2/activities?limit=500`, { headers })
  const reported = await fetch(`${url}/api/v2/reports/run`, { method: "POST", headers, body })
  const { data: activities } = z.object({ data: z.array(z.unknown()) }).parse(await listed.json())
  const { data } = z.object({ data: ReportAnswer }).parse(await reported.json())
  const known = data.cells.reduce((sum, { count }) => sum + count, 0)
  if (known < activities.length) throw new Error(`Reports know ${known} of ${activities.length} activities`)
}

async function main(): Promise<void> {
  provide({ chromium: true })
  const screens = SCREENS.filter(({ name }) => name.includes(values.only))
  const running = await stack()
  const browser = await chromium.launch({
    ...(chromiumPath() !== undefined && { executablePath: chromiumPath() as string }),
    args: ["--no-sandbox", "--disable-background-networking"],
  })
  try {
    rmSync(FOLDER, { recursive: true, force: true })
    mkdirSync(FOLDER, { recursive: true })
    for (const size of Object.keys(SIZES) as Size[]) {
      const outside = await browser.newContext(optionsOf(running, size))
      for (const screen of screens) if (screen.outside) await shoot(outside, screen, size)
      await outside.close()
      const inside = await signedIn(await browser.newContext(optionsOf(running, size)), running)
      for (const screen of screens) if (!screen.outside) await shoot(inside, screen, size)
      await inside.close()
    }
  } finally {
    await browser.close()
    await running.stop()
  }
}

function optionsOf({ url }: Running, size: Size) {
  const touch = size === "phone"
  return { baseURL: url, viewport: SIZES[size], hasTouch: touch, isMobile: touch, reducedMotion: "reduce" as const }
}

async function signedIn(context: BrowserContext, { users }: Running): Promise<BrowserContext> {
  const [login] = users
  if (login === undefined) throw new Error("The stack has no demo login")
  const page = await context.newPage()
  await page.goto("/sign-in")
  await page.getByLabel("E-mail").fill(login.email)
  await page.getByLabel("Password", { exact: true }).fill(login.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL("**/board**")
  await page.close()
  return context
}

async function shoot(context: BrowserContext, screen: Screen, size: Size): Promise<void> {
  for (const colorScheme of THEMES) {
    const page: Page = await context.newPage()
    await page.emulateMedia({ colorScheme })
    await page.goto(screen.path)
    await page.waitForLoadState("networkidle")
    await screen.ready?.(page, size)
    for (let tries = 0; tries < 100 && (await page.locator("[data-skeleton]").count()) > 0; tries++) {
      await page.waitForTimeout(100)
    }
    await page.waitForTimeout(REST)
    const path = join(FOLDER, `${screen.name}-${size}-${colorScheme}.png`)
    await page.screenshot({ path })
    process.stdout.write(`${path}\n`)
    await page.close()
  }
}

await main()
