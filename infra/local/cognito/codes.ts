/** Six-digit codes that go out by mail. What is spent on guessing and sending is counted per hour, over all codes of one key. */
import { randomInt } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { equal } from "./equal.ts"

type Code = {
  code?: string
  expiresAt: number
  /** The address that the code proves. */
  address: string
  misses: number
  sent: number
  hourFrom: number
}

const hourMs = 3_600_000
const mostMisses = 5
const mostSent = 10

export type Codes = {
  issue(key: string, lifetimeMs: number, address: string): string
  /** Spends the code and answers the address it was sent to. */
  use(key: string, given: string): string
  /** The address that a code was sent to and may still prove. */
  outstanding(key: string): string | undefined
  /** Makes the outstanding code worthless; what was spent on guessing stays spent. */
  cancel(key: string): void
  sweep(): void
}

export function createCodes({ state, now }: Context): Codes {
  const records = state.records<Code>("cognito.code")

  function current(key: string): Code {
    const fresh = { expiresAt: 0, address: "", misses: 0, sent: 0, hourFrom: now() }
    const stored = records.get(key) ?? fresh
    return stored.hourFrom + hourMs < now() ? { ...stored, misses: 0, sent: 0, hourFrom: now() } : stored
  }

  return {
    issue(key, lifetimeMs, address) {
      const before = current(key)
      if (before.sent >= mostSent || before.misses >= mostMisses) throw tooMany()
      const code = String(randomInt(1_000_000)).padStart(6, "0")
      records.put(key, { ...before, code, address, expiresAt: now() + lifetimeMs, sent: before.sent + 1 })
      return code
    },
    use(key, given) {
      const { code, ...rest } = current(key)
      if (rest.misses >= mostMisses) throw tooMany()
      if (code === undefined || rest.expiresAt < now()) {
        throw new AwsError("ExpiredCodeException", "Invalid code provided, please request a code again.")
      }
      if (!equal(code, given)) {
        records.put(key, { ...rest, code, misses: rest.misses + 1 })
        throw mismatch()
      }
      records.put(key, rest)
      return rest.address
    },
    outstanding(key) {
      const { code, expiresAt, address } = current(key)
      return code === undefined || expiresAt < now() ? undefined : address
    },
    cancel(key) {
      const { code: _, ...rest } = current(key)
      if (rest.sent > 0) records.put(key, rest)
    },
    sweep() {
      for (const [key, { expiresAt, hourFrom }] of records.list()) {
        if (Math.max(expiresAt, hourFrom + hourMs) < now()) records.delete(key)
      }
    },
  }
}

export function mismatch(): AwsError {
  return new AwsError("CodeMismatchException", "Invalid verification code provided, please try again.")
}

function tooMany(): AwsError {
  return new AwsError("LimitExceededException", "Attempt limit exceeded, please try after some time.")
}
