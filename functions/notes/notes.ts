import type { NewNote, NoteChange } from "../../shared/api/notes.ts"
import type { Note } from "../../shared/note.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { type Setup, setupOf } from "../data/setup.ts"
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

/** Whose note it is and since when, which integrations may say. */
type Authorship = { user_id?: number | undefined; add_time?: string | undefined }

export async function add(actor: Actor, body: NewNote & Authorship, now = Date.now()): Promise<Note> {
  const store = open(actor)
  const [setup, links, [id = 0]] = await Promise.all([setupOf(actor), linksOf(store, actor, body), store.ids("note")])
  const base = created(actor, id, now)
  const note: Note = {
    ...base,
    addedAt: body.add_time ?? base.addedAt,
    ...links,
    content: contentOf(body.content),
    ownerId: authorOf(setup, actor, body) ?? actor.userId,
    creatorId: actor.userId,
    visibleTo: 7,
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
  body: NoteChange & Authorship & { deleted?: boolean },
  now = Date.now(),
): Promise<Note> {
  const store = open(actor)
  const author = authorOf(await setupOf(actor), actor, body)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const after: Note = {
      ...before,
      ...(await linksOf(store, actor, body)),
      ownerId: author ?? before.ownerId,
      addedAt: body.add_time ?? before.addedAt,
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

function authorOf(setup: Setup, actor: Actor, { user_id }: Authorship): number | undefined {
  if (user_id === undefined || user_id === actor.userId) return user_id
  if (actor.role !== "admin") throw new Problem("forbidden", "Only an admin may say whose note it is")
  if (!setup.users.has(user_id)) {
    throw new Problem("invalid", "user_id: is not a user of this workspace", {
      user_id: "is not a user of this workspace",
    })
  }
  return user_id
}

export function contentOf(html: string): string {
  const content = cleanHtml(html)
  if (content === "") throw new Problem("invalid", "content: must not be empty", { content: "must not be empty" })
  return content
}
