import * as z from "zod"
import { Report, ReportCell } from "../report.ts"
import { route } from "./route.ts"

export const ReportAnswer = z.object({
  cells: z.array(ReportCell),
  /** Records in the report's kind that were looked at, and the segments they are in. */
  records: z.int(),
  segments: z.int(),
})
export type ReportAnswer = z.infer<typeof ReportAnswer>

export const reports = {
  run: route({
    method: "POST",
    path: "/api/v2/reports/run",
    summary: "Run a report over facts: measure, view by, segment by, filters, period",
    permission: "reports.see",
    cost: 20,
    body: Report,
    answer: ReportAnswer,
    envelope: "one",
  }),
  export: route({
    method: "POST",
    path: "/api/v2/reports/export",
    summary: "The same for a file that someone takes with them",
    permission: "records.export",
    cost: 20,
    body: Report,
    answer: ReportAnswer,
    envelope: "one",
  }),
}
