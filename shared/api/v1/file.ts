/** A file as v1 shows it. */
import * as z from "zod"
import type { FileRecord } from "../../file.ts"
import type { Around } from "./around.ts"
import { v1Time } from "./refs.ts"

export const V1File = z.looseObject({
  id: z.int(),
  user_id: z.int(),
  deal_id: z.int().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  file_name: z.string(),
  file_size: z.int(),
  active_flag: z.boolean(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  url: z.string(),
})
export type V1File = z.infer<typeof V1File>

export function v1File(file: FileRecord, around: Around): V1File {
  const { dealId, personId, organizationId } = file
  return {
    id: file.id,
    user_id: file.ownerId,
    deal_id: dealId ?? null,
    person_id: personId ?? null,
    org_id: organizationId ?? null,
    product_id: null,
    activity_id: null,
    lead_id: null,
    project_id: null,
    log_id: null,
    add_time: v1Time(file.addedAt),
    update_time: v1Time(file.changedAt),
    file_name: file.name,
    file_type: file.type.split("/")[0] === "image" ? "img" : (file.type.split("/")[1] ?? file.type),
    file_size: file.size,
    active_flag: file.deletedAt === undefined,
    inline_flag: false,
    remote_location: "s3",
    remote_id: null,
    cid: null,
    s3_bucket: null,
    mail_message_id: null,
    mail_template_id: null,
    deal_name: around.deals.get(dealId ?? 0)?.title ?? null,
    person_name: around.persons.get(personId ?? 0)?.name ?? null,
    people_name: null,
    org_name: around.organizations.get(organizationId ?? 0)?.name ?? null,
    product_name: null,
    lead_name: null,
    project_name: null,
    url: `/api/v1/files/${file.id}/download`,
    name: file.name,
    description: null,
  }
}
