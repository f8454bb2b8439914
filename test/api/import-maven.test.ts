/** The main job on real data: a CRM's whole export becomes a workspace whose reports agree with what others counted. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import * as z from "zod"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import type { ReportAnswer } from "../../shared/api/reports.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Report } from "../../shared/report.ts"
import { importFile } from "../support/importing.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

const FOLDER = join(import.meta.dirname, "../../../shared/data/maven-crm")

const Sum = z.object({ value: z.number() })
const Reference = z.object({
  counts: z.record(z.string(), z.int()),
  won_value: z.number(),
  avg_won_value: z.number(),
  won_by_quarter: z.record(z.string(), Sum.extend({ n: z.int() })),
  by_product: z.record(z.string(), Sum.extend({ won: z.int() })),
  value_by_agent: z.record(z.string(), z.number()),
  win_rate_by_agent: z.record(z.string(), z.number()),
  top10_accounts: z.record(z.string(), z.number()),
  open_no_account: z.int(),
})

type Cell = ReportAnswer["cells"][number]

async function run(workspace: Workspace, report: Partial<Report> & Pick<Report, "view_by">): Promise<Cell[]> {
  const body = { of: "deal", measure: { by: "sum", field: "value" }, ...report }
  return (await workspace.post<ReportAnswer>("/api/v2/reports/run", body)).cells
}

const WON = [{ field: "status", operator: "=" as const, value: "won" }]

const sums = (cells: Cell[], name: (cell: Cell) => string) =>
  Object.fromEntries(cells.map((cell) => [name(cell), cell.value]))

test.skipIf(!existsSync(FOLDER))(
  "8,800 opportunities become deals, and the reports agree (skipped without the file beside the repository)",
  async () => {
    const reference = Reference.parse(JSON.parse(readFileSync(join(FOLDER, "reference-analytics.json"), "utf8")))
    const workspace = await newWorkspace()
    const job = await importFile(workspace, readFileSync(join(FOLDER, "sales_pipeline.csv")))
    expect(job.counts).toEqual({
      deals: { added: 8800 },
      organizations: { added: 85, linked: 0 },
      persons: { added: 0, linked: 0 },
      notes: { added: 0 },
      skipped: 0,
    } satisfies ImportAnswer["counts"])
    await eventually(async () => {
      const cells = await run(workspace, { measure: { by: "count" }, view_by: { field: "status" } })
      expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(8800)
    }, 240_000)
    const setup = await workspace.get<Setup>("/api/v2/setup")
    const stageOf = new Map(setup.stages.map(({ id, name }) => [id, name]))
    const agentOf = new Map(setup.users.map(({ id, name }) => [id, name]))

    const statuses = await run(workspace, { measure: { by: "count" }, view_by: { field: "status" } })
    const open = await run(workspace, {
      measure: { by: "count" },
      view_by: { field: "stage_id" },
      filters: [{ field: "status", operator: "=", value: "open" }],
    })
    const counted = [
      ...statuses
        .filter(({ view }) => view !== "open")
        .map(({ view, count }) => [view === "won" ? "Won" : "Lost", count]),
      ...open.map(({ view, count }) => [stageOf.get(Number(view)), count]),
    ]
    expect(Object.fromEntries(counted)).toEqual(reference.counts)

    const quarters = await run(workspace, {
      view_by: { field: "won_time", interval: "quarter" },
      segment_by: { field: "owner_id" },
      filters: WON,
    })
    const byQuarter = Map.groupBy(quarters, ({ view }) => String(view).replace("-", ""))
    const found = [...byQuarter].map(([quarter, cells]) => [
      quarter,
      { n: cells.reduce((sum, { count }) => sum + count, 0), value: cells.reduce((sum, { value }) => sum + value, 0) },
    ])
    expect(Object.fromEntries(found)).toEqual(reference.won_by_quarter)
    const byAgent = Map.groupBy(quarters, ({ segment }) => agentOf.get(Number(segment)) ?? "")
    const agents = [...byAgent].map(([agent, cells]) => [agent, cells.reduce((sum, { value }) => sum + value, 0)])
    expect(Object.fromEntries(agents)).toEqual(reference.value_by_agent)

    const product = setup.fields.find(({ field_name }) => field_name === "product")
    const products = await run(workspace, { view_by: { field: `custom_fields.${product?.field_code}` }, filters: WON })
    const labelOf = (id: unknown) =>
      product?.options?.find((option) => option.id === id)?.label.replace("GTXPro", "GTX Pro") ?? ""
    expect(sums(products, ({ view }) => labelOf(view))).toEqual(
      Object.fromEntries(Object.entries(reference.by_product).map(([name, { value }]) => [name, value])),
    )

    const [average] = await run(workspace, {
      measure: { by: "average", field: "value" },
      view_by: { field: "status" },
      filters: WON,
    })
    expect(average?.value).toBeCloseTo(reference.avg_won_value, 2)
    expect((average?.value ?? 0) * (average?.count ?? 0)).toBeCloseTo(reference.won_value, 0)

    const rates = await run(workspace, {
      measure: { by: "count" },
      view_by: { field: "owner_id" },
      segment_by: { field: "status" },
    })
    for (const [agent, rate] of Object.entries(reference.win_rate_by_agent)) {
      const of = (status: string) =>
        rates.find(({ view, segment }) => agentOf.get(Number(view)) === agent && segment === status)?.count ?? 0
      expect(of("won") / (of("won") + of("lost")), agent).toBeCloseTo(rate, 4)
    }

    const accounts = await run(workspace, { view_by: { field: "org_id" }, filters: WON })
    const top = accounts.toSorted((a, b) => b.value - a.value).slice(0, 10)
    const names = await Promise.all(
      top.map(({ view }) => workspace.get<{ name: string }>(`/api/v2/organizations/${view}`)),
    )
    expect(Object.fromEntries(top.map(({ value }, at) => [names[at]?.name, value]))).toEqual(reference.top10_accounts)

    const without = await run(workspace, {
      measure: { by: "count" },
      view_by: { field: "status" },
      filters: [
        { field: "status", operator: "=", value: "open" },
        { field: "org_id", operator: "empty" },
      ],
    })
    expect(without[0]?.count).toBe(reference.open_no_account)
  },
  600_000,
)
