import { cellsOf, tally } from "../../shared/aggregate.ts"
import type { ReportAnswer } from "../../shared/api/reports.ts"
import { may } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Report } from "../../shared/report.ts"
import { readAll } from "../data/segments.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "./scope.ts"

/** Groups that a report may have before it is refused as unreadable. */
const MOST_CELLS = 20_000

export async function run(actor: Actor, asked: Report): Promise<ReportAnswer> {
  const report = may(actor, "statistics.others") ? asked : ownOf(actor, asked)
  const scope = await scopeOf(actor)
  const tallies: Parameters<typeof tally>[3] = new Map()
  let records = 0
  const segments = await readAll(actor.workspaceId, report.of, ({ opened }) => {
    records += opened.rows
    tally(opened, report, scope, tallies)
    if (tallies.size > MOST_CELLS) {
      throw new Problem("invalid", "view_by: makes too many groups; choose a coarser one", {
        view_by: "makes too many groups",
      })
    }
  })
  return { cells: cellsOf(tallies, report), records, segments }
}

/** The same report of what is the actor's own. */
function ownOf(actor: Actor, report: Report): Report {
  return { ...report, filters: [...report.filters, { field: "owner_id", operator: "=", value: actor.userId }] }
}
