/** The product and the raw engine in turn: A B A B, so that whatever else the machine does strikes both alike. */
import type { Figure } from "./figures.ts"
import { figure, rounded } from "./figures.ts"
import type { Recorded } from "./messages.ts"
import type { Raw } from "./raw.ts"
import { type Asked, ask, type Units } from "./request.ts"
import type { Stack } from "./running.ts"
import { mean, median } from "./statistics.ts"

export type Session = { stack: Stack; raw: Raw; token: string }

export type Comparison = {
  times: number
  /** Rounds before it counts: functions and engine have to warm up. */
  warm: number
  asked(round: number): Asked
  /** For requests that write: how the calls are rewritten to write to a twin of what the product writes. */
  twin?: (input: string) => string
}

export type Compared = { ms: number; ratio: number; units: Units }

export async function compare(session: Session, comparison: Comparison): Promise<Compared> {
  const { stack, raw, token } = session
  const { times, warm, asked, twin } = comparison
  const product: number[] = []
  const bare: number[] = []
  const units: Units[] = []
  for (let round = -warm; round < times; round++) {
    await stack.record()
    const request = asked(round + warm)
    const answer = await ask(stack.url, token, request)
    const replayed = await raw.replay(ownCalls(await stack.calls()), twin)
    if (twin !== undefined) await stack.settle()
    if (round < 0) continue
    needSame(request, answer.units, replayed.units)
    product.push(answer.ms)
    bare.push(replayed.ms)
    units.push(answer.units)
  }
  const [read, write, items] = (["read", "write", "items"] as const).map((name) => mean(units.map((one) => one[name])))
  return {
    ms: median(product),
    ratio: median(product) / median(bare),
    units: { read: read ?? 0, write: write ?? 0, items: items ?? 0 },
  }
}

/** The calls of the function that served the request, without those of whoever was woken by an earlier one. */
function ownCalls(calls: readonly Recorded[]): Recorded[] {
  return calls.filter(({ by }) => by.includes("HttpApi"))
}

function needSame({ method, path }: Asked, product: Units, bare: Units): void {
  const same = (["read", "write", "items"] as const).every((name) => Math.abs(product[name] - bare[name]) < 0.01)
  if (same) return
  const words = ({ read, write, items }: Units) => `read ${read}, write ${write}, items ${items}`
  throw new Error(`${method} ${path} cost ${words(product)}, but its calls made again ${words(bare)}`)
}

const MOST_RATIO = 2.5

export function comparedFigure(name: string, { ms, ratio, units }: Compared): Figure {
  return figure(name, ms, "ms", {
    ratio: rounded(ratio),
    reads: rounded(units.read),
    writes: rounded(units.write),
    target: `≤ ${MOST_RATIO}× raw`,
    ok: ratio <= MOST_RATIO,
  })
}
