/** Pipedrive's published specifications, when they lie beside the repository: what an operation's answer must be. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Ajv } from "ajv"
import { parse } from "yaml"

const FOLDER = join(import.meta.dirname, "../../../shared/reference/pipedrive")

export const isSpecified = existsSync(join(FOLDER, "openapi-v2.yaml"))

type Json = Record<string, unknown>
type Operation = { responses: Record<string, { content?: Record<string, { schema?: Json }> }> }
type Document = { paths: Record<string, Record<string, Operation>> }

/** Says what is wrong with an answer to `GET /deals/{id}` of one version; undefined for one that has no schema. */
export function specification(version: "v1" | "v2"): (at: string, answer: unknown) => string[] | undefined {
  const document = parse(readFileSync(join(FOLDER, `openapi-${version}.yaml`), "utf8"), {
    maxAliasCount: -1,
  }) as Document
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema(withNulls(document) as Json, "document")
  return (at, answer) => {
    const [method = "", path = ""] = at.split(" ")
    const operation = document.paths[path]?.[method.toLowerCase()]
    const status = Object.keys(operation?.responses ?? {}).find((one) => /^2/.test(one))
    const content = status === undefined ? undefined : operation?.responses[status]?.content
    if (content?.["application/json"]?.schema === undefined) return undefined
    const pointer = ["paths", path, method.toLowerCase(), "responses", status, "content", "application/json", "schema"]
    const validate = ajv.compile({
      $ref: `document#/${pointer.map((part) => encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`,
    })
    if (validate(answer)) return []
    return (validate.errors ?? [])
      .filter(({ keyword, params: { type } }) => keyword !== "anyOf" && type !== "null")
      .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
  }
}

/** Null may stand for every value: the specification's own examples have it where their schemas do not say `nullable`. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls)
  if (typeof value !== "object" || value === null) return value
  const { example: _, examples: _all, nullable: _null, ...rest } = value as Json
  const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, withNulls(one)]))
  const isSchema = typeof inner.type === "string" || Array.isArray(inner.enum)
  return isSchema ? { anyOf: [{ type: "null" }, inner] } : inner
}
