/** A stack of functions written as source text, and what is sent to where their failures go. */
import type { Context, Delivery, Principal } from "../../../infra/local/family.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { createLambda } from "../../../infra/local/lambda/lambda.ts"
import { type RunningStack, runStack } from "../../../infra/local/run.ts"
import { createWatch } from "../../../infra/local/watch.ts"
import { lambdaFunction, type Resources, role, type Written, writeAssembly } from "../../support/assembly.ts"

export type Sent = { arn: string; input: unknown; delivery: Delivery }
export type Line = { level: string; source: string; line: string }

export type LambdaStack = {
  stack: RunningStack<{ lambda: ReturnType<typeof createLambda> }>
  assembly: Written
  context: Context
  /** What functions sent to queues. */
  sent: Sent[]
  lines: Line[]
  invoke(id: string, input: unknown, by?: Principal): Promise<unknown>
  submit(id: string, input: unknown): Promise<unknown>
  arnOf(id: string): string
  close(): Promise<void>
}

type Functions = Record<string, { code: string; properties?: object }>

export async function runFunctions(
  functions: Functions,
  options: { resources?: Resources; statements?: object[]; dataDir?: string; idleMs?: number } = {},
): Promise<LambdaStack> {
  const assembly = writeAssembly(
    {
      Role: role(...(options.statements ?? [])),
      ...Object.fromEntries(
        Object.entries(functions).map(([id, { properties }]) => [id, lambdaFunction(id, "Role", properties)]),
      ),
      ...options.resources,
    },
    Object.fromEntries(Object.entries(functions).map(([id, { code }]) => [id, { "index.mjs": code }])),
  )
  const sent: Sent[] = []
  const lines: Line[] = []
  const { idleMs } = options
  const stack = await runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: 0,
    dataDir: options.dataDir,
    region: "eu-central-1",
    terminal: () => undefined,
    families(context, policies) {
      const watched: Context = { ...context, log: (level, source, line) => void lines.push({ level, source, line }) }
      context.receive("sqs", async (arn, input, delivery) => void sent.push({ arn, input, delivery }))
      return {
        roles: createRoles(context, policies),
        watch: createWatch(context),
        lambda: createLambda(watched, {
          retryDelayMs: (attempt) => 10 * attempt,
          ...(idleMs !== undefined && { idleMs }),
        }),
      }
    },
  })
  const { context } = stack
  const arnOf = (id: string): string => context.arn("lambda", `function:${context.name(id)}`)
  const operator: Principal = { kind: "operator" }
  return {
    stack,
    assembly,
    context,
    sent,
    lines,
    arnOf,
    invoke: (id, input, by = operator) => context.deliver(arnOf(id), input, { by, wait: true }),
    submit: (id, input) => context.deliver(arnOf(id), input, { by: operator }),
    async close() {
      await stack.close()
      assembly.remove()
    },
  }
}
