/** What the table needs to know of each kind of record: its schema, whose child it is, and its places in the indexes. */
import type * as z from "zod"
import { Activity, dueKey } from "../../shared/activity.ts"
import { ActivityType } from "../../shared/activity-types.ts"
import { Deal } from "../../shared/deal.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { Field } from "../../shared/field.ts"
import { FileRecord } from "../../shared/file.ts"
import { Filter } from "../../shared/filter.ts"
import { idIn, Lead, LeadLabel } from "../../shared/lead.ts"
import { Note } from "../../shared/note.ts"
import { nameKey, Organization } from "../../shared/organization.ts"
import { PermissionSet } from "../../shared/permission-set.ts"
import { Person } from "../../shared/person.ts"
import { Pipeline, Stage } from "../../shared/pipeline.ts"
import { Product } from "../../shared/product.ts"
import { Board, Phase, Project, ProjectTemplate } from "../../shared/project.ts"
import { DAYS_IN_TRASH, type Kind, type RecordKind } from "../../shared/record.ts"
import { Task } from "../../shared/task.ts"
import { seconds } from "../../shared/time.ts"
import { VisibilityGroup } from "../../shared/visibility-group.ts"
import { User, Workspace } from "../../shared/workspace.ts"
import { boardPlace, idKey, isRecordKind, keys } from "./patterns.ts"
import type { Item, Key } from "./table.ts"

type Others = {
  workspace: Workspace
  user: User
  pipeline: Pipeline
  stage: Stage
  field: Field
  activityType: ActivityType
  leadLabel: LeadLabel
  board: Board
  phase: Phase
  projectTemplate: ProjectTemplate
  visibilityGroup: VisibilityGroup
  permissionSet: PermissionSet
  filter: Filter
}
export type Everything = RecordOf & Others

export const SCHEMAS: { [K in Kind]: z.ZodType<Everything[K]> } = {
  deal: Deal,
  person: Person,
  organization: Organization,
  activity: Activity,
  note: Note,
  file: FileRecord,
  product: Product,
  lead: Lead,
  project: Project,
  task: Task,
  workspace: Workspace,
  user: User,
  pipeline: Pipeline,
  stage: Stage,
  field: Field,
  activityType: ActivityType,
  leadLabel: LeadLabel,
  board: Board,
  phase: Phase,
  projectTemplate: ProjectTemplate,
  visibilityGroup: VisibilityGroup,
  permissionSet: PermissionSet,
  filter: Filter,
}

/** A record's place under one of its parents. `at` is where it stands in the parent's flow. */
export type Edge = Key & { kind?: never; of: RecordKind; id: number; at?: string }

const PARENTS = ["deal", "person", "organization", "project", "product"] as const
type ParentKind = (typeof PARENTS)[number]
type Parents = { leadUuid?: string | undefined } & { [K in `${ParentKind}Id`]?: number | undefined } & {
  [K in `${ParentKind}Ids`]?: number[] | undefined
}

function parentsOf(record: Parents): [RecordKind, number][] {
  const leads = record.leadUuid === undefined ? [] : [["lead", idIn(record.leadUuid)] as [RecordKind, number]]
  const others = PARENTS.flatMap((kind) =>
    [record[`${kind}Id`] ?? [], record[`${kind}Ids`] ?? []].flat().map((id): [RecordKind, number] => [kind, id]),
  )
  return [...leads, ...others]
}

/** The edges from a record to its parents; none once it is in the trash. */
export function edgesOf<K extends Kind>(w: string, kind: K, record: Everything[K]): Edge[] {
  if (!isRecordKind(kind) || record.deletedAt !== undefined) return []
  const sk = SK[kind](record as never)
  const at = FLOW_TIME[kind]?.(record as never)
  if (sk === undefined) return []
  const own = parentsOf(record as Parents).map(([parent, id]) => ({
    pk: keys.edges(w, parent, id),
    sk,
    of: kind,
    id: record.id,
    ...(at && { at }),
  }))
  if ("participants" in record && "stageId" in record) return [...own, ...participations(w, record)]
  return "boardId" in record && "phaseId" in record ? [...own, inPhase(w, record)] : own
}

