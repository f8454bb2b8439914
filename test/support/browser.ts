/** A Chromium for a test file: pages of people who signed in through the real form, each in a context of its own. */
import { AxeBuilder } from "@axe-core/playwright"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, expect } from "vitest"
import { chromiumPath } from "../../infra/local/prerequisites.ts"
import type { Person } from "./workspace.ts"

const QUIET = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
]

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** For `expect.poll`: what a page shows in the end, it may show late. */
export const SOON = { timeout: 30_000 }

let launched: Promise<Browser> | undefined
const contexts: BrowserContext[] = []
const faults: string[] = []

function browser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: chromiumPath(), args: QUIET })
  return launched
}

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  expect(faults.splice(0), "errors that pages threw").toEqual([])
})

afterAll(async () => {
  await (await launched)?.close()
  launched = undefined
})

type Options = { size?: { width: number; height: number }; touch?: boolean }

/** A page in a context of its own, where nobody has signed in. It ends with the test. */
export async function newPage(url: string, { size = DESKTOP, touch = false }: Options = {}): Promise<Page> {
  const context = await (await browser()).newContext({
    baseURL: url,
    viewport: size,
    hasTouch: touch,
    isMobile: touch,
    // colours in transition are no colours to measure contrast by
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  })
  contexts.push(context)
  const page = await context.newPage()
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message))
  return page
}

/** A page of someone who has signed in; they stand on the board. */
export async function signedIn(person: Pick<Person, "url" | "email" | "password">, options?: Options): Promise<Page> {
  const page = await newPage(person.url, options)
  await page.goto("/sign-in")
  await page.getByLabel("E-mail").fill(person.email)
  await page.getByLabel("Password").fill(person.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL("**/board**")
  return page
}

/** What needs no landmark around it: what hangs from a control belongs to that control. */
const NO_LANDMARK = "dialog, [role=dialog], [role=alertdialog], svg, [data-popper-positioner]"

/** Asserts that axe finds nothing on the page as it stands. */
export async function axe(page: Page): Promise<void> {
  const options = {
    resultTypes: ["violations" as const],
    checks: { region: { options: { regionMatcher: NO_LANDMARK } } },
  }
  const { violations } = await new AxeBuilder({ page }).options(options).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}\n${node.failureSummary ?? ""}`),
  )
  expect(found, `axe on ${page.url()}`).toEqual([])
}

/** The same in light and in dark. */
export async function axeInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    await axe(page)
  }
}
