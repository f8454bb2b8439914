/** The facts that reports, filters and totals need of each kind of record: the columns of its segments. Derived from one image of the record alone. */
import { type Activity, dueNumber } from "./activity.ts"
import type { Columns, Row } from "./columns.ts"
import type { Deal } from "./deal.ts"
import type { FieldType } from "./field.ts"
import type { FileRecord } from "./file.ts"
import { idIn, type Lead } from "./lead.ts"
import type { Note } from "./note.ts"
import type { Organization } from "./organization.ts"
import type { Person } from "./person.ts"
import type { Product } from "./product.ts"
import { PROJECT_STATUSES, type Project } from "./project.ts"
import type { Base, Custom, Follower, RecordKind } from "./record.ts"
import type { Task } from "./task.ts"
import { dayNumber, seconds } from "./time.ts"

/** Ids in one segment: record `id` is in segment `floor(id / 256)`. */
export const SEGMENT_IDS = 256

export const STATUS = { open: 0, won: 1, lost: 2 } as const

const COMMON = {
  id: "int",
  version: "int",
  gone: "int",
  owner: "int",
  creator: "int",
  visibleTo: "int",
  added: "int",
  changed: "int",
  import: "text",
} as const satisfies Columns

const OF_KIND = {
  deal: {
    archived: "int",
    status: "int",
    pipeline: "int",
    stage: "int",
    person: "int",
    organization: "int",
    value: "int",
    currency: "text",
    probability: "num",
    won: "int",
    lost: "int",
    closed: "int",
    wonOn: "int",
    lostOn: "int",
    expectedCloseOn: "int",
    stageChanged: "int",
    touched: "int",
    lostReason: "text",
    labels: "ints",
    nextOn: "int",
    origin: "text",
    visits: "ints",
    products: "ints",
    followers: "ints",
  },
  person: { organization: "int", labels: "ints", nextOn: "int", followers: "ints" },
  organization: { labels: "ints", nextOn: "int", employees: "int", revenue: "int", followers: "ints" },
  activity: {
    deal: "int",
    person: "int",
    organization: "int",
    lead: "int",
    project: "int",
    type: "text",
    dueOn: "int",
    due: "int",
    done: "int",
    doneAt: "int",
    priority: "int",
  },
  note: { deal: "int", person: "int", organization: "int", lead: "int", project: "int" },
  file: {
    deal: "int",
    person: "int",
    organization: "int",
    lead: "int",
    project: "int",
    product: "int",
    size: "int",
  },
  product: { category: "int", linkable: "int", tax: "num", followers: "ints" },
  lead: {
    archived: "int",
    person: "int",
    organization: "int",
    title: "text",
    seen: "int",
    value: "int",
    currency: "text",
    expectedCloseOn: "int",
    labels: "ints",
    next: "int",
    nextOn: "int",
    source: "text",
    followers: "ints",
  },
  project: {
    archived: "int",
    status: "int",
    board: "int",
    phase: "int",
    deals: "ints",
    persons: "ints",
    organizations: "ints",
    labels: "ints",
    startsOn: "int",
    endsOn: "int",
  },
  task: { project: "int", parent: "int", assignees: "ints", done: "int", milestone: "int", dueOn: "int" },
} as const satisfies Record<RecordKind, Columns>

export type RecordOf = {
  deal: Deal
  person: Person
  organization: Organization
  activity: Activity
  note: Note
  file: FileRecord
  product: Product
  lead: Lead
  project: Project
  task: Task
}

/** A record's row and the types of its columns, those of its custom fields (`custom.<key>`) included. */
export function factsOf<K extends RecordKind>(kind: K, record: RecordOf[K]): { row: Row; columns: Columns } {
  const special = SPECIAL[kind](record)
  const custom = "custom" in record ? customFacts(record.custom) : { row: {}, columns: {} }
  return {
    row: { ...common(record), ...special, ...custom.row },
    columns: { ...COMMON, ...OF_KIND[kind], ...custom.columns },
  }
}

/** The type of a built-in fact, or undefined for one a kind does not have. */
export function factType(kind: RecordKind, name: string): Columns[string] | undefined {
  const columns: Columns = { ...COMMON, ...OF_KIND[kind] }
  return columns[name]
}

function common(
  record: Base & { ownerId: number; creatorId: number; visibleTo: number; importId?: string | undefined },
): Row {
  return {
    id: record.id,
    version: record.version,
    gone: record.deletedAt === undefined ? null : 1,
    owner: record.ownerId,
    creator: record.creatorId,
    visibleTo: record.visibleTo,
    added: seconds(record.addedAt),
    changed: seconds(record.changedAt),
    import: record.importId ?? null,
  }
}

const leadOf = (uuid: string | undefined) => (uuid === undefined ? null : idIn(uuid))
const second = (at: string | undefined) => (at === undefined ? null : seconds(at))
const followersOf = ({ followers }: { followers?: Follower[] | undefined }) =>
  followers?.map(({ userId }) => userId) ?? null
const day = (on: string | undefined) => (on === undefined ? null : dayNumber(on))

