/** From a move in one browser to its sight in another, both on this machine and so by one clock. */
import type { Page } from "playwright-core"
import * as z from "zod"
import { PIPELINE, STAGES } from "../data/setup.ts"
import { figure, most } from "../figures.ts"
import { ask } from "../request.ts"
import type { Stack } from "../running.ts"
import { quantile } from "../statistics.ts"
import { openBoard, signedIn } from "./page.ts"
import type { Suite } from "./suite.ts"

const MOVES = 60
const WARM = 10
const MOST_MS = 300
const LIMIT_MS = 10_000

const Board = z.looseObject({
  columns: z.array(z.looseObject({ stage_id: z.int(), cards: z.array(z.looseObject({ id: z.int() })) })),
})

export const live: Suite = {
  names: ["live.latency"],
  needsStack: true,
  workspaces: () => ["board"],
  async run({ stack, session }) {
    const { token } = await session("board")
    const { columns } = Board.parse(
      (await ask(stack.url, token, { method: "GET", path: `/api/v2/board/${PIPELINE}?limit=40` })).data,
    )
    // the most urgent deal stays among the first cards of whatever stage it is moved to
    const [first] = columns[0]?.cards ?? []
    if (first === undefined) throw new Error("the board shows no deal to move")
    const browser = await signedIn(stack, "board")
    try {
      const [mine, theirs] = [await browser.newContext(), await browser.newContext()]
      const pages = { mover: await mine.newPage(), watcher: await theirs.newPage() }
      for (const page of Object.values(pages)) await Promise.all([listening(page), openBoard(page, stack)])
      const times = await moved(pages, stack, token, first.id)
      const latency = quantile(times.slice(WARM), 0.95)
      return [figure("live.latency", latency, "ms", most(MOST_MS, latency, "ms (p95)"))]
    } finally {
      await browser.close()
    }
  },
}

/** Resolves when the server has confirmed the page's subscription. */
async function listening(page: Page): Promise<void> {
  const socket = await page.waitForEvent("websocket")
  await socket.waitForEvent("framereceived", ({ payload }) => String(payload).includes("start_ack"))
}

type Pages = { mover: Page; watcher: Page }

async function moved({ mover, watcher }: Pages, stack: Stack, token: string, id: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < MOVES + WARM; i++) {
    const at = (i + 1) % STAGES.length
    await watcher.evaluate(watching(id, STAGES[at]?.name ?? ""))
    const began = Number(await mover.evaluate(moving(id, at + 1, token)))
    const seen = Number(await watcher.evaluate("globalThis.seen"))
    times.push(seen - began)
    await stack.settle()
  }
  return times
}

const NOW = "performance.timeOrigin + performance.now()"

function watching(id: number, stage: string): string {
  return `globalThis.seen = new Promise((resolve, reject) => {
    const look = () => {
      const column = document.querySelector('a[href="/deals/${id}"]')?.closest("[data-column]")
      if (column?.getAttribute("aria-label") !== ${JSON.stringify(stage)}) return
      observer.disconnect()
      resolve(${NOW})
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { subtree: true, childList: true })
    setTimeout(() => reject(new Error("the move was not seen")), ${LIMIT_MS})
  }), undefined`
}

function moving(id: number, stageId: number, token: string): string {
  const request = {
    method: "PATCH",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ stage_id: stageId }),
  }
  return `{
    const began = ${NOW}
    fetch("/api/v2/deals/${id}", ${JSON.stringify(request)}).then(() => began)
  }`
}
