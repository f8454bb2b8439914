/** A workspace and files for tests of the importer's pure parts. */
import type { Setup } from "../../functions/data/setup.ts"
import { profile } from "../../functions/imports/profile.ts"
import type { Field } from "../../shared/field.ts"
import type { Column } from "../../shared/import.ts"
import { DEFAULT_STAGES } from "../../shared/pipeline.ts"
import type { User } from "../../shared/workspace.ts"

const base = (id: number) => ({
  id,
  version: 1,
  addedAt: "2026-01-01T00:00:00Z",
  changedAt: "2026-01-01T00:00:00Z",
  changedBy: 1,
  via: "system" as const,
})

export function someone(id: number, name: string, email?: string): User {
  return {
    ...base(id),
    name,
    role: "admin",
    status: "active",
    zone: "UTC",
    currency: "USD",
    ...(email !== undefined && { email }),
  }
}

export function field(id: number, name: string, type: Field["type"], labels: string[] = []): Field {
  const options = labels.map((label, at) => ({ id: at + 1, label }))
  return { ...base(id), of: "deal", key: `key-of-${name}`, name, type, options }
}

/** A workspace as it is made: one pipeline with five stages, one admin. */
export function workspace({ users = [], fields = [] }: { users?: User[]; fields?: Field[] } = {}): Setup {
  const labels: Field = { ...field(1, "Label", "set", ["Hot", "Warm"]), key: "label_ids" }
  const stages = DEFAULT_STAGES.map((stage, at) => ({ ...base(at + 1), ...stage, pipelineId: 1, order: at + 1 }))
  return {
    workspace: { ...base(1), name: "Test", domain: "test", currency: "USD", zone: "UTC" },
    users: new Map([someone(1, "Fran Founder", "fran@test.example"), ...users].map((user) => [user.id, user])),
    pipelines: new Map([[1, { ...base(1), name: "Sales Pipeline", order: 1, probabilityEnabled: true }]]),
    stages: new Map(stages.map((stage) => [stage.id, stage])),
    fields: [labels, ...fields],
    activityTypes: new Map(),
    leadLabels: new Map(),
    boards: new Map(),
    phases: new Map(),
    projectTemplates: new Map(),
    groups: new Map(),
    permissionSets: new Map(),
  }
}

/** The columns of a small file, given as lines of cells; each line is repeated as often as `times` says. */
export function columnsOf(headers: string[], lines: string[][], times = 1): Column[] {
  const found = profile(headers)
  for (let time = 0; time < times; time++) for (const line of lines) found.see(line)
  return found.columns()
}
