/** `npm run bench`: what requests, pages and bundles cost, in time and request units, and against the raw engine in the same run. */
import { parseArgs } from "node:util"
import { provide } from "../../infra/local/prerequisites.ts"
import { StartError } from "../../infra/local/start-error.ts"
import type { Session } from "./compare.ts"
import { type Figure, tableOf, unmeasured } from "./figures.ts"
import { rawEngine } from "./raw.ts"
import { type Stack, startStack } from "./running.ts"
import { api } from "./suites/api.ts"
import { board } from "./suites/board.ts"
import { bundles } from "./suites/bundles.ts"
import { deals } from "./suites/deals.ts"
import { feel } from "./suites/feel.ts"
import { imports } from "./suites/imports.ts"
import { live } from "./suites/live.ts"
import { reports } from "./suites/reports.ts"
import { routes } from "./suites/routes.ts"
import { search } from "./suites/search.ts"
import type { Bench, Suite } from "./suites/suite.ts"
import { web } from "./suites/web.ts"
import { webhooks } from "./suites/webhooks.ts"
import { enter, type Filled, WORKSPACES, type WorkspaceName } from "./workspaces.ts"

const SUITES: readonly Suite[] = [
  ...deals,
  ...board,
  search,
  ...reports,
  ...api,
  webhooks,
  live,
  ...web,
  ...feel,
  routes,
  ...imports,
  bundles,
]

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const { json, wants } = options()
  provide({ chromium: true })
  const wanted = SUITES.filter(({ names }) => names.some(wants))
  const figures: Figure[] = []
  const measure = async ({ names }: Suite, run: () => Promise<Figure[]>) => {
    const own = names.filter(wants)
    say(`Measuring ${own.length > 6 ? `${own.slice(0, 2).join(", ")} and ${own.length - 2} more` : own.join(", ")} …`)
    const measured = await run().catch((error: unknown) => failed(own, error))
    figures.push(...measured.filter(({ name }) => wants(name)))
  }
  for (const suite of wanted) if (!suite.needsStack) await measure(suite, suite.run)
  const stacked = wanted.filter((suite) => suite.needsStack)
  if (stacked.length > 0) {
    const stack = await filledStack([
      ...new Set(stacked.flatMap((suite) => suite.workspaces(wants)).filter((name) => name !== "demo")),
    ])
    stopOnSignals(stack)
    try {
      const bench = benchOf(stack, wants)
      for (const suite of stacked) await measure(suite, () => suite.run(bench))
    } finally {
      await stack.stop()
    }
  }
  process.stdout.write(`${json ? JSON.stringify(figures) : tableOf(figures)}\n`)
  process.exit(figures.some(({ value }) => value === null) ? 1 : 0)
}

function options(): { json: boolean; wants(name: string): boolean } {
  const { values } = parseArgs({
    options: { json: { type: "boolean", default: false }, only: { type: "string", default: "" } },
  })
  const only = values.only.split(",").filter((name) => name !== "")
  const covers = (given: string, name: string) => name === given || name.startsWith(`${given}.`)
  const all = SUITES.flatMap(({ names }) => names)
  const unknown = only.filter((given) => !all.some((name) => covers(given, name)))
  if (unknown.length > 0)
    throw new StartError(`--only: there is no figure ${unknown.join(", ")}. There are:\n${all.join("\n")}`)
  return { json: values.json, wants: (name) => only.length === 0 || only.some((given) => covers(given, name)) }
}

function failed(names: readonly string[], error: unknown): Figure[] {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return names.map(unmeasured)
}

function filledStack(workspaces: readonly Filled[]): Promise<Stack> {
  return startStack(async (engine, table) => {
    Object.assign(process.env, {
      TABLE_NAME: table,
      AWS_ENDPOINT_URL_DYNAMODB: engine,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "LOCAL",
      AWS_SECRET_ACCESS_KEY: "LOCAL",
    })
    // the data layer reads its settings when it is loaded
    const { fill } = await import("./data/fill.ts")
    for (const name of workspaces) {
      const { id, deals: count, standing } = WORKSPACES[name]
      const began = performance.now()
      await fill(id, count, standing, Date.now())
      say(`Filled ${name}: ${count} deals in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    }
  })
}

function benchOf(stack: Stack, wants: (name: string) => boolean): Bench {
  const raw = rawEngine(stack.engine)
  const entered = new Map<WorkspaceName, Promise<string>>()
  const session = async (name: WorkspaceName): Promise<Session> => {
    const token = entered.get(name) ?? enter(stack, name)
    entered.set(name, token)
    return { stack, raw, token: await token }
  }
  return { stack, session, wants }
}

function stopOnSignals(stack: Stack): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stack.stop().then(() => process.exit(130)))
}

main().catch((error: unknown) => {
  say(
    error instanceof StartError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error),
  )
  process.exit(1)
})
