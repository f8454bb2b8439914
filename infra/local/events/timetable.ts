import type { Context } from "../family.ts"
import type { NextRun } from "./expression.ts"

/** Calls back at the times of schedules, one timer for all of them. */
export type Timetable = {
  /** Plans the runs of `key` after `from`. Answers whether there is one. */
  set(key: string, next: NextRun, from: number, fire: (dueAt: number, isLast: boolean) => void): boolean
  delete(key: string): void
  start(): void
  stop(): void
}

type Entry = { dueAt: number; next: NextRun; fire: (dueAt: number, isLast: boolean) => void }

/** The clock may be bent or the machine asleep: never trust a timer for longer. */
const longestWaitMs = 500

export function createTimetable(context: Context): Timetable {
  const entries = new Map<string, Entry>()
  let timer: NodeJS.Timeout | undefined
  let started = false

  function arm(): void {
    clearTimeout(timer)
    if (!started || entries.size === 0) return
    let soonest = Number.POSITIVE_INFINITY
    for (const entry of entries.values()) soonest = Math.min(soonest, entry.dueAt)
    timer = setTimeout(tick, Math.max(0, Math.min(soonest - context.now(), longestWaitMs)))
  }

  function tick(): void {
    const now = context.now()
    for (const [key, entry] of [...entries].filter(([, one]) => one.dueAt <= now)) {
      const dueAt = entry.next(now)
      if (dueAt === undefined) entries.delete(key)
      else entries.set(key, { ...entry, dueAt })
      fire(key, entry, dueAt === undefined)
    }
    arm()
  }

  function fire(key: string, entry: Entry, isLast: boolean): void {
    try {
      entry.fire(entry.dueAt, isLast)
    } catch (error) {
      context.log("error", "events", `schedule ${key}: ${error}`)
    }
  }

  return {
    set(key, next, from, fire) {
      const dueAt = next(from)
      if (dueAt === undefined) entries.delete(key)
      else entries.set(key, { dueAt, next, fire })
      arm()
      return dueAt !== undefined
    },
    delete(key) {
      entries.delete(key)
      arm()
    },
    start() {
      started = true
      arm()
    },
    stop() {
      started = false
      clearTimeout(timer)
    },
  }
}
