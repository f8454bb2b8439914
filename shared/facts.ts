/** The facts that reports, filters and totals need of each kind of record: the columns of its segments. Derived from one image of the record alone. */
import { dueNumber } from "./activity.ts"
import type { Columns, Row } from "./columns.ts"
import { COMMON, OF_KIND, type RecordOf, STATUS } from "./fact-sources.ts"
import type { FieldType } from "./field.ts"
import { idIn } from "./lead.ts"
import { PROJECT_STATUSES } from "./project.ts"
import type { Base, Custom, Follower, RecordKind } from "./record.ts"
import { dayNumber, seconds } from "./time.ts"

/** Ids in one segment: record `id` is in segment `floor(id / 256)`. */
export const SEGMENT_IDS = 256

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
