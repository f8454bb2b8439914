/** Comments of a note, the oldest first. A comment is written under its version, so that whoever comes second learns of it. */
import { Comment } from "../../shared/comment.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { get, query } from "./table.ts"

export async function findComment(w: string, noteId: number, uuid: string): Promise<Comment | undefined> {
  const item = await get(keys.comment(w, noteId, uuid))
  return item === undefined ? undefined : Comment.parse(item)
}

export async function listComments(w: string, noteId: number, limit: number, after: string | undefined) {
  const pk = keys.comments(w, noteId)
  const page = await query({ pk: { name: "pk", value: pk }, limit, ...(after && { after: { pk, sk: after } }) })
  const comments = page.items.map((item) => Comment.parse(item))
  return { comments, next: page.next === undefined ? undefined : comments.at(-1)?.uuid }
}

export function savingComment(w: string, comment: Comment): Write {
  return {
    put: { ...keys.comment(w, comment.noteId, comment.uuid), kind: "comment", ...comment },
    if: isAt(comment.version - 1),
  }
}

export function removingComment(w: string, { noteId, uuid, version }: Comment): Write {
  return { delete: keys.comment(w, noteId, uuid), if: isAt(version) }
}

function isAt(version: number) {
  if (version === 0) return { expression: "attribute_not_exists(pk)" }
  return { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": version } }
}
