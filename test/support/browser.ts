/** A Chromium for a worker and all its test files, which ends with it: pages of people who have signed in, each in a context of its own. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { isDeepStrictEqual } from "node:util"
import type { AxeResults } from "axe-core"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { expect } from "vitest"
import type { Session } from "../../infra/local/people.ts"
import { chromiumPath } from "../../infra/local/prerequisites.ts"
import { enter } from "./sign-in.ts"
import { type Person, sessions } from "./workspace.ts"

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
export const SOON = { timeout: 30_000, interval: 150 }

let launched: Promise<Browser> | undefined
/** What was opened in this test: it is emptied when the test ends. */
const used: Profile[] = []
/** What is empty: its caches have the app's scripts, which the next page need not fetch and compile again. */
const free: Profile[] = []
const faults: string[] = []

function browser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: chromiumPath({ headless: true }), args: QUIET })
  return launched
}

/** After each test: what it opened is closed and emptied, and no page of it threw an error. */
export async function cleanUp(): Promise<void> {
  await Promise.all(used.splice(0).map(emptied))
  expect(faults.splice(0), "errors that pages threw").toEqual([])
}

type Options = {
  size?: { width: number; height: number }
  touch?: boolean
  /** Whether the service worker comes, which fetches the whole app beside the test. */
  worker?: boolean
}

/** A context of its own for one person at a time, and the page in it that is used again: its scripts are compiled there already. */
type Profile = { context: BrowserContext; page: Page; url: string; options: Required<Options> }

/** A page in a context of its own, where nobody has signed in. It ends with the test. */
export function newPage(url: string, options: Options = {}): Promise<Page> {
  return pageWith(url, new Map(), options)
}

async function pageWith(url: string, session: Session, options: Options): Promise<Page> {
  const { page } = await profileOf(url, options)
  if (session.size > 0) await store(page, url, session)
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message))
  return page
}

async function profileOf(url: string, { size = DESKTOP, touch = false, worker = false }: Options): Promise<Profile> {
  const options = { size, touch, worker }
  const at = free.findIndex((profile) => isDeepStrictEqual([profile.url, profile.options], [url, options]))
  const profile = free.splice(at, at < 0 ? 0 : 1)[0] ?? (await newProfile(url, options))
  used.push(profile)
  return profile
}

async function newProfile(url: string, options: Required<Options>): Promise<Profile> {
  const context = await newContext(url, options)
  return { context, page: await context.newPage(), url, options }
}

async function newContext(url: string, { size, touch, worker }: Required<Options>): Promise<BrowserContext> {
  return (await browser()).newContext({
    baseURL: url,
    viewport: size,
    hasTouch: touch,
    isMobile: touch,
    // colours in transition are no colours to measure contrast by
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    serviceWorkers: worker ? "allow" : "block",
  })
}

/** Writes what a browser is to know before the app is opened in it. */
async function store(page: Page, url: string, session: Session): Promise<void> {
  if (page.url() !== `${url}/icon.svg`) await page.goto(`${url}/icon.svg`)
  await page.evaluate(
    (all) => {
      for (const [name, value] of all) localStorage.setItem(name, value)
    },
    [...session],
  )
}

/** Leaves the app and forgets what it knew, but for its caches. A worker does not end with its pages. */
async function emptied(profile: Profile): Promise<void> {
  const { context, page, url, options } = profile
  if (options.worker || page.isClosed()) return await context.close()
  await Promise.all(context.pages().map((open) => open !== page && open.close()))
  await Promise.all([context.unrouteAll({ behavior: "ignoreErrors" }), page.unrouteAll({ behavior: "ignoreErrors" })])
  await context.setOffline(false)
  // a form that was begun asks whether it may be left
  page.removeAllListeners()
  page.once("dialog", (dialog) => dialog.accept())
  await page.goto(`${url}/icon.svg`)
  page.removeAllListeners()
  const session = await context.newCDPSession(page)
  await session.send("Storage.clearDataForOrigin", { origin: url, storageTypes: "local_storage,indexeddb,cookies" })
  await session.send("Page.resetNavigationHistory")
  await session.detach()
  await page.evaluate("sessionStorage.clear()")
  await page.setViewportSize(options.size)
  await page.emulateMedia({ colorScheme: null })
  await page.mouse.move(options.size.width - 1, options.size.height - 1)
  free.push(profile)
}

type Signed = Pick<Person, "url" | "email" | "password">

/** A page of someone who has signed in, at the board or elsewhere. The form is for the tests of signing in. */
export async function signedIn(person: Signed, { at = "/board", ...options }: Options & { at?: string } = {}) {
  const page = await pageWith(person.url, await sessionOf(person), options)
  await page.goto(at)
  await page.waitForURL(`**${at.split("?")[0]}**`)
  return page
}

/** What the browser of someone who has signed in knows. */
async function sessionOf({ url, email, password }: Signed): Promise<Session> {
  const known = sessions.get(email)
  if (known !== undefined) return known
  const session: Session = new Map()
  await enter(url, email, password, session)
  sessions.set(email, session)
  return session
}

/** What needs no landmark around it: what hangs from a control belongs to that control. */
const NO_LANDMARK = "dialog, [role=dialog], [role=alertdialog], svg, [data-popper-positioner]"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Until colours that change have changed. */
const STILL = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => undefined)))
  .then(() => new Promise((painted) => requestAnimationFrame(painted)))`

type Looked = {
  /** Those rules alone. */
  rules?: string[]
  /** Selects what is not ours. */
  except?: string
}

/** Asserts that axe finds nothing on the page as it stands. */
export async function axe(page: Page, { rules = [], except }: Looked = {}): Promise<void> {
  const options = {
    resultTypes: ["violations"],
    checks: { region: { options: { regionMatcher: NO_LANDMARK } } },
    ...(rules.length > 0 && { runOnly: rules }),
  }
  await page.evaluate(STILL)
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(AXE)
  const on = except === undefined ? "document" : JSON.stringify({ exclude: [[except]] })
  const run = `axe.run(${on}, ${JSON.stringify(options)}).then(({ violations }) => violations)`
  const violations = await page.evaluate<AxeResults["violations"]>(run)
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}\n${node.failureSummary ?? ""}`),
  )
  expect(found, `axe on ${page.url()}`).toEqual([])
}

/** What a theme can change: its colours. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"]

/** The same in light and, as far as a theme can change it, in dark. */
export async function axeInBothThemes(page: Page, except?: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    await axe(page, { ...(colorScheme === "dark" && { rules: OF_COLOUR }), ...(except && { except }) })
  }
}
