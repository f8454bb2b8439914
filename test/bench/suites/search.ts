import { type Compared, compare, type Session } from "../compare.ts"
import { serialOf } from "../data/business.ts"
import { companyName, personName } from "../data/names.ts"
import { type Figure, figure, rounded } from "../figures.ts"
import { mean } from "../statistics.ts"
import type { Suite } from "./suite.ts"

const SIZES = ["1k", "10k", "100k"] as const
type Size = (typeof SIZES)[number]

/** What people type: the number on a deal, a company, a person, the first letters of a name. */
const TERMS: Record<string, (round: number) => string> = {
  serial: (round) => serialOf(1 + ((round * 37) % 1000)),
  company: (round) => companyName(1 + (round % 50)),
  person: (round) => personName(1 + (round % 100)),
  letters: (round) => companyName(1 + (round % 50)).slice(0, 3),
}

/** Results that a search box shows. */
const SHOWN = 10
const MOST_GROWTH = 1.5

export const search: Suite = {
  names: SIZES.map((size) => `search.${size}`),
  workspaces: (wants) => SIZES.filter((size) => wants(`search.${size}`)),
  needsStack: true,
  async run({ session, wants }) {
    const figures: Figure[] = []
    for (const size of SIZES) {
      if (wants(`search.${size}`)) figures.push(await measured(size, await session(size)))
    }
    const [smallest, largest] = ["search.1k", "search.100k"].map((name) => figures.find((one) => one.name === name))
    if (largest === undefined || smallest === undefined) return figures
    const growth = (largest.value ?? 0) / (smallest.value ?? 1)
    const judged = { ...largest, target: `≤ ${MOST_GROWTH}× search.1k`, ok: growth <= MOST_GROWTH }
    return figures.map((one) => (one === largest ? judged : one))
  },
}

/** The mean of what each kind of term takes. */
async function measured(size: Size, session: Session): Promise<Figure> {
  const all: Compared[] = []
  for (const term of Object.values(TERMS)) {
    const asked = (round: number) => {
      const query = new URLSearchParams({ term: term(round), limit: String(SHOWN) })
      return { method: "GET" as const, path: `/api/v2/itemSearch?${query}` }
    }
    all.push(await compare(session, { times: 50, warm: 15, asked }))
  }
  const ms = mean(all.map((one) => one.ms))
  const bare = mean(all.map((one) => one.ms / one.ratio))
  return figure(`search.${size}`, ms, "ms", {
    ratio: rounded(ms / bare),
    reads: rounded(mean(all.map((one) => one.units.read))),
    writes: rounded(mean(all.map((one) => one.units.write))),
  })
}
