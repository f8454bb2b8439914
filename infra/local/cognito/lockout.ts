/**
 * The brake on guessing: after five misses in a row a name is closed for a second, then for twice as long at each
 * further miss, up to fifteen minutes. Names nobody bears are counted too, or the brake would tell which ones exist.
 */
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"

type Attempts = { misses: number; closedUntil: number; at: number }

const freeMisses = 5
const longestMs = 15 * 60_000

export type Lockout = {
  /** Throws while the name is closed. */
  guard(key: string): void
  miss(key: string): void
  clear(key: string): void
  sweep(): void
}

export function createLockout({ state, now }: Context): Lockout {
  const records = state.records<Attempts>("cognito.attempts")
  const isOver = ({ at, closedUntil }: Attempts) => Math.max(at, closedUntil) + longestMs < now()

  return {
    guard(key) {
      if ((records.get(key)?.closedUntil ?? 0) > now()) {
        throw new AwsError("NotAuthorizedException", "Password attempts exceeded")
      }
    },
    miss(key) {
      const before = records.get(key)
      const misses = (before === undefined || isOver(before) ? 0 : before.misses) + 1
      const closedFor = misses < freeMisses ? 0 : Math.min(1000 * 2 ** (misses - freeMisses), longestMs)
      records.put(key, { misses, closedUntil: now() + closedFor, at: now() })
    },
    clear: (key) => records.delete(key),
    sweep() {
      for (const [key, attempts] of records.list()) if (isOver(attempts)) records.delete(key)
    },
  }
}
