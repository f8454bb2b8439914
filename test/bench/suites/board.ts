import { type Comparison, compare, comparedFigure } from "../compare.ts"
import { PIPELINE } from "../data/setup.ts"
import type { Suite } from "./suite.ts"

const PATH = `/api/v2/board/${PIPELINE}`

const VIEW = "/api/v2/deals/view"
const FILTER = `filter=${encodeURIComponent(
  JSON.stringify({
    all: [
      { field: "owner_id", operator: "=", value: "me" },
      { field: "value", operator: ">", value: 100 },
    ],
  }),
)}`

const MEASURES: Record<string, Comparison> = {
  "stage.page": {
    times: 200,
    warm: 40,
    asked: (round) => ({ method: "GET", path: `${PATH}/stages/${1 + (round % 5)}?limit=100` }),
  },
  "board.open.10k": { times: 100, warm: 20, asked: () => ({ method: "GET", path: `${PATH}?limit=40` }) },
  "board.filtered.10k": { times: 60, warm: 15, asked: () => ({ method: "GET", path: `${PATH}?limit=40&${FILTER}` }) },
  "view.page.10k": { times: 60, warm: 15, asked: () => ({ method: "GET", path: `${VIEW}?limit=100&sort_by=value` }) },
  "view.by-title.10k": {
    times: 60,
    warm: 15,
    asked: () => ({ method: "GET", path: `${VIEW}?limit=100&sort_by=title` }),
  },
  "view.totals.10k": { times: 60, warm: 15, asked: () => ({ method: "GET", path: `${VIEW}/totals?${FILTER}` }) },
}

export const board: Suite[] = Object.entries(MEASURES).map(([name, comparison]) => ({
  names: [name],
  needsStack: true,
  workspaces: () => ["board"],
  run: async ({ session }) => [comparedFigure(name, await compare(await session("board"), comparison))],
}))
