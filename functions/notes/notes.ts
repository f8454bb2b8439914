import type { NewNote, NoteChange } from "../../shared/api/notes.ts"

import type { Note } from "../../shared/note.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "../records/references.ts"
import { changed, created } from "../records/stamp.ts"
import { cleanHtml } from "./clean.ts"

export async function need(store: Store, actor: Actor, id: number): Promise<Note> {
  const note = await store.get("note", id)
  if (note === undefined || !canSee(actor, note)) throw new Problem("not_found", `Note ${id} was not found`)
  return note
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
  needsParent(note)
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
    needsParent(after)
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

function needsParent(note: Note): void {
  if (note.dealId === undefined && note.personId === undefined && note.organizationId === undefined) {
    const why = "give deal_id, person_id or org_id: a note belongs to a record"
    throw new Problem("invalid", `deal_id: ${why}`, { deal_id: why })
  }
}

async function linksOf(store: Store, actor: Actor, body: NoteChange): Promise<Partial<Note>> {
  await Promise.all([
    linked(store, actor, "deal", body.deal_id ?? undefined, "deal_id"),
    linked(store, actor, "person", body.person_id ?? undefined, "person_id"),
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
  ])
  return {
    ...(body.deal_id !== undefined && { dealId: body.deal_id ?? undefined }),
    ...(body.person_id !== undefined && { personId: body.person_id ?? undefined }),
    ...(body.org_id !== undefined && { organizationId: body.org_id ?? undefined }),
  }
}
