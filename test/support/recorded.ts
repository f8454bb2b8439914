/** Answers of Pipedrive's that others recorded, when they lie beside the repository: the fields that an operation's answer has. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as z from "zod"

const FOLDER = join(import.meta.dirname, "../../../shared/reference/pipedrive/samples/minorco")
const VERBS: Record<string, string> = { "GET ": "list", "GET /{}": "get", "POST ": "create", "PATCH /{}": "update" }

const Recorded = z.object({ data: z.union([z.array(z.looseObject({})), z.looseObject({})]) })
type Fields = Record<string, unknown>

/** Names of fields that the recorded answer to an operation has, and ours has not. */
export function missingFrom(version: string, at: string, answer: unknown): string[] {
  const [method = "", path = ""] = at.split(" ")
  const [, noun = "", rest = ""] = path.split(/^\/([^/]+)/)
  const file = join(FOLDER, version, `${noun}-${VERBS[`${method} ${rest.replace(/\{\w+\}/, "{}")}`]}.json`)
  if (!existsSync(file)) return []
  const [theirs, ours] = [firstOf(JSON.parse(readFileSync(file, "utf8"))), firstOf(answer)]
  if (theirs === undefined || ours === undefined) return []
  return Object.keys(theirs).filter((name) => !(name in ours) && !/^[0-9a-f]{40}/.test(name))
}

function firstOf(answer: unknown): Fields | undefined {
  const { data } = Recorded.safeParse(answer).data ?? {}
  return Array.isArray(data) ? data[0] : data
}
