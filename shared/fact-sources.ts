/** Which fact of a kind is read from which property of its record. */
import type { Activity } from "./activity.ts"
import type { Columns } from "./columns.ts"
import type { Deal } from "./deal.ts"
import type { FileRecord } from "./file.ts"
import type { Lead } from "./lead.ts"
import type { Note } from "./note.ts"
import type { Organization } from "./organization.ts"
import type { Person } from "./person.ts"
import type { Product } from "./product.ts"
import type { Project } from "./project.ts"
import type { RecordKind } from "./record.ts"
import type { Task } from "./task.ts"

export const STATUS = { open: 0, won: 1, lost: 2 } as const

export const COMMON = {
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

export const OF_KIND = {
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
