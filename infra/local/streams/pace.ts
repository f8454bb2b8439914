/** When to look again after a poll that found nothing: at the next write, and now and then for what no call wrote (items that expire). */
import type { Bell } from "./bell.ts"

export type Pace = {
  /** Waits, or not when the bell rang since the last wait. */
  wait(): Promise<void>
  ring(): void
}

const longestWaitMs = 500

export function createPace(bell: Bell): Pace {
  let hasRung = false
  return {
    async wait() {
      if (!hasRung) await bell.rung(longestWaitMs)
      hasRung = false
    },
    ring() {
      hasRung = true
      bell.ring()
    },
  }
}
