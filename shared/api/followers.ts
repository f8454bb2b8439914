import * as z from "zod"
import type { Follower } from "../record.ts"
import { BodyId, ById, Paging, QueryId } from "./fields.ts"
import { route } from "./route.ts"

export const FollowerAnswer = z.object({ user_id: z.int(), add_time: z.string() })
export type FollowerAnswer = z.infer<typeof FollowerAnswer>

export function followerAnswer({ userId, at }: Follower): FollowerAnswer {
  return { user_id: userId, add_time: at }
}

const FollowerStep = z.object({
  action: z.enum(["added", "removed"]),
  actor_user_id: z.int(),
  follower_user_id: z.int(),
  time: z.string(),
})

function changelogOf<const P extends string>(noun: string, path: P) {
  return route({
    method: "GET",
    path: `/api/v2/${path}/{id}/followers/changelog`,
    summary: `Who began and ceased to follow ${noun}, newest first`,
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(FollowerStep),
    envelope: "page",
  })
}

function listOf<const P extends string>(noun: string, path: P) {
  return route({
    method: "GET",
    path: `/api/v2/${path}/{id}/followers`,
    summary: `List followers of ${noun}`,
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(FollowerAnswer),
    envelope: "page",
  })
}

function addTo<const P extends string>(noun: string, path: P) {
  return route({
    method: "POST",
    path: `/api/v2/${path}/{id}/followers`,
    summary: `Add a follower to ${noun}`,
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: z.strictObject({ user_id: BodyId }),
    answer: FollowerAnswer,
    envelope: "one",
    status: 201,
  })
}

function removeFrom<const P extends string>(noun: string, path: P) {
  return route({
    method: "DELETE",
    path: `/api/v2/${path}/{id}/followers/{follower_id}`,
    summary: `Remove a follower from ${noun}`,
    permission: "records.edit",
    cost: 3,
    params: z.strictObject({ id: QueryId, follower_id: QueryId }),
    answer: z.object({ user_id: z.int() }),
    envelope: "one",
  })
}

export const followers = {
  listOfDeal: listOf("a deal", "deals"),
  addToDeal: addTo("a deal", "deals"),
  removeFromDeal: removeFrom("a deal", "deals"),
  changelogOfDeal: changelogOf("a deal", "deals"),
  listOfPerson: listOf("a person", "persons"),
  addToPerson: addTo("a person", "persons"),
  removeFromPerson: removeFrom("a person", "persons"),
  changelogOfPerson: changelogOf("a person", "persons"),
  listOfOrganization: listOf("an organization", "organizations"),
  addToOrganization: addTo("an organization", "organizations"),
  removeFromOrganization: removeFrom("an organization", "organizations"),
  changelogOfOrganization: changelogOf("an organization", "organizations"),
  listOfProduct: listOf("a product", "products"),
  addToProduct: addTo("a product", "products"),
  removeFromProduct: removeFrom("a product", "products"),
  changelogOfProduct: changelogOf("a product", "products"),
}
