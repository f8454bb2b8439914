import type { Filter } from "./filter.ts"
import type { ResolverError } from "./resolver-error.ts"

export type Invalidation = { subscriptionField: string; payload: Record<string, unknown> }

/** What one run of a resolver knows about its request, and what it leaves behind besides its result. */
export type Frame = {
  type: string
  field: string
  authType: string
  now(): number
  print(level: "debug" | "error", line: string): void
  appended: ResolverError[]
  filter?: Filter
  invalidation?: Filter
  invalidations: Invalidation[]
}

/** Thrown by `runtime.earlyReturn` to leave the handler. */
export class EarlyReturn extends Error {
  value: unknown
  skipTo: "NEXT" | "END"
  constructor(value: unknown, skipTo: "NEXT" | "END") {
    super("early return")
    this.value = value
    this.skipTo = skipTo
  }
}
