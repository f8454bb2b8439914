/** What a workspace has few of, as sign-up makes it, with a team of eight. */

import { itemOf } from "../../../functions/data/kinds.ts"
import { keys } from "../../../functions/data/patterns.ts"
import type { Item } from "../../../functions/data/table.ts"
import { DEFAULT_STAGES } from "../../../shared/pipeline.ts"
import type { Base, Kind } from "../../../shared/record.ts"

export const PIPELINE = 1
export const OWNERS = 8
export const STAGES = DEFAULT_STAGES

const LABELS = [
  { id: 1, label: "Hot", color: "red" },
  { id: 2, label: "Warm", color: "yellow" },
  { id: 3, label: "Cold", color: "blue" },
]

export function setupItems(w: string, at: string, lastIds: Partial<Record<Kind, number>>): Item[] {
  const base = (id: number): Base => ({ id, version: 1, addedAt: at, changedAt: at, changedBy: 1, via: "system" })
  const here = { currency: "USD", zone: "UTC" }
  const owners = Array.from({ length: OWNERS }, (_, i) => i + 1)
  const labels = { key: "label_ids", name: "Label", type: "set" as const, options: LABELS }
  const last = { user: OWNERS, pipeline: 1, stage: STAGES.length, field: 3, ...lastIds }
  return [
    itemOf(w, "workspace", { ...base(1), name: "Bench", domain: `bench-${w}`, ...here }),
    ...owners.map((id) =>
      itemOf(w, "user", {
        ...base(id),
        name: `Seller ${id}`,
        role: id === 1 ? "admin" : "regular",
        status: id === 1 ? "active" : "pending",
        ...here,
      }),
    ),
    itemOf(w, "pipeline", { ...base(PIPELINE), name: "Sales Pipeline", order: 1, probabilityEnabled: true }),
    ...STAGES.map((stage, i) => itemOf(w, "stage", { ...base(i + 1), ...stage, pipelineId: PIPELINE, order: i + 1 })),
    ...(["deal", "person", "organization"] as const).map((of, i) =>
      itemOf(w, "field", { ...base(i + 1), of, ...labels }),
    ),
    ...Object.entries(last).map(([kind, id]) => ({ ...keys.counter(w, kind), last: id })),
    { ...keys.setupVersion(w), count: 1 },
  ]
}
