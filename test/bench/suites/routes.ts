/** What each page brings besides the board's scripts, opened from the board as people do. */
import { gzipSync } from "node:zlib"
import type { Page, Response } from "playwright-core"
import { type Figure, figure, most } from "../figures.ts"
import { openBoard, signedIn } from "./page.ts"
import type { Suite } from "./suite.ts"

const MOST_KB = 60
const QUIET_MS = 3000

const ROUTES = {
  list: "/list",
  deal: "/deals/1",
  person: "/persons/1",
  organization: "/organizations/1",
  contacts: "/contacts",
  activities: "/activities",
  reports: "/reports",
  import: "/import",
  settings: "/settings",
} as const

export const routes: Suite = {
  names: Object.keys(ROUTES).map((name) => `web.${name}.js`),
  needsStack: true,
  workspaces: () => ["board"],
  async run({ stack, session }) {
    await session("board")
    const browser = await signedIn(stack, "board")
    try {
      const figures: Figure[] = []
      for (const [name, path] of Object.entries(ROUTES)) {
        const context = await browser.newContext()
        const page = await context.newPage()
        await openBoard(page, stack)
        await atRest(page)
        const kb = await scriptsOf(page, path)
        figures.push(figure(`web.${name}.js`, kb, "kB", most(MOST_KB, kb, "kB")))
        await context.close()
      }
      return figures
    } finally {
      await browser.close()
    }
  },
}

/** Waits until the board has loaded at rest what may be opened over it. */
async function atRest(page: Page): Promise<void> {
  let last = Date.now()
  page.on("request", () => {
    last = Date.now()
  })
  while (Date.now() - last < QUIET_MS) await page.waitForTimeout(200)
}

/** Kilobytes of scripts, gzipped, that come when a link leads there. */
async function scriptsOf(page: Page, path: string): Promise<number> {
  const answers: Response[] = []
  page.on("response", (answer) => answers.push(answer))
  await page.evaluate(`{
    const link = Object.assign(document.createElement("a"), { href: "${path}" })
    document.body.append(link)
    link.click()
    link.remove()
  }`)
  await page.waitForURL(`**${path}**`)
  await page.locator("main h1, main h2").first().waitFor({ state: "attached" })
  await page.waitForLoadState("networkidle")
  const scripts = answers.filter((answer) => answer.request().resourceType() === "script")
  const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}
