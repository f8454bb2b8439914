/** What deals, persons and organizations have in common under v1: their history, followers, files and mail. */
import * as z from "zod"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Cursor, V1Gone, V1Id, V1Paging, V1Sort } from "./fields.ts"
import { V1File } from "./file.ts"

export const V1Change = z.object({
  field_key: z.string(),
  old_value: z.string().nullable(),
  new_value: z.string().nullable(),
  actor_user_id: z.int(),
  time: z.string(),
  change_source: z.string(),
  change_source_user_agent: z.string().nullable(),
  is_bulk_update_flag: z.boolean(),
})
export type V1Change = z.infer<typeof V1Change>

export const V1Follower = z.looseObject({ id: z.int(), user_id: z.int(), add_time: z.string().nullable() })
export type V1Follower = z.infer<typeof V1Follower>

export const V1FlowItem = z.object({ object: z.string(), timestamp: z.string(), data: z.looseObject({ id: z.int() }) })
export type V1FlowItem = z.infer<typeof V1FlowItem>

export const V1FlowQuery = z.object({
  ...V1Paging,
  all_changes: V1Boolean.optional(),
  items: z.string().max(500).optional(),
})
export type V1FlowQuery = z.infer<typeof V1FlowQuery>

type Nouns = "deals" | "persons" | "organizations"

const MergeBody = z.object({ merge_with_id: V1Id })

/** `one` is `a deal`. */
export function mergeRoute<A extends z.ZodType>(path: Nouns, one: string, answer: A) {
  return route({
    method: "PUT",
    path: `/v1/${path}/{id}/merge`,
    summary: `Merge ${one} into another, which stays`,
    permission: `${path}.merge`,
    cost: 40,
    params: V1ById,
    body: MergeBody,
    answer,
    envelope: "one",
  })
}

export function historyRoutes(path: Nouns, one: string) {
  return {
    changelog: route({
      method: "GET",
      path: `/v1/${path}/{id}/changelog`,
      summary: `Changes of the fields of ${one}, newest first`,
      permission: "records.see",
      cost: 20,
      params: V1ById,
      query: z.object(V1Cursor),
      answer: z.array(V1Change),
      envelope: "page",
    }),
    flow: route({
      method: "GET",
      path: `/v1/${path}/{id}/flow`,
      summary: `What happened to ${one}, newest first`,
      permission: "records.see",
      cost: 40,
      params: V1ById,
      query: V1FlowQuery,
      answer: z.array(V1FlowItem),
      envelope: "v1",
    }),
    files: route({
      method: "GET",
      path: `/v1/${path}/{id}/files`,
      summary: `Files of ${one}`,
      permission: "records.see",
      cost: 20,
      params: V1ById,
      query: z.object({ ...V1Paging, sort: V1Sort.optional() }),
      answer: z.array(V1File),
      envelope: "v1page",
    }),
    mailMessages: route({
      method: "GET",
      path: `/v1/${path}/{id}/mailMessages`,
      summary: `Mail of ${one}`,
      permission: "records.see",
      cost: 20,
      params: V1ById,
      query: z.object(V1Paging),
      answer: z.array(z.looseObject({})),
      envelope: "v1page",
    }),
    permittedUsers: route({
      method: "GET",
      path: `/v1/${path}/{id}/permittedUsers`,
      summary: `Ids of the people who may see ${one}`,
      permission: "records.see",
      cost: 10,
      params: V1ById,
      answer: z.array(z.int()),
      envelope: "one",
    }),
  }
}

export function followerRoutes(path: Nouns, one: string) {
  return {
    followers: route({
      method: "GET",
      path: `/v1/${path}/{id}/followers`,
      summary: `List followers of ${one}`,
      permission: "records.see",
      cost: 20,
      params: V1ById,
      query: z.object(V1Paging),
      answer: z.array(V1Follower),
      envelope: "v1page",
    }),
    addFollower: route({
      method: "POST",
      path: `/v1/${path}/{id}/followers`,
      summary: `Add a follower to ${one}`,
      permission: "records.edit",
      cost: 10,
      params: V1ById,
      body: z.object({ user_id: V1Id }),
      answer: V1Follower,
      envelope: "one",
    }),
    removeFollower: route({
      method: "DELETE",
      path: `/v1/${path}/{id}/followers/{follower_id}`,
      summary: `Remove a follower from ${one}`,
      permission: "records.edit",
      cost: 6,
      params: z.object({ id: V1Id, follower_id: V1Id }),
      answer: V1Gone,
      envelope: "one",
    }),
  }
}
