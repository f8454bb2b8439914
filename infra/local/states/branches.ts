import * as z from "zod"
import type { StateOf } from "./definition.ts"
import type { RunInner } from "./perform.ts"
import { evaluate, evaluateAs } from "./query.ts"
import { limited } from "./state-error.ts"
import { once, type Visit, view } from "./visit.ts"

export async function runParallel(visit: Visit, state: StateOf<"Parallel">, runInner: RunInner): Promise<unknown[]> {
  const { run, item } = visit.scope
  const input = await once(visit, "arguments", async () =>
    state.Arguments === undefined ? visit.input : evaluate(state.Arguments, view(visit), "Arguments"),
  )
  const { variables } = visit
  return together(visit.scope.signal, state.Branches, state.Branches.length, (branch, index, signal) => {
    const scope = { run, key: `${visit.steps}${index}`, signal, ...(item !== undefined && { item }) }
    return runInner(scope, branch, async () => ({ input, variables }))
  })
}

export async function runMap(visit: Visit, state: StateOf<"Map">, runInner: RunInner): Promise<unknown[]> {
  const { run } = visit.scope
  const { items, width } = await once(visit, "items", async () => {
    const items = await evaluateAs(z.array(z.unknown()), state.Items ?? visit.input, view(visit), "Items")
    const width = await evaluateAs(z.int().min(0), state.MaxConcurrency ?? 0, view(visit), "MaxConcurrency")
    return { items: limited(items, `the items of state ${visit.name}`), width }
  })
  return together(visit.scope.signal, items, width === 0 ? items.length : width, (value, index, signal) => {
    const item = { Index: index, Value: value }
    return runInner({ run, key: `${visit.steps}${index}`, signal, item }, state.ItemProcessor, async () => {
      const input =
        state.ItemSelector === undefined
          ? value
          : await evaluate(state.ItemSelector, view(visit, { item }), "ItemSelector")
      return { input: limited(input, `item ${index} of state ${visit.name}`), variables: visit.variables }
    })
  })
}

/** Runs `work` over all items, `width` at a time. The first failure stops the others; it is thrown once all have stopped. */
async function together<T>(
  outer: AbortSignal,
  items: T[],
  width: number,
  work: (item: T, index: number, signal: AbortSignal) => Promise<unknown>,
): Promise<unknown[]> {
  const stopped = new AbortController()
  const signal = AbortSignal.any([outer, stopped.signal])
  const results: unknown[] = new Array(items.length)
  const queue = items.entries()
  const failures: unknown[] = []
  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      if (signal.aborted) return
      try {
        results[index] = await work(item, index, signal)
      } catch (error) {
        failures.push(error)
        stopped.abort(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  outer.throwIfAborted()
  if (failures.length > 0) throw failures[0]
  return results
}
