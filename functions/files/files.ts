import { type FileAnswer, type FileQuery, fileAnswer, type NewFile } from "../../shared/api/files.ts"
import type { Page } from "../../shared/api/route.ts"
import { type FileRecord, isPreviewable } from "../../shared/file.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import { linksOf, needsParent, parentOf, underSeen } from "../records/parents.ts"
import { changed, created } from "../records/stamp.ts"
import { bytesOf } from "./bytes.ts"

/** The file, to whom may see a record that it belongs to. Until its bytes are there, to whom adds it. */
export async function need(store: Store, actor: Actor, id: number): Promise<FileRecord> {
  const file = await store.get("file", id)
  const pending = file?.uploadedAt === undefined && file?.creatorId !== actor.userId
  if (file === undefined || pending || !canSee(actor, file)) throw gone(id)
  const [seen] = await underSeen(store, actor, [file])
  if (seen === undefined) throw gone(id)
  return seen
}

const gone = (id: number) => new Problem("not_found", `File ${id} was not found`)

export async function list(actor: Actor, query: FileQuery): Promise<Page<FileAnswer[]>> {
  const page = await found(actor, query)
  return { ...page, data: page.data.map(fileAnswer) }
}

/** A page of the files that the actor may see: all, or those of one record. */
export async function found(actor: Actor, query: FileQuery): Promise<Page<FileRecord[]>> {
  const store = open(actor)
  const found = await listRecords(actor, {
    kind: "file",
    parent: parentOf(query),
    sortBy: query.sort_by,
    direction: query.sort_direction,
    limit: query.limit,
    cursor: query.cursor,
    keeps: (file) => file.uploadedAt !== undefined,
  })
  return { data: await underSeen(store, actor, found.records), nextCursor: found.nextCursor }
}

/** Makes a file that waits for its bytes, and says where they go. */
export async function add(actor: Actor, body: NewFile, now = Date.now()) {
  const file = await begun(actor, body, {}, now)
  const url = await bytesOf(actor.workspaceId, file).uploadUrl()
  return { file: fileAnswer(file), upload: { url, method: "PUT" as const, headers: { "content-type": file.type } } }
}

async function begun(
  actor: Actor,
  body: Omit<NewFile, "size"> & { size: number },
  more: Partial<FileRecord>,
  now: number,
): Promise<FileRecord> {
  const store = open(actor)
  const links = await linksOf(store, actor, body)
  needsParent(links, "a file")
  const [id = 0] = await store.ids("file")
  const file: FileRecord = {
    ...created(actor, id, now),
    ...links,
    name: body.file_name,
    size: body.size,
    type: body.type,
    ownerId: actor.userId,
    creatorId: actor.userId,
    visibleTo: 7,
    ...more,
  }
  await store.commit(...store.saving("file", file))
  return file
}

/** Adds a file with its bytes at once: until these are in the bucket, it waits for them as any. */
export async function keep(actor: Actor, body: NewFile, bytes: Uint8Array, now = Date.now()): Promise<FileRecord> {
  const file = await begun(actor, body, {}, now)
  await bytesOf(actor.workspaceId, file).put(bytes)
  return done(actor, file.id, now)
}

/** Adds a link to a document that is elsewhere: there are no bytes of it here. */
export async function link(
  actor: Actor,
  body: Omit<NewFile, "size">,
  remote: NonNullable<FileRecord["remote"]>,
  now = Date.now(),
): Promise<FileRecord> {
  return begun(actor, { ...body, size: 0 }, { remote, uploadedAt: instant(now) }, now)
}

export async function change(
  actor: Actor,
  id: number,
  body: { title?: string | undefined; description?: string | undefined },
  now = Date.now(),
): Promise<FileRecord> {
  const store = open(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    if (before.deletedAt !== undefined) throw gone(id)
    const { description: _, ...rest } = before
    const description = body.description ?? before.description
    const after: FileRecord = {
      ...rest,
      ...(body.title !== undefined && { title: body.title }),
      ...(description && { description }),
      ...changed(before, actor, now),
    }
    await store.commit(...store.saving("file", after, before))
    return after
  })
}

export async function done(actor: Actor, id: number, now = Date.now()): Promise<FileRecord> {
  const store = open(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    if (before.uploadedAt !== undefined) return before
    if (!(await bytesOf(actor.workspaceId, before).areThere())) {
      throw new Problem("conflict", `The bytes of file ${id} have not been uploaded yet`)
    }
    const after = { ...before, uploadedAt: instant(now), ...changed(before, actor, now) }
    await store.commit(...store.saving("file", after, before))
    return after
  })
}

export async function download(actor: Actor, id: number, inline: boolean): Promise<{ url: string }> {
  const file = await need(open(actor), actor, id)
  if (file.uploadedAt === undefined || file.deletedAt !== undefined) throw gone(id)
  if (inline && !isPreviewable(file.type)) {
    const why = `a file of type ${file.type} is not shown in place`
    throw new Problem("invalid", `inline: ${why}`, { inline: why })
  }
  if (file.remote === undefined) return { url: await bytesOf(actor.workspaceId, file).downloadUrl(inline) }
  if (file.remote.id === "") throw new Problem("not_found", `File ${id} is a document that has not been made yet`)
  return { url: `https://drive.google.com/open?id=${encodeURIComponent(file.remote.id)}` }
}

export async function remove(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    if (before.deletedAt !== undefined) throw gone(id)
    const after = { ...before, ...changed(before, actor, now), deletedAt: instant(now) }
    await store.commit(...store.saving("file", after, before))
    return { id }
  })
}
