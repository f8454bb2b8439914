/** Writes `docs/api-compatibility.md`: every operation of Pipedrive's two specifications, and whether it works here. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as z from "zod"
import { everyRoute } from "../../shared/api/table.ts"
import { DIFFERS, FAMILIES, NOT_OFFERED } from "./notes.ts"

const OPERATIONS = join(import.meta.dirname, "../../../shared/reference/pipedrive/operations.json")
const FILE = join(import.meta.dirname, "../../docs/api-compatibility.md")

const Operation = z.looseObject({ method: z.string(), path: z.string(), tag: z.string() })
const Operations = z.object({ v1: z.array(Operation), v2: z.array(Operation) })

type Row = { at: string; tag: string; works: "works" | "differs" | "no"; note: string }

const plain = (at: string) => at.replace(/\{[^}]+\}/g, "{}").replace(/\/$/, "")
/** What is no operation of the API but a page of the app. */
const PAGES = ["GET /oauth/authorize"]
const offered = new Set([
  ...PAGES,
  ...everyRoute()
    .filter(({ domain }) => domain !== "v1NotOffered")
    .map(({ route }) => plain(`${route.method} ${route.path}`)),
])

function rowOf(prefix: string, { method, path, tag }: z.infer<typeof Operation>): Row {
  const at = `${method} ${path.startsWith("/oauth/") ? "" : prefix}${path}`
  const differs = DIFFERS[at]
  if (offered.has(plain(at)))
    return { at, tag, works: differs === undefined ? "works" : "differs", note: differs ?? "" }
  return { at, tag, works: "no", note: NOT_OFFERED[at] ?? FAMILIES[tag] ?? "not built yet" }
}

const WORDS = { works: "works", differs: "works differently", no: "not offered" } as const

export function compatibility(): string {
  const { v1, v2 } = Operations.parse(JSON.parse(readFileSync(OPERATIONS, "utf8")))
  const tables = [
    ["Version 2", v2.map((one) => rowOf("/api/v2", one))],
    ["Version 1", v1.map((one) => rowOf("/v1", one))],
  ] as const
  const known = new Set(tables.flatMap(([, rows]) => rows.map(({ at }) => at)))
  const strays = [...Object.keys(DIFFERS), ...Object.keys(NOT_OFFERED)].filter((at) => !known.has(at))
  if (strays.length > 0) throw new Error(`These notes are of no operation: ${strays.join(", ")}`)
  return [
    "# Compatibility with Pipedrive's API",
    "",
    "Every operation of Pipedrive's public specifications, and whether it works here. Made from the route table by",
    "`npm run compatibility`; do not edit. Halyard is compatible with Pipedrive and not affiliated with it. Besides, v1's lists,",
    "searches and changes of deals, persons, organizations, activities, products, pipelines and stages, which left the",
    "specification, work for the clients that still call them.",
    ...tables.flatMap(([title, rows]) => [
      "",
      `## ${title}`,
      "",
      `${rows.filter(({ works }) => works !== "no").length} of ${rows.length} work.`,
      "",
      "| Operation | | |",
      "|---|---|---|",
      ...rows.map(({ at, works, note }) => `| \`${at}\` | ${WORDS[works]} | ${note} |`),
    ]),
    "",
  ].join("\n")
}

if (process.argv[1] === import.meta.filename) {
  if (!existsSync(OPERATIONS)) throw new Error(`The specifications are not beside the repository (${OPERATIONS})`)
  writeFileSync(FILE, compatibility())
}
