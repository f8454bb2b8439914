/** What a report shows, as people choose it. It lives in the address, so that a link shows the same report. */
import * as z from "zod"
import { Measure } from "../../shared/report.ts"
import { Day, Interval } from "../../shared/time.ts"
import { Period } from "./period.ts"

const Id = z.coerce.number().int().positive().optional().catch(undefined)

/** An address that was changed by hand shows what of it makes sense. */
const Definition = z.object({
  of: z.enum(["deal", "activity"]).catch("deal"),
  measure: Measure.shape.by.catch("count"),
  view: z.string().min(1).max(100).catch("owner_id"),
  every: Interval.catch("month"),
  segment: z.string().max(100).catch(""),
  status: z.enum(["", "open", "won", "lost", "done", "todo"]).catch(""),
  owner: Id,
  pipeline: Id,
  period: Period.catch("all"),
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
  chart: z.enum(["columns", "line", "pie"]).catch("columns"),
  currencies: z.enum(["converted", "apart"]).catch("converted"),
})
export type Definition = z.infer<typeof Definition>

const WON = Definition.parse({ status: "won", view: "won_time" })
const OPEN = Definition.parse({ status: "open", view: "stage_id" })

const FIRST: Definition = { ...WON, measure: "sum", every: "quarter", segment: "owner_id" }

/** Reports that are ready to look at, and to start from. */
export const READY: readonly { name: string; definition: Definition }[] = [
  { name: "Won value by quarter and owner", definition: FIRST },
  { name: "Won deals by month", definition: WON },
  { name: "Open value by stage", definition: { ...OPEN, measure: "sum" } },
  { name: "Weighted open value by stage", definition: { ...OPEN, measure: "weighted" } },
  { name: "Lost deals by reason", definition: { ...OPEN, status: "lost", view: "lost_reason" } },
  { name: "New deals by month", definition: { ...WON, status: "", view: "add_time" } },
  {
    name: "Activities done by owner",
    definition: Definition.parse({ of: "activity", status: "done", view: "owner_id", segment: "type" }),
  },
]

/** The report that an address names; the first of the ready ones where it names none. */
export function definitionOf(query: Readonly<Record<string, unknown>>): Definition {
  return query["view"] === undefined ? FIRST : Definition.parse(query)
}

/** The address of a report. What is as usual is left out. */
export function hrefOf(definition: Definition): string {
  const usual: Partial<Record<string, unknown>> = Definition.parse({})
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(definition)) {
    if (value !== undefined && (name === "view" || value !== usual[name])) query.set(name, String(value))
  }
  return `/reports?${query}`
}

/** The report with a part changed; what no longer fits it is put right. */
export function changed(definition: Definition, part: Readonly<Record<string, unknown>>): Definition {
  const next = Definition.parse({ ...definition, ...part })
  if (next.of !== definition.of) {
    return Definition.parse({ of: next.of, ...(next.of === "activity" && { segment: "type" }) })
  }
  const { from, to, ...rest } = next
  const segment = next.segment === next.view ? "" : next.segment
  return { ...rest, segment, ...(next.period === "custom" && { from, to }) }
}

/** Whether two definitions show the same. How it is drawn, and in which currencies, makes no other report. */
export function same(a: Definition, b: Definition): boolean {
  const bare = ({ chart: _, currencies: __, ...rest }: Definition) =>
    JSON.stringify(
      Object.entries(rest)
        .filter(([, v]) => v)
        .sort(),
    )
  return bare(a) === bare(b)
}