const SPECIAL: { [K in RecordKind]: (record: RecordOf[K]) => Row } = {
  deal: (deal) => ({
    archived: deal.archivedAt === undefined ? null : 1,
    status: STATUS[deal.status],
    pipeline: deal.pipelineId,
    stage: deal.stageId,
    person: deal.personId ?? null,
    organization: deal.organizationId ?? null,
    value: deal.value.amount,
    currency: deal.value.currency,
    probability: deal.probability ?? null,
    won: second(deal.wonAt),
    lost: second(deal.lostAt),
    closed: second(deal.closedAt),
    wonOn: day(deal.wonOn),
    lostOn: day(deal.lostOn),
    expectedCloseOn: day(deal.expectedCloseOn),
    stageChanged: second(deal.stageChangedAt),
    touched: seconds(deal.touchedAt),
    lostReason: deal.lostReason ?? null,
    labels: deal.labelIds,
    nextOn: day(deal.nextActivity?.on),
    origin: deal.origin,
    visits: deal.visits.flatMap((visit) => [visit.stageId, seconds(visit.at)]),
    products: deal.goods?.productIds ?? null,
    followers: followersOf(deal),
  }),
  person: (person) => ({
    organization: person.organizationId ?? null,
    labels: person.labelIds,
    followers: followersOf(person),
    nextOn: day(person.nextActivity?.on),
  }),
  organization: (organization) => ({
    labels: organization.labelIds,
    nextOn: day(organization.nextActivity?.on),
    employees: organization.employeeCount ?? null,
    revenue: organization.annualRevenue ?? null,
    followers: followersOf(organization),
  }),
  activity: (activity) => ({
    deal: activity.dealId ?? null,
    person: activity.personId ?? null,
    organization: activity.organizationId ?? null,
    lead: leadOf(activity.leadUuid),
    project: activity.projectId ?? null,
    type: activity.type,
    dueOn: dayNumber(activity.dueOn),
    due: dueNumber(activity),
    done: activity.done ? 1 : 0,
    doneAt: second(activity.doneAt),
    priority: activity.priority ?? null,
  }),
  note: (note) => ({
    deal: note.dealId ?? null,
    person: note.personId ?? null,
    organization: note.organizationId ?? null,
    lead: leadOf(note.leadUuid),
    project: note.projectId ?? null,
  }),
  file: (file) => ({
    deal: file.dealId ?? null,
    person: file.personId ?? null,
    organization: file.organizationId ?? null,
    lead: leadOf(file.leadUuid),
    project: file.projectId ?? null,
    product: file.productId ?? null,
    size: file.size,
  }),
  product: (product) => ({
    category: product.category ?? null,
    linkable: product.linkable ? 1 : 0,
    tax: product.tax,
    followers: followersOf(product),
  }),
  lead: (lead) => ({
    archived: lead.archivedAt === undefined ? null : 1,
    person: lead.personId ?? null,
    organization: lead.organizationId ?? null,
    title: lead.title,
    seen: lead.seen ? 1 : 0,
    value: lead.value?.amount ?? null,
    currency: lead.value?.currency ?? null,
    expectedCloseOn: day(lead.expectedCloseOn),
    labels: lead.labelIds.map(idIn),
    next: lead.nextActivity?.id ?? null,
    nextOn: day(lead.nextActivity?.on),
    source: lead.source,
    followers: followersOf(lead),
  }),
  project: (project) => ({
    archived: project.archivedAt === undefined ? null : 1,
    status: PROJECT_STATUSES.indexOf(project.status),
    board: project.boardId,
    phase: project.phaseId,
    deals: project.dealIds,
    persons: project.personIds,
    organizations: project.organizationIds,
    labels: project.labelIds,
    startsOn: day(project.startsOn),
    endsOn: day(project.endsOn),
  }),
  task: (task) => ({
    project: task.projectId,
    parent: task.parentTaskId ?? null,
    assignees: task.assigneeIds,
    done: task.done ? 1 : 0,
    milestone: task.milestone ? 1 : 0,
    dueOn: day(task.dueOn),
  }),
}

/** Parts of custom fields that filters know: where a range ends, and those of an address. */
export const FACT_PARTS: Partial<Record<FieldType, readonly string[]>> = {
  daterange: ["until"],
  timerange: ["until"],
  address: [
    "route",
    "street_number",
    "subpremise",
    "locality",
    "sublocality",
    "admin_area_level_1",
    "admin_area_level_2",
    "country",
    "postal_code",
    "formatted_address",
  ],
}
const PARTS = Object.values(FACT_PARTS).flat()

function partsOf(value: object): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([part, held]) =>
    PARTS.includes(part) && typeof held === "string" && held !== "" ? [[`.${part}`, held] as const] : [],
  )
}

function customFacts(custom: Custom): { row: Row; columns: Columns } {
  const row: Row = {}
  const columns: Columns = {}
  for (const [key, value] of Object.entries(custom)) {
    const name = `custom.${key}`
    if (typeof value === "number") {
      columns[name] = "num"
      row[name] = value
    } else if (typeof value === "string" && value.length <= 255) {
      columns[name] = "text"
      row[name] = value
    } else if (Array.isArray(value) && value.every((one) => typeof one === "number")) {
      columns[name] = "ints"
      row[name] = value
    } else if (value !== null && typeof value === "object" && "value" in value && typeof value.value === "number") {
      columns[name] = "num"
      row[name] = value.value
    } else if (value !== null && typeof value === "object" && "value" in value && typeof value.value === "string") {
      for (const [part, held] of [["", value.value], ...partsOf(value)] as const) {
        columns[name + part] = "text"
        row[name + part] = held.slice(0, 255)
      }
    }
  }
  return { row, columns }
}
