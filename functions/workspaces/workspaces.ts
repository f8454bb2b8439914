import { createHash, randomBytes } from "node:crypto"
import type { z } from "zod"
import type { workspaces as api } from "../../shared/api/workspaces.ts"
import type { Field, FieldOption } from "../../shared/field.ts"
import { type LeadLabel, uuidOf } from "../../shared/lead.ts"
import { nameKey } from "../../shared/organization.ts"
import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import { type PipelineTemplate, pipelineTemplate } from "../../shared/pipeline-templates.ts"
import { Problem } from "../../shared/problem.ts"
import type { Board, Phase } from "../../shared/project.ts"
import type { Kind } from "../../shared/record.ts"
import type { User, Workspace } from "../../shared/workspace.ts"
import { ConditionFailed, commit, type Write } from "../data/commit.ts"
import { recordOf } from "../data/kinds.ts"
import { keys } from "../data/patterns.ts"
import { setupChanged } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { get } from "../data/table.ts"
import type { Identity } from "../platform/actor.ts"
import { created } from "../records/stamp.ts"
import * as pool from "../users/pool.ts"

type NewWorkspace = z.output<(typeof api)["create"]["body"]>

const LABELS: FieldOption[] = [
  { id: 1, label: "Hot", color: "red" },
  { id: 2, label: "Warm", color: "yellow" },
  { id: 3, label: "Cold", color: "blue" },
]
const LEAD_LABELS = [
  { name: "Hot", color: "red" },
  { name: "Warm", color: "yellow" },
  { name: "Cold", color: "blue" },
] as const
const PHASES = ["Kick-off", "Planning", "Implementation", "Review"]
const CONTACT_LABELS: FieldOption[] = [
  { id: 1, label: "Customer", color: "green" },
  { id: 2, label: "Hot lead", color: "red" },
  { id: 3, label: "Warm lead", color: "yellow" },
  { id: 4, label: "Cold lead", color: "blue" },
]

/**
 * Makes a workspace for someone who signed up, with themselves as admin and a pipeline to start with. Its id follows from who
 * they are, so that a request sent twice, or again after a fault, finds the workspace it made.
 */
export async function create(
  identity: Identity,
  body: NewWorkspace,
  now = Date.now(),
): Promise<{ id: string; workspace: Workspace }> {
  const { email, workspaceId } = await pool.profile(identity.username)
  if (workspaceId !== undefined && workspaceId !== "") throw new Problem("conflict", "You have a workspace already")
  for (let salt = 0; salt < 8; salt++) {
    const id = idFor(identity.sub, salt)
    const workspace = await claim(id, identity.sub, email, body, now)
    if (workspace === undefined) continue
    await pool.join(identity.username, { workspaceId: id, userId: 1 })
    return { id, workspace }
  }
  throw new Problem("unavailable", "No free number for the workspace was found; try again")
}

/** A number below 2^40, so that it fits an API token; never one of few digits. */
function idFor(sub: string, salt: number): string {
  const digest = createHash("sha256").update(`${sub}#${salt}`).digest()
  return String(1_000_000 + (digest.readUIntBE(0, 5) % (2 ** 40 - 1_000_000)))
}

async function claim(
  id: string,
  sub: string,
  email: string,
  body: NewWorkspace,
  now: number,
): Promise<Workspace | undefined> {
  const founder = { userId: 1, via: "app" as const }
  const workspace: Workspace = {
    ...created(founder, 1, now),
    name: body.name,
    domain: `${
      nameKey(body.name)
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "")
        .slice(0, 40) || "team"
    }-${Number(id).toString(36)}`,
    currency: body.currency,
    zone: body.zone,
  }
  const user: User = {
    ...created(founder, 1, now),
    name: body.person_name,
    email: email.toLowerCase(),
    role: "admin",
    status: "active",
    zone: body.zone,
    currency: body.currency,
  }
  try {
    await commit(...firstWrites(id, sub, workspace, user, pipelineTemplate(body.template), now))
    return workspace
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    const claimed = await get(keys.unique(id, "founder", sub))
    const item = claimed === undefined ? undefined : await get(keys.setupOf(id, "workspace", 1))
    return item === undefined ? undefined : recordOf("workspace", item)
  }
}

function firstWrites(
  id: string,
  sub: string,
  workspace: Workspace,
  user: User,
  template: PipelineTemplate,
  now: number,
): Write[] {
  const store = open({ workspaceId: id })
  const by = { userId: 1, via: "system" as const }
  const pipeline: Pipeline = { ...created(by, 1, now), name: template.pipeline, order: 1, probabilityEnabled: true }
  const stages: Stage[] = template.stages.map((stage, i) => ({
    ...created(by, i + 1, now),
    ...stage,
    pipelineId: 1,
    order: i + 1,
  }))
  const label = (fieldId: number, of: Field["of"], options: FieldOption[]): Field => ({
    ...created(by, fieldId, now),
    of,
    key: "label_ids",
    name: "Label",
    type: "set",
    options,
  })
  const leadLabels = LEAD_LABELS.map((one, i): LeadLabel => {
    return { ...created(by, i + 1, now), uuid: uuidOf(i + 1, randomBytes(10)), ...one }
  })
  const board: Board = { ...created(by, 1, now), name: "Projects", order: 1 }
  const phases = PHASES.map((name, i): Phase => ({ ...created(by, i + 1, now), name, boardId: 1, order: i + 1 }))
  const last = (kind: Kind, number: number): Write => ({ put: { ...keys.counter(id, kind), last: number } })
  return [
    ...store.saving("workspace", workspace),
    { put: { ...keys.unique(id, "founder", sub) } },
    ...(user.email ? [{ put: { ...keys.unique(id, "user.email", user.email), userId: 1 } }] : []),
    ...store.saving("user", user),
    ...store.saving("pipeline", pipeline),
    ...stages.flatMap((stage) => store.saving("stage", stage)),
    ...store.saving("field", label(1, "deal", LABELS)),
    ...store.saving("field", label(2, "person", CONTACT_LABELS)),
    ...store.saving("field", label(3, "organization", CONTACT_LABELS)),
    ...store.saving("field", label(4, "project", LABELS)),
    ...leadLabels.flatMap((one) => store.saving("leadLabel", one)),
    ...store.saving("board", board),
    ...phases.flatMap((one) => store.saving("phase", one)),
    last("leadLabel", leadLabels.length),
    last("board", 1),
    last("phase", phases.length),
    last("user", 1),
    last("pipeline", 1),
    last("stage", stages.length),
    last("field", 4),
    setupChanged(id),
  ]
}
