import * as z from "zod"
import { canRun, cleanName, type FileRecord, isPreviewable, MOST_FILE_BYTES } from "../file.ts"
import { BodyId, ById, Deleted, Paging, QueryBoolean, QueryId } from "./fields.ts"
import { LeadUuid } from "./leads.ts"
import { route } from "./route.ts"

export const FileAnswer = z.object({
  id: z.int(),
  file_name: z.string(),
  /** Bytes. */
  size: z.int(),
  type: z.string(),
  user_id: z.int(),
  deal_id: z.int().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  lead_id: z.string().nullable(),
  project_id: z.int().nullable(),
  product_id: z.int().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  is_uploaded: z.boolean(),
  is_deleted: z.boolean(),
  /** Whether `download?inline=true` answers a URL that shows it in place. */
  is_previewable: z.boolean(),
})
export type FileAnswer = z.infer<typeof FileAnswer>

export function fileAnswer(file: FileRecord): FileAnswer {
  return {
    id: file.id,
    file_name: file.name,
    size: file.size,
    type: file.type,
    user_id: file.ownerId,
    deal_id: file.dealId ?? null,
    person_id: file.personId ?? null,
    org_id: file.organizationId ?? null,
    lead_id: file.leadUuid ?? null,
    project_id: file.projectId ?? null,
    product_id: file.productId ?? null,
    add_time: file.addedAt,
    update_time: file.changedAt,
    is_uploaded: file.uploadedAt !== undefined,
    is_deleted: file.deletedAt !== undefined,
    is_previewable: isPreviewable(file.type),
  }
}

const FileName = z
  .string()
  .max(1000)
  .transform(cleanName)
  .pipe(z.string().min(1, "must have a name"))
  .refine((name) => !canRun(name), "is a program: files that can run are not kept")

export const NewFile = z.strictObject({
  file_name: FileName,
  size: z.int().min(1, "the file is empty").max(MOST_FILE_BYTES, "must be at most 25 MB"),
  type: z
    .string()
    .toLowerCase()
    .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/, "must be a media type, such as application/pdf")
    .max(127)
    .default("application/octet-stream"),
  deal_id: BodyId.optional(),
  person_id: BodyId.optional(),
  org_id: BodyId.optional(),
  lead_id: LeadUuid.optional(),
  project_id: BodyId.optional(),
  product_id: BodyId.optional(),
})
export type NewFile = z.infer<typeof NewFile>

export const FileQuery = z.strictObject({
  deal_id: QueryId.optional(),
  person_id: QueryId.optional(),
  org_id: QueryId.optional(),
  lead_id: LeadUuid.optional(),
  project_id: QueryId.optional(),
  product_id: QueryId.optional(),
  sort_by: z.enum(["id", "update_time", "add_time"]).default("id"),
  sort_direction: z.enum(["asc", "desc"]).default("desc"),
  ...Paging,
})
export type FileQuery = z.infer<typeof FileQuery>

/** How to send the bytes: a request of this method to this URL with these headers and the file as its body. */
const Upload = z.object({ url: z.string(), method: z.literal("PUT"), headers: z.record(z.string(), z.string()) })

export const files = {
  list: route({
    method: "GET",
    path: "/api/v2/files",
    summary: "List files, the newest first: all, or those of a deal, person or organization",
    permission: "records.see",
    cost: 10,
    query: FileQuery,
    answer: z.array(FileAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/files",
    summary:
      "Begin to add a file to a record: answers where to upload its bytes; it is there once they are said to be done",
    permission: "records.add",
    cost: 5,
    body: NewFile,
    answer: z.object({ file: FileAnswer, upload: Upload }),
    envelope: "one",
  }),
  done: route({
    method: "POST",
    path: "/api/v2/files/{id}/done",
    summary: "Say that a file's bytes are uploaded: from now on everyone sees it",
    permission: "records.add",
    cost: 5,
    params: ById,
    answer: FileAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/files/{id}",
    summary: "Get what is known of a file",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: FileAnswer,
    envelope: "one",
  }),
  download: route({
    method: "GET",
    path: "/api/v2/files/{id}/download",
    summary: "Where to download a file, for five minutes; inline=true: where to show an image or a PDF in place",
    permission: "records.see",
    cost: 2,
    params: ById,
    query: z.strictObject({ inline: QueryBoolean.optional() }),
    answer: z.object({ url: z.string() }),
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/files/{id}",
    summary: "Move a file to the trash, where it stays for 30 days",
    permission: "records.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
