/** Records as the table holds them, whole and valid, for tests below the API. */
import type { Activity } from "../../shared/activity.ts"
import type { Deal } from "../../shared/deal.ts"
import type { FileRecord } from "../../shared/file.ts"
import type { Note } from "../../shared/note.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"

const AT = "2026-03-01T09:00:00Z"
const base = { version: 1, addedAt: AT, changedAt: AT, changedBy: 1, via: "app" as const }
const owned = { ...base, ownerId: 1, creatorId: 1, visibleTo: 3 as const }

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
    ...owned,
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
    ...owned,
    id: 1,
    content: "<p>Hello</p>",
    pinnedToDeal: false,
    pinnedToPerson: false,
    pinnedToOrganization: false,
    ...given,
  }
}

export function aFile(given: Partial<FileRecord> = {}): FileRecord {
  return { ...owned, id: 1, name: "offer.pdf", size: 1000, type: "application/pdf", uploadedAt: AT, ...given }
}
