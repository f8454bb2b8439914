/** What you do to what hangs on a record: on the screen at once, taken back and said when the server says no. */
import type { ActivityAnswer, ActivityChange, NewActivity, Scope } from "../../shared/api/activities.ts"
import type { FileAnswer } from "../../shared/api/files.ts"
import type { NoteAnswer, NoteChange } from "../../shared/api/notes.ts"
import { call } from "../app/client.ts"
import { changing } from "../app/own-changes.ts"
import { short, toast } from "../ui/toast.tsx"
import { patchActivity, patchFlow, patchNote, refresh, refreshFlow } from "./children.ts"
import { said } from "./optimistic.ts"
import type { Ref } from "./ref.ts"

export async function addActivity(ref: Ref, body: NewActivity): Promise<ActivityAnswer> {
  const made = await call("POST /api/v2/activities", { body })
  patchActivity(ref, made.id, made)
  if (made.rec_rule === null) refreshFlow(ref)
  else refresh(ref)
  return made
}

export async function changeActivity(
  ref: Ref,
  before: ActivityAnswer,
  body: ActivityChange,
  scope: Scope,
): Promise<void> {
  const asked = { params: { id: before.id }, query: { scope }, body }
  const after = await changing("activity", before.id, () => call("PATCH /api/v2/activities/{id}", asked))
  patchActivity(ref, before.id, after)
  if (scope === "this" && before.rec_rule === after.rec_rule) refreshFlow(ref)
  else refresh(ref)
}

/** Marks an activity done or not. Answers whether something else is planned; undefined when it was not changed. */
export async function mark(
  ref: Ref,
  activity: ActivityAnswer,
  done: boolean,
): Promise<{ planned: boolean } | undefined> {
  patchActivity(ref, activity.id, { ...activity, done })
  try {
    const asked = { params: { id: activity.id }, body: { done } }
    const after = await changing("activity", activity.id, () => call("PATCH /api/v2/activities/{id}", asked))
    patchActivity(ref, activity.id, after)
    return { planned: typeof after.next_activity_id === "number" }
  } catch (error) {
    patchActivity(ref, activity.id, activity)
    toast(`${short(activity.subject)} was not changed. ${said(error, "")}`, { kind: "error" })
    return undefined
  } finally {
    refreshFlow(ref)
  }
}

export async function removeActivity(ref: Ref, activity: ActivityAnswer, scope: Scope): Promise<void> {
  await call("DELETE /api/v2/activities/{id}", { params: { id: activity.id }, query: { scope } })
  patchActivity(ref, activity.id, undefined)
  patchFlow(ref, (item) => (item.type === "activity" && item.data.id === activity.id ? undefined : item))
  if (scope === "this") refreshFlow(ref)
  else refresh(ref)
}

export async function addNote(ref: Ref, links: object, content: string): Promise<void> {
  const made = await call("POST /api/v2/notes", { body: { content, ...links } })
  patchNote(ref, made.id, made)
  refreshFlow(ref)
}

export async function changeNote(ref: Ref, before: NoteAnswer, body: NoteChange): Promise<void> {
  patchNote(ref, before.id, { ...before, ...body } as NoteAnswer)
  try {
    const asked = { params: { id: before.id }, body }
    const after = await changing("note", before.id, () => call("PATCH /api/v2/notes/{id}", asked))
    patchNote(ref, before.id, after)
  } catch (error) {
    patchNote(ref, before.id, before)
    throw error
  } finally {
    refreshFlow(ref)
  }
}

export async function removeNote(ref: Ref, note: NoteAnswer): Promise<void> {
  await call("DELETE /api/v2/notes/{id}", { params: { id: note.id } })
  patchNote(ref, note.id, undefined)
  refresh(ref)
}

export function pinOf(ref: Ref): "pinned_to_deal_flag" | "pinned_to_person_flag" | "pinned_to_organization_flag" {
  return `pinned_to_${ref.kind}_flag`
}

export function pin(ref: Ref, note: NoteAnswer, pinned: boolean): void {
  changeNote(ref, note, { [pinOf(ref)]: pinned }).catch((error: unknown) =>
    toast(`The note was not ${pinned ? "pinned" : "unpinned"}. ${said(error, "")}`, { kind: "error" }),
  )
}

export async function removeFile(ref: Ref, file: FileAnswer): Promise<void> {
  await call("DELETE /api/v2/files/{id}", { params: { id: file.id } })
  patchFlow(ref, (item) => (item.type === "file" && item.data.id === file.id ? undefined : item))
  refreshFlow(ref)
}
