/** How organizations belong together, under v1. */
import * as z from "zod"
import { TieType } from "../../tie.ts"
import { route } from "../route.ts"
import { V1ById, V1Gone, V1Id, V1Paging } from "./fields.ts"

const V1Relationship = z.looseObject({
  id: z.int(),
  type: TieType,
  rel_owner_org_id: z.looseObject({ name: z.string(), value: z.int() }),
  rel_linked_org_id: z.looseObject({ name: z.string(), value: z.int() }),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  active_flag: z.string(),
})
export type V1Relationship = z.infer<typeof V1Relationship>

const Body = z.object({ type: TieType, rel_owner_org_id: V1Id, rel_linked_org_id: V1Id, org_id: V1Id.optional() })

export const v1Relationships = {
  list: route({
    method: "GET",
    path: "/v1/organizationRelationships",
    summary: "List the organizations that belong to one",
    permission: "records.see",
    cost: 20,
    query: z.object({ org_id: V1Id, ...V1Paging }),
    answer: z.array(V1Relationship),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/v1/organizationRelationships",
    summary: "Say how two organizations belong together",
    permission: "records.edit",
    cost: 10,
    body: Body,
    answer: V1Relationship,
    envelope: "v1",
  }),
  get: route({
    method: "GET",
    path: "/v1/organizationRelationships/{id}",
    summary: "Get how two organizations belong together",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    query: z.object({ org_id: V1Id.optional() }),
    answer: V1Relationship,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/organizationRelationships/{id}",
    summary: "Change how two organizations belong together",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: Body.partial(),
    answer: V1Relationship,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/organizationRelationships/{id}",
    summary: "Take two organizations apart",
    permission: "records.edit",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
}
