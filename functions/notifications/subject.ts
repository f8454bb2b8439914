/** What an event is about, as a notification names it, and who may see that. */
import type { Deal } from "../../shared/deal.ts"
import type { CrmEvent } from "../../shared/event.ts"
import type { Note } from "../../shared/note.ts"
import type { Notification } from "../../shared/notification.ts"
import { canSee, type Viewer, type Visible } from "../../shared/permission.ts"
import type { Store } from "../data/store.ts"
import { parentsOf } from "../records/parents.ts"

type About = Pick<Notification, "of" | "recordId" | "title"> &
  Partial<Pick<Notification, "dealId" | "personId" | "organizationId" | "noteId" | "excerpt">>

export type Subject = { about: About; deal?: Deal; isSeenBy(viewer: Viewer): boolean }

export async function subjectOf(store: Store, event: CrmEvent): Promise<Subject | undefined> {
  const [kind = ""] = event.name.split(".")
  if (kind === "import") return importSubject(event)
  if (kind === "note") return noteSubject(store, event.id)
  if (kind === "deal" || kind === "person" || kind === "organization") return recordSubject(store, kind, event.id)
  return kind === "activity" ? activitySubject(store, event.id) : undefined
}

const seenBy = (record: Visible) => (viewer: Viewer) => canSee(viewer, record)

async function recordSubject(
  store: Store,
  kind: "deal" | "person" | "organization",
  id: number,
): Promise<Subject | undefined> {
  const record = await store.get(kind, id)
  if (record === undefined || record.deletedAt !== undefined) return undefined
  const title = "title" in record ? record.title : record.name
  const link = { deal: "dealId", person: "personId", organization: "organizationId" }[kind]
  return {
    about: { of: kind, recordId: id, title, [link]: id },
    ...("stageId" in record && { deal: record }),
    isSeenBy: seenBy(record),
  }
}

async function activitySubject(store: Store, id: number): Promise<Subject | undefined> {
  const activity = await store.get("activity", id)
  if (activity === undefined || activity.deletedAt !== undefined) return undefined
  const { dealId, personId, organizationId, subject } = activity
  return {
    about: { of: "activity", recordId: id, title: subject, dealId, personId, organizationId },
    isSeenBy: seenBy(activity),
  }
}

/** A note is named by the record it is on: its deal, or else its person or organization. */
async function noteSubject(store: Store, id: number): Promise<Subject | undefined> {
  const note = await store.get("note", id)
  const parents = note === undefined || note.deletedAt !== undefined ? [] : parentsOf(note)
  const [subject] = await Promise.all(
    parents.flatMap(({ kind, id: of }) =>
      kind === "deal" || kind === "person" || kind === "organization" ? [recordSubject(store, kind, of)] : [],
    ),
  )
  if (note === undefined || subject === undefined) return undefined
  return { ...subject, about: { ...subject.about, noteId: id, excerpt: excerptOf(note) } }
}

const LONGEST = 160

function excerptOf({ content }: Note): string {
  const spaced = content.replace(/<(br|\/p|\/div|\/li|\/h[1-3])\b[^>]*>/g, " ").replace(/<[^>]*>/g, "")
  const text = spaced.replace(/&(\w+|#\d+);/g, (whole, name: string) => SIGNS[name] ?? whole)
  const plain = text.replace(/\s+/g, " ").trim()
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1).trimEnd()}…`
}

const SIGNS: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" }

function importSubject({ data }: CrmEvent): Subject | undefined {
  const { current } = data
  if (typeof current !== "object" || current === null || !("id" in current)) return undefined
  const title = String("file_name" in current ? current.file_name : "").slice(0, 255)
  return { about: { of: "import", recordId: String(current.id), title }, isSeenBy: () => true }
}
