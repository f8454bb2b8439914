/** A Chromium for a test file: pages of people who have signed in, each in a context of its own. */
import { AxeBuilder } from "@axe-core/playwright"
import { Amplify } from "aws-amplify"
import { signIn } from "aws-amplify/auth"
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, expect } from "vitest"
import { poolOf } from "../../infra/local/people.ts"
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
  launched ??= chromium.launch({ executablePath: chromiumPath({ headless: true }), args: QUIET })
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

type Options = {
  size?: { width: number; height: number }
  touch?: boolean
  /** Whether the service worker comes, which fetches the whole app beside the test. */
  worker?: boolean
}
type Entry = { name: string; value: string }

/** A page in a context of its own, where nobody has signed in. It ends with the test. */
export function newPage(url: string, options: Options = {}): Promise<Page> {
  return pageWith(url, [], options)
}

async function pageWith(url: string, localStorage: Entry[], options: Options): Promise<Page> {
  const { size = DESKTOP, touch = false, worker = false } = options
  const context = await (await browser()).newContext({
    baseURL: url,
    viewport: size,
    hasTouch: touch,
    isMobile: touch,
    // colours in transition are no colours to measure contrast by
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    serviceWorkers: worker ? "allow" : "block",
    storageState: { cookies: [], origins: [{ origin: url, localStorage }] },
  })
  contexts.push(context)
  const page = await context.newPage()
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message))
  return page
}

type Signed = Pick<Person, "url" | "email" | "password">

/** A page of someone who has signed in, at the board or elsewhere. The form is for the tests of signing in. */
export async function signedIn(person: Signed, { at = "/board", ...options }: Options & { at?: string } = {}) {
  const page = await pageWith(person.url, await sessionOf(person), options)
  await page.goto(at)
  await page.waitForURL(`**${at.split("?")[0]}**`)
  return page
}

let signingIn: Promise<unknown> = Promise.resolve()

/** What Amplify keeps in the browser of someone who has signed in. It knows one person at a time. */
function sessionOf(person: Signed): Promise<Entry[]> {
  const session = signingIn.then(() => signInAlone(person))
  signingIn = session.catch(() => undefined)
  return session
}

async function signInAlone({ url, email, password }: Signed): Promise<Entry[]> {
  const kept = storage()
  Amplify.configure({ Auth: { Cognito: { ...(await poolOf(url)), userPoolEndpoint: url } } })
  cognitoUserPoolsTokenProvider.setKeyValueStorage(kept)
  try {
    await signIn({ username: email, password })
    return [...kept.entries].map(([name, value]) => ({ name, value }))
  } finally {
    // whoever signs in here next leaves the page's session alone
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage())
  }
}

function storage() {
  const entries = new Map<string, string>()
  return {
    entries,
    setItem: async (key: string, value: string) => void entries.set(key, value),
    getItem: async (key: string) => entries.get(key) ?? null,
    removeItem: async (key: string) => void entries.delete(key),
    clear: async () => entries.clear(),
  }
}

/** What needs no landmark around it: what hangs from a control belongs to that control. */
const NO_LANDMARK = "dialog, [role=dialog], [role=alertdialog], svg, [data-popper-positioner]"

/** Asserts that axe finds nothing on the page as it stands. */
export async function axe(page: Page, rules: string[] = []): Promise<void> {
  const options = {
    resultTypes: ["violations" as const],
    checks: { region: { options: { regionMatcher: NO_LANDMARK } } },
    ...(rules.length > 0 && { runOnly: rules }),
  }
  const { violations } = await new AxeBuilder({ page }).options(options).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}\n${node.failureSummary ?? ""}`),
  )
  expect(found, `axe on ${page.url()}`).toEqual([])
}

/** What a theme can change: its colours. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"]

/** The same in light and, as far as a theme can change it, in dark. */
export async function axeInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    await axe(page, colorScheme === "light" ? [] : OF_COLOUR)
  }
}
