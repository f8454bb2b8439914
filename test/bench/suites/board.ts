import { type Comparison, compare, comparedFigure } from "../compare.ts"
import { PIPELINE } from "../data/setup.ts"
import type { Suite } from "./suite.ts"

const PATH = `/api/v2/board/${PIPELINE}`

const MEASURES: Record<string, Comparison> = {
  "stage.page": {
    times: 200,
    warm: 40,
    asked: (round) => ({ method: "GET", path: `${PATH}/stages/${1 + (round % 5)}?limit=100` }),
  },
  "board.open.10k": { times: 100, warm: 20, asked: () => ({ method: "GET", path: `${PATH}?limit=40` }) },
}

export const board: Suite[] = Object.entries(MEASURES).map(([name, comparison]) => ({
  names: [name],
  needsStack: true,
  workspaces: () => ["board"],
  run: async ({ session }) => [comparedFigure(name, await compare(await session("board"), comparison))],
}))
