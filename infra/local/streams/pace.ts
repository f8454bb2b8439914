/** How long to wait between polls that found nothing: short while something has just been written, longer when it is quiet. */
import type { Bell } from "./bell.ts"

export type Pace = {
  /** Records came: the next wait is short. */
  found(): void
  /** Waits, or not when the bell rang since the last wait. */
  wait(): Promise<void>
  ring(): void
}

const shortestWaitMs = 25
const longestWaitMs = 500
const untilLongestMs = 10_000

export function createPace(bell: Bell): Pace {
  let lastBusy = performance.now()
  let hasRung = false
  return {
    found() {
      lastBusy = performance.now()
    },
    async wait() {
      const quiet = Math.min(1, (performance.now() - lastBusy) / untilLongestMs)
      if (!hasRung) await bell.rung(shortestWaitMs + (longestWaitMs - shortestWaitMs) * quiet)
      hasRung = false
    },
    ring() {
      hasRung = true
      lastBusy = performance.now()
      bell.ring()
    },
  }
}
