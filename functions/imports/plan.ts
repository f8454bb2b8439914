/**
 * The plan of an import: everything that decides what is written, settled before the first record is. With it the same row
 * becomes the same record under the same id, however often a step is done again and whatever changes in the workspace
 * meanwhile.
 */
import * as z from "zod"
import { Field } from "../../shared/field.ts"
import type { Counts, IdBlock, ImportedKind } from "../../shared/import.ts"
import { canSeePipeline, canSeeStage, type Viewer } from "../../shared/permission.ts"
import { Pipeline, Stage } from "../../shared/pipeline.ts"
import { VisibilityGroup } from "../../shared/visibility-group.ts"
import { User, Workspace } from "../../shared/workspace.ts"
import type { Setup } from "../data/setup.ts"
import type { Store } from "../data/store.ts"
import { mayAt } from "../deals/stage-rights.ts"
import { Contacts, type Directory } from "./contacts.ts"

/** Deals and notes before a chunk: their ids follow from it. */
const Before = z.object({ deals: z.int(), notes: z.int() })
export type Before = z.infer<typeof Before>

export const Plan = z.object({
  setup: z.object({
    workspace: Workspace,
    users: z.array(User),
    pipelines: z.array(Pipeline),
    stages: z.array(Stage),
    fields: z.array(Field),
    groups: z.array(VisibilityGroup).default([]),
  }),
  contacts: Contacts,
  chunks: z.array(Before),
})
export type Plan = z.infer<typeof Plan>

export type Blocks = Record<ImportedKind, IdBlock>

/** Of pipelines and stages those only that the importer may put deals into. */
export function frozen(setup: Setup, actor: Viewer): Plan["setup"] {
  const { workspace, users, pipelines, stages, fields, groups } = setup
  return {
    workspace,
    users: [...users.values()].map(({ invitationHash: _, ...user }) => user),
    pipelines: [...pipelines.values()].filter((pipeline) => canSeePipeline(actor, pipeline.id)),
    stages: [...stages.values()].filter((stage) => canSeeStage(actor, stage) && mayAt(actor, stage, "moveIn")),
    fields,
    groups: [...groups.values()],
  }
}

export function thawed({ workspace, users, pipelines, stages, fields, groups }: Plan["setup"]): Setup {
  const byId = <T extends { id: number }>(all: T[]) => new Map(all.map((one) => [one.id, one]))
  // an import makes neither leads nor projects
  const others = {
    activityTypes: new Map(),
    leadLabels: new Map(),
    boards: new Map(),
    phases: new Map(),
    projectTemplates: new Map(),
    groups: byId(groups),
    permissionSets: new Map(),
  }
  return { workspace, users: byId(users), pipelines: byId(pipelines), stages: byId(stages), fields, ...others }
}

/** Gives ids to all that is new: a block per kind, whose numbers are never used again should the plan be made anew. */
export async function allot(store: Store, contacts: Directory, made: Before): Promise<Blocks> {
  const organizations = [...contacts.organizations.values()].filter((entry) => !entry.linked)
  const persons = contacts.persons.filter((entry) => !entry.linked)
  const blocks: Blocks = {
    organizations: await block(store, "organization", organizations.length),
    persons: await block(store, "person", persons.length),
    deals: await block(store, "deal", made.deals),
    notes: await block(store, "note", made.notes),
  }
  for (const [at, entry] of organizations.entries()) entry.id = blocks.organizations.first + at
  for (const [at, entry] of persons.entries()) entry.id = blocks.persons.first + at
  return blocks
}

async function block(store: Store, kind: "deal" | "person" | "organization" | "note", count: number): Promise<IdBlock> {
  const [first = 0] = count === 0 ? [] : await store.ids(kind, count)
  return { first, count }
}

export function countsOf(contacts: Directory, made: Before, skipped: number): Counts {
  const tally = (entries: readonly { linked: boolean }[]) => {
    const linked = entries.filter((entry) => entry.linked).length
    return { added: entries.length - linked, linked }
  }
  return {
    deals: { added: made.deals },
    notes: { added: made.notes },
    organizations: tally([...contacts.organizations.values()]),
    persons: tally(contacts.persons),
    skipped,
  }
}
