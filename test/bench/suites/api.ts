/** The API as other programs use it: long lists, filters, search, records with many fields of their own, webhooks, and many at once. */
import { keys } from "../../../functions/data/patterns.ts"
import { type Compared, type Comparison, compare, comparedFigure, type Session } from "../compare.ts"
import { companyName } from "../data/names.ts"
import { type Figure, figure, rounded } from "../figures.ts"
import { ask } from "../request.ts"
import { toTwin, WORKSPACES } from "../workspaces.ts"
import type { Suite } from "./suite.ts"

const FILTER = encodeURIComponent(
  JSON.stringify({
    all: [
      { field: "status", operator: "=", value: "open" },
      { field: "value", operator: ">", value: 1000 },
      { field: "owner_id", operator: "=", value: "me" },
    ],
  }),
)
const filtered: Comparison = {
  times: 60,
  warm: 15,
  asked: () => ({ method: "GET", path: `/api/v2/deals/view?limit=100&filter=${FILTER}` }),
}

const READS = {
  "api.list.500": ["board", { times: 60, warm: 15, asked: () => ({ method: "GET", path: "/api/v2/deals?limit=500" }) }],
  "api.filter.10k": ["10k", filtered],
  "api.filter.100k": ["100k", { ...filtered, times: 30 }],
  "api.search.100k": [
    "100k",
    {
      times: 60,
      warm: 15,
      asked: (round) => ({ method: "GET", path: `/api/v2/itemSearch?limit=100&term=${companyName(1 + (round % 50))}` }),
    },
  ],
} as const satisfies Record<string, [keyof typeof WORKSPACES, Comparison]>

const reads: Suite[] = Object.entries(READS).map(([name, [workspace, comparison]]) => ({
  names: [name],
  needsStack: true,
  workspaces: () => [workspace],
  run: async ({ session }) => [comparedFigure(name, await compare(await session(workspace), comparison))],
}))

const W = WORKSPACES.board.id
const TYPES = { varchar: "Pumps and valves", double: 12.5, date: "2026-05-01", text: "Asked for by phone" }

/** Twenty fields of the workspace's own, and a value for each. */
async function ownFields({ stack, token }: Session): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (let made = 0; made < 5; made++) {
    for (const [field_type, value] of Object.entries(TYPES)) {
      const body = { field_name: `${field_type} ${made}`, field_type }
      const { data } = await ask(stack.url, token, { method: "POST", path: "/api/v2/dealFields", body })
      values[(data as { field_code: string }).field_code] = value
    }
  }
  return values
}

async function create(session: Session): Promise<Compared> {
  const custom_fields = await ownFields(session)
  const twin = toTwin(W)
  const actor = [keys.setupOf(W, "user", 1), keys.setupVersion(W)]
  await session.raw.copy(session.stack.table, [keys.counter(W, "deal"), ...actor], twin)
  return compare(session, {
    times: 60,
    warm: 20,
    twin,
    asked: (round) => ({ method: "POST", path: "/api/v2/deals", body: { title: `Deal ${round}`, custom_fields } }),
  })
}

const creates: Suite = {
  names: ["api.create.20-fields"],
  needsStack: true,
  workspaces: () => ["board"],
  run: async ({ session }) => [comparedFigure("api.create.20-fields", await create(await session("board")))],
}

const CLIENTS = 8
const EACH = 100

/**
 * Requests a second of some clients at once, each with its next when it is answered. There is no target: on one machine the endpoint,
 * the functions and the clients share the cores that the raw engine has for itself.
 */
async function throughput({ stack, raw, token }: Session): Promise<Figure> {
  const path = "/api/v2/deals/7"
  const at = (ask: () => Promise<unknown>) => async () => {
    const began = performance.now()
    const client = async () => {
      for (let i = 0; i < EACH; i++) await ask()
    }
    await Promise.all(Array.from({ length: CLIENTS }, client))
    return (CLIENTS * EACH * 1000) / (performance.now() - began)
  }
  const product = at(() => ask(stack.url, token, { method: "GET", path }))
  await product()
  await stack.record()
  const { units } = await ask(stack.url, token, { method: "GET", path })
  const calls = (await stack.calls()).filter(({ by }) => by.includes("HttpApi"))
  const bare = at(() => raw.replay(calls))
  await bare()
  const [ours, theirs] = [await product(), await bare()]
  return figure("api.throughput", ours, "requests/s", {
    ratio: rounded(theirs / ours),
    reads: rounded(units.read),
    writes: rounded(units.write),
  })
}

const many: Suite = {
  names: ["api.throughput"],
  needsStack: true,
  workspaces: () => ["board"],
  run: async ({ session }) => [await throughput(await session("board"))],
}

export const api: Suite[] = [...reads, creates, many]
