/** Runs a synthesized stack on this machine, from its cloud assembly to an address that answers. */
import { createContext } from "./context.ts"
import { withoutProviders } from "./custom-resources.ts"
import { openDataFolder } from "./data-folder.ts"
import { createEndpoint } from "./endpoint/endpoint.ts"
import { createEvaluator } from "./evaluator.ts"
import type { Context } from "./family.ts"
import { createIam, type Policies } from "./iam/iam.ts"
import { openLog } from "./log.ts"
import { type Preparable, provisionAll } from "./provision.ts"
import { readable } from "./start-error.ts"
import { openState } from "./state.ts"
import { loadAssembly } from "./template.ts"

export type RunOptions<F extends Record<string, Preparable>> = {
  assemblyDir: string
  stack: string
  /** 0 takes any free port. */
  port: number
  /** Without it the data ends with the process. */
  dataDir?: string | undefined
  region: string
  /** Makes the families, in the order they start; they stop in the opposite one. */
  families(context: Context, policies: Policies): F
  now?: () => number
  /** Where warnings and errors are shown besides the log file. */
  terminal?: (line: string) => void
}

export type RunningStack<F> = {
  url: string
  context: Context
  families: F
  /** The template's outputs. */
  outputs: Record<string, unknown>
  /** Ends everything within five seconds; the data stays. */
  close(): Promise<void>
}

const account = "000000000000"
const closeLimitMs = 5000

export async function runStack<F extends Record<string, Preparable>>(options: RunOptions<F>): Promise<RunningStack<F>> {
  // functions run in UTC, and threads share their process's zone
  process.env.TZ = "UTC"
  const closers: (() => unknown)[] = []
  try {
    return await start(options, closers)
  } catch (error) {
    await closeAll(closers)
    throw readable(error)
  }
}

async function start<F extends Record<string, Preparable>>(
  options: RunOptions<F>,
  closers: (() => unknown)[],
): Promise<RunningStack<F>> {
  const { stack, region, now = Date.now, terminal = (line) => process.stderr.write(`${line}\n`) } = options
  const assembly = loadAssembly(options.assemblyDir, stack)
  const template = withoutProviders(assembly.template)
  const folder = openDataFolder(options.dataDir)
  closers.push(folder.release)
  const log = openLog(folder.path, terminal)
  closers.push(log.close)
  const state = openState(folder.memory ? undefined : folder.path)
  closers.push(state.close)
  const iam = createIam(state, account)
  const endpoint = await createEndpoint({ port: options.port, iam, log: log.write })
  closers.push(endpoint.close)
  const { path: dataDir, memory } = folder
  const given = { stack, region, account, dataDir, memory, state, endpoint, iam, asset: assembly.asset, now }
  const context = createContext({ ...given, log: log.write })
  const families = options.families(context, iam)
  for (const family of Object.values(families)) closers.push(() => family.stop?.())
  const plainHost = new URL(endpoint.url).host
  const evaluator = createEvaluator(template, { stack, region, account, plainHost })
  await provisionAll(template, Object.values(families), evaluator)
  endpoint.open()
  for (const family of Object.values(families)) await family.start?.()
  const outputs = Object.entries(template.Outputs).map(([name, { Value }]) => [name, evaluator.evaluate(Value)])
  return {
    url: endpoint.url,
    context,
    families,
    outputs: Object.fromEntries(outputs),
    close: () => closeAll(closers),
  }
}

/** Runs the closers last to first; one that fails or hangs does not keep the others from running. */
async function closeAll(closers: (() => unknown)[]): Promise<void> {
  const limit = Date.now() + closeLimitMs
  for (const close of closers.splice(0).reverse()) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, Math.max(100, limit - Date.now()))
    })
    await Promise.race([
      Promise.resolve()
        .then(close)
        .catch(() => undefined),
      late,
    ])
    clearTimeout(timer)
  }
}
