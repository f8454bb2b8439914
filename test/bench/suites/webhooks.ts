/** From a change that is asked for to the endpoint that hears of it, both on this machine. */
import { createServer } from "node:http"
import { type Figure, figure, most, rounded } from "../figures.ts"
import { ask, type Units } from "../request.ts"
import { mean, quantile } from "../statistics.ts"
import type { Suite } from "./suite.ts"

const CHANGES = 50
const WARM = 10
const MOST_MS = 1000
const LIMIT_MS = 10_000

/** An endpoint, and the time at which it was last posted to. */
async function listener() {
  let heard: (at: number) => void = () => undefined
  const server = createServer((request, response) => {
    heard(performance.now())
    request.resume().on("end", () => response.writeHead(200).end())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    next: () =>
      new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error("the webhook was not sent")), LIMIT_MS)
        heard = (at) => {
          clearTimeout(late)
          resolve(at)
        }
      }),
    close: () => server.close(),
  }
}

export const webhooks: Suite = {
  names: ["api.webhook.p50", "api.webhook.p95"],
  needsStack: true,
  workspaces: () => ["board"],
  async run({ stack, session }): Promise<Figure[]> {
    const { token } = await session("board")
    const { url, next, close } = await listener()
    const body = { subscription_url: url, event_action: "change", event_object: "deal", name: "Measured" }
    const { data } = await ask(stack.url, token, { method: "POST", path: "/v1/webhooks", body })
    const times: number[] = []
    const units: Units[] = []
    try {
      for (let round = 0; round < CHANGES + WARM; round++) {
        const heard = next()
        const began = performance.now()
        const change = { method: "PATCH", path: "/api/v2/deals/9", body: { value: 1000 + round } } as const
        units.push((await ask(stack.url, token, change)).units)
        times.push((await heard) - began)
        await stack.settle()
      }
    } finally {
      close()
      const { id } = data as { id: number }
      // the bench only reads and writes; deleting is asked for here alone
      await fetch(`${stack.url}/v1/webhooks/${id}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${token}` },
      })
    }
    const counted = times.slice(WARM)
    const cost = {
      reads: rounded(mean(units.map((one) => one.read))),
      writes: rounded(mean(units.map((one) => one.write))),
    }
    const [half, nearlyAll] = [quantile(counted, 0.5), quantile(counted, 0.95)]
    return [
      figure("api.webhook.p50", half, "ms", cost),
      figure("api.webhook.p95", nearlyAll, "ms", { ...cost, ...most(MOST_MS, nearlyAll, "ms") }),
    ]
  },
}
