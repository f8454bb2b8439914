/** What a report is called, and what it says when it is empty. */
import type { Setup } from "../../shared/api/workspaces.ts"
import { axisName, isDate, keyName } from "./axes.ts"
import { type Definition, READY, same } from "./definition.ts"

export const MEASURES: Record<Definition["measure"], string> = {
  count: "Number",
  sum: "Value",
  average: "Average value",
  weighted: "Weighted value",
}

const THINGS: Record<Definition["status"], string> = {
  "": "deals",
  open: "open deals",
  won: "won deals",
  lost: "lost deals",
  done: "activities done",
  todo: "activities to do",
}

function thingsOf({ of, status }: Definition): string {
  return of === "activity" && status === "" ? "activities" : THINGS[status]
}

/** `Value of won deals by quarter and owner`; a ready report has its own name. */
export function titleOf(definition: Definition, setup: Setup): string {
  const { of, measure, view, every, segment, owner } = definition
  const ready = READY.find((one) => same(one.definition, definition))
  if (ready !== undefined) return ready.name
  const by = isDate(of, view) ? `${every} (${axisName(of, view, setup).toLowerCase()})` : axisName(of, view, setup)
  const split = segment === "" || segment === view ? "" : ` and ${lower(axisName(of, segment, setup))}`
  const whose = owner === undefined ? "" : `, ${keyName(of, "owner_id", owner, setup)}`
  return `${MEASURES[measure]} of ${thingsOf(definition)} by ${lower(by)}${split}${whose}`
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** What to do about a report of nothing. */
export function wayOut({ of, owner, pipeline, period }: Definition): string {
  if (period !== "all") return "Choose a longer period or another filter."
  if (owner !== undefined || pipeline !== undefined) return "Choose another filter."
  return `It fills as ${of === "deal" ? "deals" : "activities"} are added or imported.`
}

/** What an empty report says: `No deals were won in this period`. */
export function nothingOf({ of, status, period }: Definition): string {
  const when = period === "all" ? "" : " in this period"
  if (of === "activity") {
    if (status === "done") return `No activities were done${when}`
    return status === "todo" ? `No activities are to do${when}` : `There are no activities${when}`
  }
  if (status === "won" || status === "lost") return `No deals were ${status}${when === "" ? " yet" : when}`
  if (status === "open") return `No deals are open${when}`
  return `No deals were found${when}`
}
