/** Activities as they stand on the calendar's days. */
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { type Place, sideBySide } from "./layout.ts"
import { type Clocks, partOn, spanOf } from "./time.ts"

/** Minutes of a day that the shortest block takes, as high as a line. */
const LEAST_SHOWN = 24

export type Block = Place & {
  /** The activity's id, and which of its days this is: an element keeps it when it moves. */
  key: string
  activity: ActivityAnswer
  /** Which of the days shown. */
  at: number
  start: number
  end: number
  /** The first and the last of its parts. */
  isFirst: boolean
  isLast: boolean
}

export function blocksOf(activities: readonly ActivityAnswer[], days: readonly string[], clocks: Clocks): Block[] {
  return days.flatMap((day, at) => {
    const parts = activities.flatMap((activity) => {
      const span = spanOf(clocks, activity)
      const part = span && partOn(span, day)
      if (span === undefined || part === undefined) return []
      const [isFirst, isLast] = [day === span.from.day, day === span.to.day || part.end < 1440]
      return [
        {
          ...part,
          id: activity.id,
          activity,
          isFirst,
          isLast,
          at,
          key: isFirst ? `${activity.id}` : `${activity.id}+`,
        },
      ]
    })
    const places = sideBySide(parts.map((part) => ({ ...part, end: Math.max(part.end, part.start + LEAST_SHOWN) })))
    return parts
      .map((part) => ({ ...part, ...(places.get(part.id) ?? { lane: 0, lanes: 1 }) }))
      .sort((a, b) => a.start - b.start || a.lane - b.lane)
  })
}

/** Those of whole days, by day: to do before done. */
export function wholeDays(activities: readonly ActivityAnswer[], day: string): ActivityAnswer[] {
  return activities
    .filter((activity) => activity.due_time === null && activity.due_date === day)
    .toSorted((a, b) => Number(a.done) - Number(b.done) || a.id - b.id)
}
