/** How big each function's bundle is, and how long a fresh process takes to load it. */
import { execFileSync } from "node:child_process"
import { statSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as z from "zod"
import { FUNCTIONS } from "../../../infra/functions.ts"
import { build, REGION } from "../../../infra/local/build.ts"
import { loadAssembly } from "../../../infra/local/template.ts"
import { type Figure, figure, most } from "../figures.ts"
import { median } from "../statistics.ts"
import type { Suite } from "./suite.ts"

const MOST = { kB: 1024, ms: 250 }
const PROCESSES = 5

const Properties = z.looseObject({
  Code: z.looseObject({ S3Key: z.string() }),
  Environment: z.looseObject({ Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
})

type Bundle = { name: string; file: string; env: Record<string, string> }

export const bundles: Suite = {
  names: Object.keys(FUNCTIONS).flatMap((name) => [`bundle.${name}.size`, `bundle.${name}.import`]),
  needsStack: false,
  async run() {
    const { assemblyDir, stack } = await build("http://127.0.0.1:4000")
    return bundlesOf(assemblyDir, stack).flatMap(figuresOf)
  },
}

function bundlesOf(dir: string, stack: string): Bundle[] {
  const { template, asset } = loadAssembly(dir, stack)
  return Object.values(template.Resources).flatMap((resource) => {
    const given = Properties.safeParse(resource.Properties)
    if (resource.Type !== "AWS::Lambda::Function" || !given.success) return []
    const { Code, Environment } = given.data
    const name = Environment.Variables.POWERTOOLS_SERVICE_NAME
    return [{ name, file: join(asset(Code.S3Key), "index.mjs"), env: settled(Environment.Variables) }]
  })
}

/** The template's variables; what only a running stack knows is filled in. */
function settled(variables: Record<string, unknown>): Record<string, string> {
  const known = Object.entries(variables).map(([name, value]) => [name, typeof value === "string" ? value : "none"])
  return { ...Object.fromEntries(known), AWS_REGION: REGION, PATH: process.env["PATH"] ?? "" }
}

function figuresOf({ name, file, env }: Bundle): Figure[] {
  const size = statSync(file).size / 1024
  const ms = median(Array.from({ length: PROCESSES }, () => importTime(file, env)))
  return [
    figure(`bundle.${name}.size`, size, "kB", most(MOST.kB, size, "kB")),
    figure(`bundle.${name}.import`, ms, "ms", most(MOST.ms, ms, "ms")),
  ]
}

function importTime(file: string, env: Record<string, string>): number {
  const script = `const began = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - began); process.exit()`
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" }))
}
