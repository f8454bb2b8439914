import * as z from "zod"
import type { Note } from "../../note.ts"
import type { User } from "../../workspace.ts"
import { route } from "../route.ts"
import { V1Comment } from "./comment.ts"
import { V1Boolean, V1ById, V1DayOrNull, V1Id, V1IdOrNull, V1InstantOrNull, V1Paging, V1Sort } from "./fields.ts"
import { v1Time } from "./parts.ts"

const Named = z.object({ name: z.string() }).nullable()

const V1Note = z.object({
  id: z.int(),
  active_flag: z.boolean(),
  add_time: z.string(),
  content: z.string(),
  deal: z.object({ title: z.string() }).nullable(),
  lead: z.null(),
  lead_id: z.string().nullable(),
  deal_id: z.int().nullable(),
  last_update_user_id: z.int().nullable(),
  org_id: z.int().nullable(),
  organization: Named,
  person: Named,
  person_id: z.int().nullable(),
  project_id: z.int().nullable(),
  project: z.object({ title: z.string() }).nullable(),
  pinned_to_lead_flag: z.boolean(),
  pinned_to_deal_flag: z.boolean(),
  pinned_to_organization_flag: z.boolean(),
  pinned_to_person_flag: z.boolean(),
  pinned_to_project_flag: z.boolean(),
  update_time: z.string(),
  user: z
    .object({ email: z.string().nullable(), icon_url: z.null(), is_you: z.boolean(), name: z.string() })
    .nullable(),
  user_id: z.int(),
})

/** What a note's links are called, to whom may see them. */
export type Beside = { dealTitle?: string; personName?: string; organizationName?: string; user?: User; isYou: boolean }

export function v1Note(note: Note, beside: Beside): z.infer<typeof V1Note> {
  const { user, dealTitle, personName, organizationName } = beside
  return {
    id: note.id,
    active_flag: note.deletedAt === undefined,
    add_time: v1Time(note.addedAt),
    content: note.content,
    deal: dealTitle === undefined ? null : { title: dealTitle },
    lead: null,
    lead_id: null,
    deal_id: note.dealId ?? null,
    last_update_user_id: note.version === 1 ? null : note.changedBy,
    org_id: note.organizationId ?? null,
    organization: organizationName === undefined ? null : { name: organizationName },
    person: personName === undefined ? null : { name: personName },
    person_id: note.personId ?? null,
    project_id: null,
    project: null,
    pinned_to_lead_flag: false,
    pinned_to_deal_flag: note.pinnedToDeal,
    pinned_to_organization_flag: note.pinnedToOrganization,
    pinned_to_person_flag: note.pinnedToPerson,
    pinned_to_project_flag: false,
    update_time: v1Time(note.changedAt),
    user:
      user === undefined ? null : { email: user.email ?? null, icon_url: null, is_you: beside.isYou, name: user.name },
    user_id: note.ownerId,
  }
}

const Flags = {
  pinned_to_deal_flag: V1Boolean.optional(),
  pinned_to_person_flag: V1Boolean.optional(),
  pinned_to_organization_flag: V1Boolean.optional(),
}
const Content = z.string().trim().min(1, "must not be empty").max(100_000)
const NoteBody = z.object({
  content: Content.optional(),
  deal_id: V1IdOrNull.optional(),
  person_id: V1IdOrNull.optional(),
  org_id: V1IdOrNull.optional(),
  user_id: V1Id.optional(),
  add_time: V1InstantOrNull.optional(),
  ...Flags,
})
export type V1NoteBody = z.infer<typeof NoteBody>

const NoteQuery = z.object({
  user_id: V1Id.optional(),
  deal_id: V1Id.optional(),
  person_id: V1Id.optional(),
  org_id: V1Id.optional(),
  start_date: V1DayOrNull.optional(),
  end_date: V1DayOrNull.optional(),
  updated_since: V1InstantOrNull.optional(),
  sort: V1Sort.optional(),
  ...Flags,
  ...V1Paging,
})
export type V1NoteQuery = z.infer<typeof NoteQuery>

const ByComment = V1ById.extend({ commentId: z.uuid() })
const CommentBody = z.object({ content: Content })

export const v1Notes = {
  list: route({
    method: "GET",
    path: "/v1/notes",
    summary: "List notes",
    permission: "records.see",
    cost: 20,
    query: NoteQuery,
    answer: z.array(V1Note),
    envelope: "v1page",
  }),
  create: route({
    method: "POST",
    path: "/v1/notes",
    summary: "Add a note to a deal, person or organization",
    permission: "records.add",
    cost: 10,
    body: NoteBody.required({ content: true }),
    answer: V1Note,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/notes/{id}",
    summary: "Get a note",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Note,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/notes/{id}",
    summary: "Change or pin a note",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: NoteBody,
    answer: V1Note,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/notes/{id}",
    summary: "Move a note to the trash",
    permission: "records.delete",
    cost: 6,
    params: V1ById,
    answer: z.boolean(),
    envelope: "one",
  }),
  listComments: route({
    method: "GET",
    path: "/v1/notes/{id}/comments",
    summary: "List the comments of a note",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1Comment),
    envelope: "v1page",
  }),
  addComment: route({
    method: "POST",
    path: "/v1/notes/{id}/comments",
    summary: "Comment on a note",
    permission: "records.add",
    cost: 10,
    params: V1ById,
    body: CommentBody,
    answer: V1Comment,
    envelope: "one",
  }),
  getComment: route({
    method: "GET",
    path: "/v1/notes/{id}/comments/{commentId}",
    summary: "Get a comment",
    permission: "records.see",
    cost: 2,
    params: ByComment,
    answer: V1Comment,
    envelope: "one",
  }),
  changeComment: route({
    method: "PUT",
    path: "/v1/notes/{id}/comments/{commentId}",
    summary: "Change a comment",
    permission: "records.edit",
    cost: 10,
    params: ByComment,
    body: CommentBody,
    answer: V1Comment,
    envelope: "one",
  }),
  removeComment: route({
    method: "DELETE",
    path: "/v1/notes/{id}/comments/{commentId}",
    summary: "Delete a comment",
    permission: "records.delete",
    cost: 6,
    params: ByComment,
    answer: z.boolean(),
    envelope: "one",
  }),
}
