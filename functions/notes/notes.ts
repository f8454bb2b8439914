import type { NewNote, NoteChange } from "../../shared/api/notes.ts"
import type { Note } from "../../shared/note.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { linksOf, needsParent, underSeen } from "../records/parents.ts"
import { changed, created } from "../records/stamp.ts"
import { cleanHtml } from "./clean.ts"

/** The note, to whom may see a record that it belongs to. */
export async function need(store: Store, actor: Actor, id: number): Promise<Note> {
  const note = await store.get("note", id)
  const [seen] = note === undefined || !canSee(actor, note) ? [] : await underSeen(store, actor, [note])
  if (seen === undefined) throw new Problem("not_found", `Note ${id} was not found`)
  return seen
}

export async function add(actor: Actor, body: NewNote, now = Date.now()): Promise<Note> {
  const store = open(actor)
  const [links, [id = 0]] = await Promise.all([linksOf(store, actor, body), store.ids("note")])
  const note: Note = {
    ...created(actor, id, now),
    ...links,
    content: contentOf(body.content),
    ownerId: actor.userId,
    creatorId: actor.userId,
    visibleTo: 3,
    pinnedToDeal: body.pinned_to_deal_flag ?? false,
    pinnedToPerson: body.pinned_to_person_flag ?? false,
    pinnedToOrganization: body.pinned_to_organization_flag ?? false,
  }
  needsParent(note, "a note")
  await store.commit(...store.saving("note", note))
  return note
}

export async function change(
  actor: Actor,
  id: number,
  body: NoteChange & { deleted?: boolean },
  now = Date.now(),
): Promise<Note> {
  const store = open(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const after: Note = {
      ...before,
      ...(await linksOf(store, actor, body)),
      content: body.content === undefined ? before.content : contentOf(body.content),
      pinnedToDeal: body.pinned_to_deal_flag ?? before.pinnedToDeal,
      pinnedToPerson: body.pinned_to_person_flag ?? before.pinnedToPerson,
      pinnedToOrganization: body.pinned_to_organization_flag ?? before.pinnedToOrganization,
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    needsParent(after, "a note")
    await store.commit(...store.saving("note", after, before))
    return after
  })
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  const note = await need(open(actor), actor, id)
  if (note.deletedAt !== undefined) throw new Problem("not_found", `Note ${id} was not found`)
  await change(actor, id, { deleted: true })
  return { id }
}

function contentOf(html: string): string {
  const content = cleanHtml(html)
  if (content === "") throw new Problem("invalid", "content: must not be empty", { content: "must not be empty" })
  return content
}
