/** Wakes those who wait for it. */
export type Bell = {
  ring(): void
  /** Resolves at the next ring, after `ms`, or when the signal ends it all. */
  rung(ms?: number): Promise<void>
}

export function createBell(signal: AbortSignal): Bell {
  const waiting = new Set<() => void>()
  const ring = () => {
    for (const wake of waiting) wake()
  }
  signal.addEventListener("abort", ring)
  return {
    ring,
    rung(ms) {
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(wake, ms)
        waiting.add(wake)
        function wake(): void {
          waiting.delete(wake)
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }
}
