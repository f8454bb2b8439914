/** Records as the table holds them, whole and valid, for tests below the API. */
import type { Activity } from "../../shared/activity.ts"
import type { Deal } from "../../shared/deal.ts"
import type { FileRecord } from "../../shared/file.ts"
import { type Lead, uuidOf } from "../../shared/lead.ts"
import type { Note } from "../../shared/note.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Sight } from "../../shared/permission.ts"
import type { Person } from "../../shared/person.ts"
import type { Product } from "../../shared/product.ts"
import type { Project } from "../../shared/project.ts"
import type { Task } from "../../shared/task.ts"

const AT = "2026-03-01T09:00:00Z"
const base = { version: 1, addedAt: AT, changedAt: AT, changedBy: 1, via: "app" as const }
const owned = { ...base, ownerId: 1, creatorId: 1, visibleTo: 3 as const }
/** Of kinds that nobody hides. */
const unhidden = { ...owned, visibleTo: 7 as const }

export function aDeal(given: Partial<Deal> = {}): Deal {
  return {
    ...owned,
    id: 1,
    title: "Pumps",
    value: { amount: 10_000, currency: "EUR" },
    status: "open",
    pipelineId: 1,
    stageId: 1,
    visits: [{ stageId: 1, at: AT }],
    labelIds: [],
    origin: "ManuallyCreated",
    touchedAt: AT,
    custom: {},
    ...given,
  }
}

export function aPerson(given: Partial<Person> = {}): Person {
  return { ...owned, id: 1, name: "Maija Mets", emails: [], phones: [], labelIds: [], custom: {}, ...given }
}

export function anOrganization(given: Partial<Organization> = {}): Organization {
  return { ...owned, id: 1, name: "Mets & Co", labelIds: [], custom: {}, ...given }
}

export function anActivity(given: Partial<Activity> = {}): Activity {
  return {
    ...unhidden,
    id: 1,
    subject: "Call",
    type: "call",
    participants: [],
    dueOn: "2026-03-02",
    busy: false,
    done: false,
    ...given,
  }
}

export function aNote(given: Partial<Note> = {}): Note {
  return {
    ...unhidden,
    id: 1,
    content: "<p>Hello</p>",
    pinnedToDeal: false,
    pinnedToPerson: false,
    pinnedToOrganization: false,
    ...given,
  }
}

export function aFile(given: Partial<FileRecord> = {}): FileRecord {
  return { ...unhidden, id: 1, name: "offer.pdf", size: 1000, type: "application/pdf", uploadedAt: AT, ...given }
}

export function aProduct(given: Partial<Product> = {}): Product {
  return {
    ...owned,
    id: 1,
    name: "Pump 200",
    tax: 0,
    linkable: true,
    prices: [{ currency: "EUR", price: 120 }],
    frequency: "one-time",
    variations: [],
    custom: {},
    ...given,
  }
}

export function aLead(given: Partial<Lead> = {}): Lead {
  return {
    ...owned,
    id: 1,
    uuid: uuidOf(given.id ?? 1, new Uint8Array(10)),
    title: "Pumps for Mets",
    labelIds: [],
    seen: false,
    source: "API",
    origin: "API",
    custom: {},
    ...given,
  }
}

export function aProject(given: Partial<Project> = {}): Project {
  return {
    ...unhidden,
    id: 1,
    title: "Install pumps",
    status: "open",
    boardId: 1,
    phaseId: 1,
    dealIds: [],
    personIds: [],
    organizationIds: [],
    labelIds: [],
    groups: [],
    custom: {},
    ...given,
  }
}

export function aTask(given: Partial<Task> = {}): Task {
  return { ...unhidden, id: 1, title: "Order", projectId: 1, done: false, milestone: false, assigneeIds: [], ...given }
}

/** What a regular user sees where everyone is in one group. */
export function sightOfOneGroup(userId: number, userIds: readonly number[]): Sight {
  const everyone = new Set(userIds)
  return {
    groupId: 1,
    owners: { 1: new Set([userId]), 3: everyone, 5: everyone },
    hiddenPipelines: new Set(),
    hiddenStages: new Set(),
  }
}
