import * as z from "zod"
import type { Comment } from "../../comment.ts"

export const V1Comment = z.object({
  uuid: z.string(),
  active_flag: z.boolean(),
  add_time: z.string(),
  company_id: z.int(),
  content: z.string(),
  object_id: z.string(),
  object_type: z.literal("note"),
  update_time: z.string(),
  updater_id: z.int(),
  user_id: z.int(),
})

export function v1Comment(comment: Comment, companyId: number): z.infer<typeof V1Comment> {
  return {
    uuid: comment.uuid,
    active_flag: true,
    add_time: comment.addedAt,
    company_id: companyId,
    content: comment.content,
    object_id: String(comment.noteId),
    object_type: "note",
    update_time: comment.changedAt,
    updater_id: comment.changedBy,
    user_id: comment.userId,
  }
}
