import * as z from "zod"
import { mentionsIn, type Note } from "../note.ts"
import { BodyId, ById, Deleted, Paging, QueryId, Since } from "./fields.ts"
import { LeadUuid } from "./leads.ts"
import { route } from "./route.ts"

export const NoteAnswer = z.object({
  id: z.int(),
  content: z.string(),
  user_id: z.int(),
  deal_id: z.int().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  lead_id: z.string().nullable(),
  project_id: z.int().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  is_deleted: z.boolean(),
  pinned_to_deal_flag: z.boolean(),
  pinned_to_person_flag: z.boolean(),
  pinned_to_organization_flag: z.boolean(),
  /** People whom it mentions. */
  mentions: z.array(z.int()),
})
export type NoteAnswer = z.infer<typeof NoteAnswer>

export function noteAnswer(note: Note): NoteAnswer {
  return {
    id: note.id,
    content: note.content,
    user_id: note.ownerId,
    deal_id: note.dealId ?? null,
    person_id: note.personId ?? null,
    org_id: note.organizationId ?? null,
    lead_id: note.leadUuid ?? null,
    project_id: note.projectId ?? null,
    add_time: note.addedAt,
    update_time: note.changedAt,
    is_deleted: note.deletedAt !== undefined,
    pinned_to_deal_flag: note.pinnedToDeal,
    pinned_to_person_flag: note.pinnedToPerson,
    pinned_to_organization_flag: note.pinnedToOrganization,
    mentions: mentionsIn(note.content),
  }
}

const NoteBody = z.strictObject({
  content: z.string().trim().min(1, "must not be empty").max(100_000),
  deal_id: BodyId.nullable(),
  person_id: BodyId.nullable(),
  org_id: BodyId.nullable(),
  lead_id: LeadUuid.nullable(),
  project_id: BodyId.nullable(),
  pinned_to_deal_flag: z.boolean(),
  pinned_to_person_flag: z.boolean(),
  pinned_to_organization_flag: z.boolean(),
})

export const NewNote = NoteBody.partial().required({ content: true })
export type NewNote = z.infer<typeof NewNote>
export const NoteChange = NoteBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type NoteChange = z.infer<typeof NoteChange>

export const NoteQuery = z.strictObject({
  user_id: QueryId.optional(),
  deal_id: QueryId.optional(),
  person_id: QueryId.optional(),
  org_id: QueryId.optional(),
  lead_id: LeadUuid.optional(),
  project_id: QueryId.optional(),
  ...Since,
  sort_by: z.enum(["id", "update_time", "add_time"]).default("id"),
  sort_direction: z.enum(["asc", "desc"]).default("asc"),
  ...Paging,
})
export type NoteQuery = z.infer<typeof NoteQuery>

export const notes = {
  list: route({
    method: "GET",
    path: "/api/v2/notes",
    summary: "List notes",
    permission: "records.see",
    cost: 10,
    query: NoteQuery,
    answer: z.array(NoteAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/notes",
    summary: "Add a note to a deal, person or organization",
    permission: "records.add",
    cost: 5,
    body: NewNote,
    answer: NoteAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/notes/{id}",
    summary: "Get a note",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: NoteAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/notes/{id}",
    summary: "Change or pin a note",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: NoteChange,
    answer: NoteAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/notes/{id}",
    summary: "Move a note to the trash, where it stays for 30 days",
    permission: "records.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
