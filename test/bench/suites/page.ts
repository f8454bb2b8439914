/** The board page in a browser, signed in as the admin of a workspace. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { chromiumPath } from "../../../infra/local/prerequisites.ts"
import type { Stack } from "../running.ts"
import { loginOf, type WorkspaceName } from "../workspaces.ts"

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--enable-precise-memory-info",
]

/** Marks the moment from which the first card can be seen and clicked. */
const MARK_BOARD = `{
  const look = () => {
    const card = document.querySelector("[data-card]")
    const box = card?.getBoundingClientRect()
    const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    if (hit && hit.closest("[data-card]") === card) performance.mark("board")
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}`

export type SignedIn = { newContext(): Promise<BrowserContext>; close(): Promise<void> }

/** Starts a browser and signs in once; each context begins signed in, with nothing in its cache. */
export async function signedIn(stack: Stack, workspace: WorkspaceName): Promise<SignedIn> {
  const executablePath = chromiumPath()
  const browser = await chromium.launch({ args: ARGUMENTS, ...(executablePath !== undefined && { executablePath }) })
  try {
    const storageState = await signIn(browser, stack, workspace)
    return {
      async newContext() {
        const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } })
        await context.addInitScript(MARK_BOARD)
        return context
      },
      close: () => browser.close(),
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}

async function signIn(browser: Browser, { url }: Stack, workspace: WorkspaceName) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const { email, password } = loginOf(workspace)
  await page.goto(`${url}/sign-in`)
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL("**/board**")
  const state = await context.storageState()
  await context.close()
  return state
}

/** Opens the board; answers the milliseconds until its cards stood. */
export async function openBoard(page: Page, { url }: Stack): Promise<number> {
  await page.goto(`${url}/board`)
  const entry = await page.waitForFunction(() => performance.getEntriesByName("board")[0]?.startTime)
  return Number(await entry.jsonValue())
}
