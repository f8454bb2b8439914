import { compare, type Session } from "../compare.ts"
import { type Figure, figure, rounded } from "../figures.ts"
import type { Suite } from "./suite.ts"

const SIZES = ["1k", "10k", "100k"] as const

/** Won value by month and owner. */
const REPORT = {
  of: "deal",
  measure: { by: "sum", field: "value" },
  view_by: { field: "won_time", interval: "month" },
  segment_by: { field: "owner_id" },
  filters: [{ field: "status", operator: "=", value: "won" }],
}

const MOST = { ms: 300, items: 500 }

export const reports: Suite[] = SIZES.map((size) => ({
  names: [`report.${size}`],
  needsStack: true,
  workspaces: () => [size],
  run: async ({ session }) => [await measured(size, await session(size))],
}))

async function measured(size: (typeof SIZES)[number], session: Session): Promise<Figure> {
  const { ms, ratio, units } = await compare(session, {
    times: 40,
    warm: 15,
    asked: () => ({ method: "POST", path: "/api/v2/reports/run", body: REPORT }),
  })
  const isMet = ms <= MOST.ms && units.items <= MOST.items
  return figure(`report.${size}`, ms, "ms", {
    ratio: rounded(ratio),
    reads: rounded(units.read),
    writes: rounded(units.write),
    ...(size === "100k" && { target: `≤ ${MOST.ms} ms, ≤ ${MOST.items} items read`, ok: isMet }),
  })
}
