import type { Code, Outcome } from "./code.ts"
import type { DataSource, Failure } from "./data-source.ts"
import type { Frame } from "./frame.ts"
import { ResolverError } from "./resolver-error.ts"

/** Without code, the data source gets the whole context and its answer is the result (a direct Lambda resolver). */
export type Step = { code?: Code; dataSource: DataSource }
export type Resolver = { kind: "UNIT"; step: Step } | { kind: "PIPELINE"; code: Code; steps: Step[] }

/** `ctx` as handlers see it. */
export type ResolverContext = {
  arguments: Record<string, unknown>
  args: Record<string, unknown>
  source: unknown
  identity: Record<string, unknown>
  request: { headers: Record<string, unknown>; domainName: null }
  info: {
    fieldName: string
    parentTypeName: string
    variables: Record<string, unknown>
    selectionSetList: string[]
    selectionSetGraphQL: string
  }
  env: Record<string, string>
  stash: Record<string, unknown>
  prev: { result: unknown } | null
  result: unknown
  error?: Failure
}

export async function resolve(resolver: Resolver, ctx: ResolverContext, frame: Frame): Promise<unknown> {
  if (resolver.kind === "UNIT") return (await runStep(resolver.step, ctx, frame)).value
  const before = resolver.code.request(ctx, frame)
  ctx.prev = { result: before.value }
  if (before.skipTo === undefined) await runSteps(resolver.steps, ctx, frame)
  ctx.result = ctx.prev.result
  return resolver.code.response(ctx, frame).value
}

async function runSteps(steps: readonly Step[], ctx: ResolverContext, frame: Frame): Promise<void> {
  for (const step of steps) {
    const { value, skipTo } = await runStep(step, ctx, frame)
    ctx.prev = { result: value }
    if (skipTo === "END") return
  }
}

async function runStep(step: Step, ctx: ResolverContext, frame: Frame): Promise<Outcome> {
  delete ctx.error
  if (step.code === undefined) return { value: await direct(step.dataSource, ctx) }
  const asked = step.code.request(ctx, frame)
  if (asked.skipTo !== undefined) return asked
  const { result, error } = await step.dataSource.answer(asked.value)
  ctx.result = result
  if (error !== undefined) ctx.error = error
  return step.code.response(ctx, frame)
}

async function direct(dataSource: DataSource, ctx: ResolverContext): Promise<unknown> {
  const { result, error } = await dataSource.answer({ operation: "Invoke", payload: ctx })
  if (error !== undefined) throw new ResolverError(error.message, error.type)
  return result
}
