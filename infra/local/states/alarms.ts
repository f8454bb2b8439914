/**
 * Waking at an instant, for waits of milliseconds to months. One timer serves every wait and looks at the clock at least
 * four times a second: a computer that slept, or a clock that was set, wakes what is due.
 */
export type Alarms = {
  /** Resolves at `at` (milliseconds; Infinity for never) or when `bell` is rung. Rejects with the signal's reason. */
  until(at: number, signal: AbortSignal, bell?: string): Promise<void>
  ring(bell: string): void
}

type Sleeper = { at: number; bell: string | undefined; wake: () => void }

const LONGEST_NAP_MS = 250

export function createAlarms(now: () => number): Alarms {
  const sleepers = new Set<Sleeper>()
  let timer: NodeJS.Timeout | undefined
  let due = Number.POSITIVE_INFINITY

  function arm(at: number): void {
    const next = Math.min(at, now() + LONGEST_NAP_MS)
    if (at === Number.POSITIVE_INFINITY || (timer !== undefined && due <= next)) return
    clearTimeout(timer)
    due = next
    timer = setTimeout(look, Math.max(0, next - now()))
  }

  function look(): void {
    timer = undefined
    const time = now()
    for (const sleeper of [...sleepers]) if (sleeper.at <= time) sleeper.wake()
    arm(earliest())
  }

  function earliest(): number {
    let at = Number.POSITIVE_INFINITY
    for (const sleeper of sleepers) at = Math.min(at, sleeper.at)
    return at
  }

  function until(at: number, signal: AbortSignal, bell?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (at <= now()) return resolve()
      const sleeper: Sleeper = { at, bell, wake: () => leave(resolve) }
      const abort = () => leave(() => reject(signal.reason))
      const leave = (settle: () => void) => {
        sleepers.delete(sleeper)
        signal.removeEventListener("abort", abort)
        if (sleepers.size === 0) {
          clearTimeout(timer)
          timer = undefined
        }
        settle()
      }
      signal.addEventListener("abort", abort)
      sleepers.add(sleeper)
      arm(at)
    })
  }

  return {
    until,
    ring(bell) {
      for (const sleeper of [...sleepers]) if (sleeper.bell === bell) sleeper.wake()
    },
  }
}