function inPhase(w: string, { id, phaseId }: Project): Edge {
  return { pk: keys.edges(w, "phase", phaseId), sk: `project#${idKey(id)}`, of: "project", id }
}

/** The places of a deal under those who take part in it beside its main person. */
function participations(w: string, { id, participants = [] }: Deal): Edge[] {
  const sk = `participation#${idKey(id)}`
  return participants.map(({ personId }) => ({ pk: keys.edges(w, "person", personId), sk, of: "deal", id }))
}

const SK: { [K in RecordKind]: (record: RecordOf[K]) => string | undefined } = {
  deal: (deal) => `deal#${idKey(deal.id)}`,
  person: (person) => `person#${idKey(person.id)}`,
  organization: (organization) => `organization#${idKey(organization.id)}`,
  activity: (activity) =>
    activity.done
      ? `activity#done#${activity.doneAt ?? ""}#${idKey(activity.id)}`
      : `activity#open#${dueKey({ on: activity.dueOn, at: activity.dueAt })}#${idKey(activity.id)}`,
  note: (note) => `note#${idKey(note.id)}`,
  // until its bytes are there, it is nowhere
  file: (file) => (file.uploadedAt === undefined ? undefined : `file#${idKey(file.id)}`),
  product: (product) => `product#${idKey(product.id)}`,
  lead: (lead) => `lead#${idKey(lead.id)}`,
  project: (project) => `project#${idKey(project.id)}`,
  task: (task) => `task#${idKey(task.id)}`,
}

const FLOW_TIME: { [K in RecordKind]?: (record: RecordOf[K]) => string } = {
  activity: (activity) => activity.doneAt ?? activity.addedAt,
  note: (note) => note.addedAt,
  file: (file) => file.addedAt,
}

/** The item of a record, with its places in the indexes. */
export function itemOf<K extends Kind>(w: string, kind: K, record: Everything[K]): Item {
  const base = { ...keys.any(w, kind, record.id), kind, ...record }
  if (!isRecordKind(kind)) return base
  const deleted = record.deletedAt !== undefined
  return {
    ...base,
    kindPk: keys.kind(w, kind, deleted),
    recentSk: `${record.deletedAt ?? record.changedAt}#${idKey(record.id)}`,
    ttl: deleted ? seconds(record.deletedAt ?? "") + DAYS_IN_TRASH * 86_400 : undefined,
    ...(deleted ? {} : PLACES[kind](w, record as never)),
  }
}

const named = (name: string, id: number) => ({ nameSk: `${nameKey(name).slice(0, 100)}#${idKey(id)}` })

const PLACES: { [K in RecordKind]: (w: string, record: RecordOf[K]) => Record<string, string | number | undefined> } = {
  deal: (w, deal) =>
    deal.status !== "open" || deal.archivedAt !== undefined
      ? {}
      : {
          boardPk: keys.board(w, deal.stageId),
          boardSk:
            deal.nextActivity === undefined
              ? boardPlace.none(deal.id)
              : boardPlace.due(dueKey(deal.nextActivity), deal.id),
        },
  person: (_, person) => named(person.name, person.id),
  organization: (_, organization) => named(organization.name, organization.id),
  activity: (w, activity) => ({
    agendaPk: keys.agenda(w, activity.ownerId, activity.done),
    agendaSk: `${dueKey({ on: activity.dueOn, at: activity.dueAt })}#${idKey(activity.id)}`,
  }),
  note: () => ({}),
  file: (_, file) => (file.uploadedAt === undefined ? { ttl: seconds(file.addedAt) + DAY_TO_UPLOAD } : {}),
  product: (_, product) => named(product.name, product.id),
  lead: () => ({}),
  project: () => ({}),
  task: () => ({}),
}

/** Seconds after which a file is forgotten whose bytes never came. */
const DAY_TO_UPLOAD = 86_400

/** The record an item holds. Throws when the item does not fit its kind: stored data and code have parted. */
export function recordOf<K extends Kind>(kind: K, item: Record<string, unknown>): Everything[K] {
  return SCHEMAS[kind].parse(item)
}
