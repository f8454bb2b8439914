import { gzipSync } from "node:zlib"
import type { Page, Request } from "playwright-core"
import { type Figure, figure, most } from "../figures.ts"
import type { Stack } from "../running.ts"
import { median } from "../statistics.ts"
import { openBoard, type SignedIn, signedIn } from "./page.ts"
import type { Suite } from "./suite.ts"

const VISITS = 5
const MOST = { kB: 160, cold: 1500, warm: 600, heap: 60 }

type Visits = { cold: number; warm: number; requests: number; scriptKb: number; heapMb: number }

/** The scripts are the same whatever the data is. */
const namesOf = (workspace: "board" | "demo") =>
  [...(workspace === "board" ? ["js", "requests"] : []), "cold", "warm", "heap"].map(
    (name) => `web.${workspace}.${name}`,
  )

const suite = (workspace: "board" | "demo"): Suite => ({
  names: namesOf(workspace),
  needsStack: true,
  workspaces: () => [workspace],
  async run({ stack, session }) {
    await session(workspace)
    const browser = await signedIn(stack, workspace)
    try {
      const visits: Visits[] = []
      for (let i = 0; i < VISITS; i++) visits.push(await visited(browser, stack))
      return figuresOf(workspace, visits).filter(({ name }) => namesOf(workspace).includes(name))
    } finally {
      await browser.close()
    }
  },
})

/** With 10,000 open deals, and with demo data. */
export const web: readonly Suite[] = [suite("board"), suite("demo")]

function figuresOf(workspace: string, visits: readonly Visits[]): Figure[] {
  const typical = (name: keyof Visits) => median(visits.map((visit) => visit[name]))
  const [js, cold, warm, heap] = [typical("scriptKb"), typical("cold"), typical("warm"), typical("heapMb")]
  return [
    figure(`web.${workspace}.js`, js, "kB", most(MOST.kB, js, "kB")),
    figure(`web.${workspace}.requests`, typical("requests"), "requests"),
    figure(`web.${workspace}.cold`, cold, "ms", most(MOST.cold, cold, "ms")),
    figure(`web.${workspace}.warm`, warm, "ms", most(MOST.warm, warm, "ms")),
    figure(`web.${workspace}.heap`, heap, "MB", most(MOST.heap, heap, "MB")),
  ]
}

/** A first visit and a second one in the same browser. */
async function visited(browser: SignedIn, stack: Stack): Promise<Visits> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const requests: Request[] = []
    page.on("request", (request) => requests.push(request))
    const cold = await openBoard(page, stack)
    // what is loaded at rest, for what may be opened later, is not the board's
    await page.getByText("Live", { exact: true }).first().waitFor({ state: "attached" })
    const first = requests.splice(0)
    const scriptKb = await scriptSize(first)
    const warm = await openBoard(page, stack)
    await page.waitForLoadState("networkidle")
    return { cold, warm, requests: first.length, scriptKb, heapMb: await heapSize(page) }
  } finally {
    await context.close()
  }
}

/** Kilobytes of all scripts, gzipped, whatever else the browser had agreed on with the server. */
async function scriptSize(requests: readonly Request[]): Promise<number> {
  let bytes = 0
  for (const request of requests) {
    if (request.resourceType() !== "script") continue
    const response = await request.response()
    if (response !== null) bytes += gzipSync(await response.body()).length
  }
  return bytes / 1024
}

/** Megabytes in use when the garbage is gone. */
async function heapSize(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send("HeapProfiler.collectGarbage")
  const { usedSize } = await session.send("Runtime.getHeapUsage")
  return usedSize / 1024 / 1024
}
