/** When what is open is due: on a board, this makes its red, yellow, green and grey. */
import { type Calendar, WORKDAY } from "./calendar.ts"
import type { Random } from "./random.ts"

export type Due = "overdue" | "today" | "soon" | "later"

const OUTLOOK: readonly { due: Due | undefined; weight: number }[] = [
  { due: undefined, weight: 18 },
  { due: "overdue", weight: 18 },
  { due: "today", weight: 12 },
  { due: "soon", weight: 26 },
  { due: "later", weight: 26 },
]

/** When an open deal's next activity is due; undefined when it has none. */
export function outlook(random: Random): Due | undefined {
  return random.weighted(OUTLOOK, (one) => one.weight).due
}

/** The day on which something is due, and the moment, after `since`, at which it was planned. */
export function planned(
  random: Random,
  { present, now, dayOf }: Calendar,
  { since, due }: { since: number; due: Due },
): { day: number; added: number } {
  const wanted = {
    overdue: present - random.between(1, 5),
    today: present,
    soon: present + random.between(1, 4),
    later: present + random.between(5, 28),
  }[due]
  // what is too new to be late is due today
  const day = wanted > dayOf(since) ? wanted : present
  const latest = day < present ? day * WORKDAY - 1 : now - 1
  return { day, added: Math.max(since + 5, latest - random.between(0, 1500)) }
}
