import * as z from "zod"
import { type FileRecord, REMOTE_TYPES } from "../../file.ts"
import { Title } from "../fields.ts"
import { route } from "../route.ts"
import { V1ById, V1Gone, V1Id, V1Paging, V1Sort } from "./fields.ts"
import type { Beside } from "./notes.ts"
import { v1Time } from "./parts.ts"

/** What a form may hold in one request: the gateway hands a function at most 6 MB, as text. Larger files go by `POST /api/v2/files`. */
export const MOST_FORM_BYTES = 4 * 1024 * 1024

const V1File = z.object({
  id: z.int(),
  user_id: z.int(),
  deal_id: z.int().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  product_id: z.int().nullable(),
  activity_id: z.int().nullable(),
  lead_id: z.string().nullable(),
  project_id: z.int().nullable(),
  log_id: z.null(),
  add_time: z.string(),
  update_time: z.string(),
  file_name: z.string(),
  file_type: z.string(),
  file_size: z.int(),
  active_flag: z.boolean(),
  inline_flag: z.boolean(),
  remote_location: z.string(),
  remote_id: z.string(),
  cid: z.string(),
  s3_bucket: z.string(),
  mail_message_id: z.string(),
  mail_template_id: z.string(),
  deal_name: z.string(),
  person_name: z.string(),
  org_name: z.string(),
  product_name: z.string(),
  lead_name: z.string(),
  project_name: z.string(),
  url: z.string(),
  name: z.string(),
  description: z.string(),
})

function fileType({ type, name, remote }: FileRecord): string {
  const known = Object.entries(REMOTE_TYPES).find(([, media]) => media === type)?.[0]
  if (remote !== undefined && known !== undefined) return known
  if (type.startsWith("image/")) return "img"
  return /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? ""
}

/** `base` is where the API is: `https://crm.example`. */
export function v1File(file: FileRecord, beside: Beside, base: string): z.infer<typeof V1File> {
  return {
    id: file.id,
    user_id: file.ownerId,
    deal_id: file.dealId ?? null,
    person_id: file.personId ?? null,
    org_id: file.organizationId ?? null,
    product_id: null,
    activity_id: null,
    lead_id: null,
    project_id: null,
    log_id: null,
    add_time: v1Time(file.addedAt),
    update_time: v1Time(file.changedAt),
    file_name: file.name,
    file_type: fileType(file),
    file_size: file.size,
    active_flag: file.deletedAt === undefined,
    inline_flag: false,
    remote_location: file.remote?.location ?? "",
    remote_id: file.remote?.id ?? "",
    cid: "",
    s3_bucket: "",
    mail_message_id: "",
    mail_template_id: "",
    deal_name: beside.dealTitle ?? "",
    person_name: beside.personName ?? "",
    org_name: beside.organizationName ?? "",
    product_name: "",
    lead_name: "",
    project_name: "",
    url: `${base}/v1/files/${file.id}/download`,
    name: file.title ?? file.name,
    description: file.description ?? "",
  }
}

const RemoteTypes = z.enum(["gdoc", "gslides", "gsheet", "gform", "gdraw"])
const Item = {
  item_type: z.enum(["deal", "organization", "person"]),
  item_id: V1Id,
  remote_location: z.literal("googledrive", "must be googledrive"),
}
const NewRemote = z.object({ file_type: RemoteTypes, title: Title, ...Item })
const NewLink = z.object({ remote_id: z.string().trim().min(1).max(500), ...Item })
export type Item = Pick<z.infer<typeof NewLink>, "item_type" | "item_id">

const FilesQuery = z.object({ sort: V1Sort.optional(), ...V1Paging })
export type V1FilesQuery = z.infer<typeof FilesQuery>

export const v1Files = {
  list: route({
    method: "GET",
    path: "/v1/files",
    summary: "List files",
    permission: "records.see",
    cost: 20,
    query: FilesQuery,
    answer: z.array(V1File),
    envelope: "v1page",
  }),
  create: route({
    method: "POST",
    path: "/v1/files",
    summary: "Add a file of at most 4 MB, in a form, to a deal, person or organization",
    permission: "records.add",
    cost: 10,
    answer: V1File,
    envelope: "one",
  }),
  createRemote: route({
    method: "POST",
    path: "/v1/files/remote",
    summary: "Keep a place for a document on Google Drive, which is not made there",
    permission: "records.add",
    cost: 10,
    body: NewRemote,
    answer: V1File,
    envelope: "one",
  }),
  linkRemote: route({
    method: "POST",
    path: "/v1/files/remoteLink",
    summary: "Link a document on Google Drive",
    permission: "records.add",
    cost: 10,
    body: NewLink,
    answer: V1File,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/files/{id}",
    summary: "Get what is known of a file",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1File,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/files/{id}",
    summary: "Change a file's visible name and description",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: z.object({ name: Title.optional(), description: z.string().trim().max(2000).optional() }),
    answer: V1File,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/files/{id}",
    summary: "Move a file to the trash",
    permission: "records.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  download: route({
    method: "GET",
    path: "/v1/files/{id}/download",
    summary: "Leads to where a file can be downloaded for five minutes",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    answer: z.unknown(),
    envelope: "raw",
  }),
}
