/** An import as the app does it, and the items it wrote once more, in batches and by the bare SDK. */
import { setTimeout as delay } from "node:timers/promises"
import * as z from "zod"
import type { Session } from "../compare.ts"
import { companyName, personName } from "../data/names.ts"
import { OWNERS, STAGES } from "../data/setup.ts"
import { figure, rounded } from "../figures.ts"
import type { Recorded } from "../messages.ts"
import { type Asked, ask } from "../request.ts"
import { toTwin, WORKSPACES } from "../workspaces.ts"
import type { Suite } from "./suite.ts"

const ROWS = 8000
const LEAST_RATIO = 0.4
/** Requests that the raw engine is asked at a time, as many as the import itself sends. */
const WIDTH = 16
const POLL_MS = 50

const Begun = z.looseObject({
  id: z.string(),
  upload: z.object({ url: z.string(), method: z.string(), headers: z.record(z.string(), z.string()) }),
})
const Job = z.looseObject({
  status: z.string(),
  error: z.string().nullable(),
  mapping: z.unknown(),
  counts: z.looseObject({ deals: z.looseObject({ added: z.int() }) }).nullable(),
})

export const imports: Suite[] = [
  {
    names: ["import.rows"],
    needsStack: true,
    workspaces: () => ["empty"],
    async run({ session }) {
      const here = await session("empty")
      const id = await mapped(here)
      await here.stack.settle()
      await here.stack.record()
      const seconds = await started(here, id)
      const batches = (await here.stack.calls()).filter(isBatch)
      await here.stack.settle()
      const raw = await rewritten(here, batches)
      const ratio = raw.seconds / seconds
      const cost = { ratio: rounded(ratio), writes: rounded(raw.units / ROWS) }
      const judged = { target: `≥ ${LEAST_RATIO}× raw`, ok: ratio >= LEAST_RATIO }
      return [figure("import.rows", ROWS / seconds, "rows/s", { ...cost, ...judged })]
    },
  },
]

async function call<T extends z.ZodType>({ stack, token }: Session, shape: T, asked: Asked): Promise<z.infer<T>> {
  return shape.parse((await ask(stack.url, token, asked)).data)
}

const at = (id: string) => `/api/v2/imports/${id}` as const

/** Uploads a file and has it read and mapped as it is suggested; answers the import that is ready to start. */
async function mapped(session: Session): Promise<string> {
  const file = Buffer.from(csv())
  const body = { file_name: "deals.csv", size: file.length }
  const { id, upload } = await call(session, Begun, { method: "POST", path: "/api/v2/imports", body })
  const put = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: file })
  if (!put.ok) throw new Error(`The upload answered ${put.status}`)
  await call(session, z.unknown(), { method: "POST", path: `${at(id)}/read`, body: {} })
  const { mapping } = await until(session, id, "mapping")
  await call(session, z.unknown(), { method: "PUT", path: `${at(id)}/mapping`, body: mapping })
  await until(session, id, "ready")
  return id
}

async function started(session: Session, id: string): Promise<number> {
  const began = performance.now()
  await call(session, z.unknown(), { method: "POST", path: `${at(id)}/start`, body: {} })
  const { counts } = await until(session, id, "done")
  const seconds = (performance.now() - began) / 1000
  if (counts?.deals.added !== ROWS) throw new Error(`The import added ${counts?.deals.added} of ${ROWS} deals`)
  return seconds
}

async function until(session: Session, id: string, status: string): Promise<z.infer<typeof Job>> {
  for (;;) {
    const job = await call(session, Job, { method: "GET", path: at(id) })
    if (job.status === status) return job
    if (job.status === "failed") throw new Error(`The import failed: ${job.error}`)
    await delay(POLL_MS)
  }
}

function isBatch({ operation, by }: Recorded): boolean {
  return operation === "BatchWriteItem" && by.includes("Importer")
}

async function rewritten({ raw }: Session, batches: Recorded[]): Promise<{ seconds: number; units: number }> {
  const rewrite = toTwin(WORKSPACES.empty.id)
  const left = [...batches]
  let units = 0
  const began = performance.now()
  const lane = async () => {
    for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
      const { units: cost } = await raw.replay([batch], rewrite)
      units += cost.write
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, lane))
  return { seconds: (performance.now() - began) / 1000, units }
}

function csv(): string {
  const line = (_: unknown, i: number) => {
    const isWon = i % 3 === 0
    return [
      `Imported deal ${i}`,
      companyName(1 + (i % 400)),
      personName(1 + (i % 800)),
      100 + (i % 5000),
      `Seller ${1 + (i % OWNERS)}`,
      STAGES[i % STAGES.length]?.name ?? "",
      isWon ? "Won" : "Open",
      `2026-0${1 + (i % 9)}-1${i % 10}`,
      isWon ? `2026-1${i % 2}-0${1 + (i % 9)}` : "",
    ].join()
  }
  const header = "Title,Organization,Person,Value,Owner,Stage,Status,Deal created,Won time"
  return [header, ...Array.from({ length: ROWS }, line)].join("\n")
}
