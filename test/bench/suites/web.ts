import { gzipSync } from "node:zlib"
import type { Page, Request } from "playwright-core"
import { type Figure, figure, most } from "../figures.ts"
import type { Stack } from "../running.ts"
import { median } from "../statistics.ts"
import { openBoard, type SignedIn, signedIn } from "./page.ts"
import type { Suite } from "./suite.ts"

const VISITS = 5
const MOST = { kB: 160, ms: 1500 }

type Visits = { cold: number; warm: number; requests: number; scriptKb: number; heapMb: number }

export const web: Suite = {
  names: ["js", "requests", "cold", "warm", "heap"].map((name) => `web.board.${name}`),
  needsStack: true,
  workspaces: () => ["board"],
  async run({ stack, session }) {
    await session("board")
    const browser = await signedIn(stack)
    try {
      const visits: Visits[] = []
      for (let i = 0; i < VISITS; i++) visits.push(await visited(browser, stack))
      return figuresOf(visits)
    } finally {
      await browser.close()
    }
  },
}

function figuresOf(visits: readonly Visits[]): Figure[] {
  const typical = (name: keyof Visits) => median(visits.map((visit) => visit[name]))
  const [js, cold] = [typical("scriptKb"), typical("cold")]
  return [
    figure("web.board.js", js, "kB", most(MOST.kB, js, "kB")),
    figure("web.board.requests", typical("requests"), "requests"),
    figure("web.board.cold", cold, "ms", most(MOST.ms, cold, "ms")),
    figure("web.board.warm", typical("warm"), "ms"),
    figure("web.board.heap", typical("heapMb"), "MB"),
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
    await page.waitForLoadState("networkidle")
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
