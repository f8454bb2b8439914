import { keys } from "../../../functions/data/patterns.ts"
import { type Compared, compare, comparedFigure, type Session } from "../compare.ts"
import { dealOf } from "../data/business.ts"
import { STAGES } from "../data/setup.ts"
import { toTwin, WORKSPACES } from "../workspaces.ts"
import type { Suite } from "./suite.ts"

const { id: W, deals: DEALS, standing } = WORKSPACES.board
const READS = { times: 300, warm: 60 }
const WRITES = { times: 100, warm: 30 }
/** The deals that are moved are not those that the board shows first. */
const FIRST_MOVED = 5000

const twin = toTwin(W)
/** What a request learns of its actor. */
const ACTOR = [keys.setupOf(W, "user", 1), keys.setupVersion(W)]

function get(session: Session): Promise<Compared> {
  return compare(session, {
    ...READS,
    asked: (round) => ({ method: "GET", path: `/api/v2/deals/${1 + ((round * 37) % DEALS)}` }),
  })
}

async function create(session: Session): Promise<Compared> {
  await session.raw.copy(session.stack.table, [keys.counter(W, "deal"), ...ACTOR], twin)
  return compare(session, {
    ...WRITES,
    twin,
    asked: (round) => ({
      method: "POST",
      path: "/api/v2/deals",
      body: { title: `Measured deal ${round}`, value: 1200 + round, stage_id: 1 + (round % STAGES.length) },
    }),
  })
}

async function move(session: Session): Promise<Compared> {
  const ids = Array.from({ length: WRITES.times + WRITES.warm }, (_, i) => FIRST_MOVED + i * 3)
  const stages = ids.map((id) => dealOf(id, DEALS, standing, Date.now()).stageId)
  await session.raw.copy(session.stack.table, [...ids.map((id) => keys.record(W, "deal", id)), ...ACTOR], twin)
  return compare(session, {
    ...WRITES,
    twin,
    asked: (round) => ({
      method: "PATCH",
      path: `/api/v2/deals/${ids[round]}`,
      body: { stage_id: ((stages[round] ?? 1) % STAGES.length) + 1 },
    }),
  })
}

export const deals: Suite[] = Object.entries({ get, create, move }).map(([name, measure]) => ({
  names: [`deal.${name}`],
  needsStack: true,
  workspaces: () => ["board"],
  run: async ({ session }) => [comparedFigure(`deal.${name}`, await measure(await session("board")))],
}))
