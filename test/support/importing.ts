/** An import as the app does it: upload, read, map, start. */
import type { ImportAnswer, ImportBrief } from "../../shared/api/imports.ts"
import type { ImportStatus } from "../../shared/import.ts"
import type { Mapping } from "../../shared/mapping.ts"
import type { Person } from "./workspace.ts"

const PATIENCE_MS = 240_000
const POLL_MS = 300

type Begun = ImportBrief & { upload: { url: string; method: string; headers: Record<string, string> } }

export const at = (id: string) => `/api/v2/imports/${id}`

/** Waits until an import has one of some statuses. */
export async function until(person: Person, id: string, ...statuses: ImportStatus[]): Promise<ImportAnswer> {
  const limit = Date.now() + PATIENCE_MS
  for (;;) {
    const job = await person.get<ImportAnswer>(at(id))
    if (statuses.includes(job.status)) return job
    if (Date.now() > limit) throw new Error(`The import is still ${job.status} ${job.error ?? ""}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

export async function begin(person: Person, content: string | Uint8Array, fileName = "deals.csv"): Promise<Begun> {
  const body = typeof content === "string" ? new TextEncoder().encode(content) : content
  const begun = await person.post<Begun>("/api/v2/imports", { file_name: fileName, size: body.length })
  const { url, method, headers } = begun.upload
  const put = await fetch(url, { method, headers, body: Buffer.from(body) })
  if (!put.ok) throw new Error(`The upload answered ${put.status}: ${await put.text()}`)
  return begun
}

/** Uploads and reads a file. */
export async function read(person: Person, content: string | Uint8Array, fileName?: string): Promise<ImportAnswer> {
  const { id } = await begin(person, content, fileName)
  await person.post(`${at(id)}/read`, {})
  return until(person, id, "mapping", "failed")
}

/** Sets the mapping (the suggested one, with changes) and waits until it has been tried. */
export async function map(person: Person, job: ImportAnswer, changes: Partial<Mapping> = {}): Promise<ImportAnswer> {
  const answer = await person.call("PUT", `${at(job.id)}/mapping`, { ...job.mapping, ...changes })
  if (answer.status !== 202) throw new Error(`The mapping answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return until(person, job.id, "ready", "failed")
}

/** The whole way of a file that is taken as it is suggested. */
export async function importFile(
  person: Person,
  content: string | Uint8Array,
  changes: Partial<Mapping> = {},
): Promise<ImportAnswer> {
  const job = await map(person, await read(person, content), changes)
  await person.post(`${at(job.id)}/start`, {})
  return until(person, job.id, "done", "failed")
}

/** Every record of a list, page by page. */
export async function all<T>(person: Person, path: string): Promise<T[]> {
  const found: T[] = []
  let cursor: string | null | undefined
  do {
    const sign = path.includes("?") ? "&" : "?"
    const page = `${path}${sign}limit=500${cursor ? `&cursor=${cursor}` : ""}`
    const { body } = await person.call<T[]>("GET", page)
    found.push(...body.data)
    cursor = body.additional_data?.next_cursor
  } while (cursor)
  return found
}

/** A file of deals: agents, accounts and stages in turn, every tenth without an account. */
export function someDeals(count: number): { csv: string; rows: SomeDeal[] } {
  const rows = Array.from({ length: count }, (_, at): SomeDeal => {
    const stage = (["Won", "Lost", "Engaging", "Prospecting"] as const)[at % 4] ?? "Won"
    const ended = stage === "Won" || stage === "Lost"
    return {
      code: `OP-${at}`,
      agent: `Agent ${at % 7}`,
      product: `Product ${at % 5}`,
      account: at % 10 === 9 ? "" : `Account ${at % 23}`,
      stage,
      engaged: `2025-0${1 + (at % 9)}-1${at % 10}`,
      closed: ended ? `2025-1${at % 3}-0${1 + (at % 9)}` : "",
      value: ended ? String((at * 37) % 5000) : "",
    }
  })
  const header = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"
  return { csv: [header, ...rows.map((row) => Object.values(row).join(",")), ""].join("\n"), rows }
}

export type SomeDeal = {
  code: string
  agent: string
  product: string
  account: string
  stage: "Won" | "Lost" | "Engaging" | "Prospecting"
  engaged: string
  closed: string
  value: string
}
