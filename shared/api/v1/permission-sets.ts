import * as z from "zod"
import { route } from "../route.ts"
import { V1Paging } from "./fields.ts"

const PermissionSetAnswer = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  app: z.string(),
  type: z.enum(["admin", "regular", "custom"]),
  assignment_count: z.int(),
})
const ById = z.object({ id: z.string().max(60) })

export const v1PermissionSets = {
  list: route({
    method: "GET",
    path: "/v1/permissionSets",
    summary: "What people may do, by sets",
    permission: "users.see",
    cost: 20,
    query: z.object({ app: z.string().optional() }),
    answer: z.array(PermissionSetAnswer),
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/permissionSets/{id}",
    summary: "What the people who hold a set may do",
    permission: "users.see",
    cost: 2,
    params: ById,
    answer: PermissionSetAnswer.extend({ contents: z.array(z.string()) }),
    envelope: "one",
  }),
  assignments: route({
    method: "GET",
    path: "/v1/permissionSets/{id}/assignments",
    summary: "The people who hold a set",
    permission: "users.see",
    cost: 20,
    params: ById,
    query: z.object(V1Paging),
    answer: z.array(z.object({ user_id: z.int(), permission_set_id: z.string(), name: z.string() })),
    envelope: "v1page",
  }),
}
