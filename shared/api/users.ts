import * as z from "zod"
import { Role } from "../permission.ts"
import { Scope } from "../scopes.ts"
import { GivenDay } from "../time.ts"
import { DEFAULT_GROUP_ID } from "../visibility-group.ts"
import { type User, UserStatus } from "../workspace.ts"
import { ById, Paging, Title } from "./fields.ts"
import { route } from "./route.ts"

export const UserAnswer = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  group_id: z.int(),
  status: UserStatus,
  active_flag: z.boolean(),
  is_you: z.boolean(),
  timezone_name: z.string(),
  default_currency: z.string(),
  add_time: z.string(),
  invited_time: z.string().nullable(),
})
export type UserAnswer = z.infer<typeof UserAnswer>

export function userAnswer(user: User, viewerId: number): UserAnswer {
  return {
    id: user.id,
    name: user.name,
    email: user.email ?? null,
    role: user.role,
    group_id: user.groupId ?? DEFAULT_GROUP_ID,
    status: user.status,
    active_flag: user.status !== "inactive",
    is_you: user.id === viewerId,
    timezone_name: user.zone,
    default_currency: user.currency,
    add_time: user.addedAt,
    invited_time: user.invitedAt ?? null,
  }
}

const Email = z.email("must be an e-mail address").max(254)

/** Someone new: with an e-mail address they are invited, without one they only own records until they are. */
const NewUser = z.strictObject({ name: Title.max(120), email: Email.optional(), role: Role.default("regular") })
export type NewUser = z.infer<typeof NewUser>

const UserChange = z
  .strictObject({ name: Title.max(120), email: Email, role: Role, status: z.enum(["active", "inactive"]) })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
export type UserChange = z.infer<typeof UserChange>

export const TokenAnswer = z.object({
  id: z.string(),
  name: z.string(),
  last_four: z.string(),
  add_time: z.string(),
  /** All where there are none. */
  scopes: z.array(Scope).nullable(),
  expires_on: z.string().nullable(),
  /** To the hour. */
  last_used_time: z.string().nullable(),
})

const NewToken = z.strictObject({
  name: Title.max(120),
  scopes: z.array(Scope).min(1, "needs at least one; leave it out for all").nullish(),
  expires_on: GivenDay.nullish(),
})
export type NewToken = z.infer<typeof NewToken>

export const users = {
  list: route({
    method: "GET",
    path: "/api/v2/users",
    summary: "List the people of the workspace",
    permission: "users.see",
    cost: 10,
    query: z.strictObject(Paging),
    answer: z.array(UserAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/users",
    summary: "Invite someone, or add an owner of records who has no e-mail address yet",
    permission: "users.edit",
    cost: 5,
    body: NewUser,
    answer: UserAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/users/{id}",
    summary: "Get a person of the workspace",
    permission: "users.see",
    cost: 1,
    params: ById,
    answer: UserAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/users/{id}",
    summary: "Change, deactivate or activate someone; a new e-mail address sends an invitation",
    permission: "users.edit",
    cost: 5,
    params: ById,
    body: UserChange,
    answer: UserAnswer,
    envelope: "one",
  }),
  followers: route({
    method: "GET",
    path: "/api/v2/users/{id}/followers",
    summary: "List the people who follow someone",
    permission: "users.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(z.object({ user_id: z.int(), add_time: z.string() })),
    envelope: "page",
  }),
  invite: route({
    method: "POST",
    path: "/api/v2/users/{id}/invitation",
    summary: "Send the invitation again; the link sent before stops working",
    permission: "users.edit",
    cost: 5,
    params: ById,
    answer: UserAnswer,
    envelope: "one",
  }),
  listTokens: route({
    method: "GET",
    path: "/api/v2/tokens",
    summary: "List your API tokens",
    permission: "tokens.own",
    cost: 5,
    answer: z.array(TokenAnswer),
    envelope: "one",
  }),
  createToken: route({
    method: "POST",
    path: "/api/v2/tokens",
    summary: "Make an API token; it is shown only in this answer",
    permission: "tokens.own",
    cost: 5,
    body: NewToken,
    answer: TokenAnswer.extend({ token: z.string() }),
    envelope: "one",
    secret: true,
  }),
  revokeToken: route({
    method: "DELETE",
    path: "/api/v2/tokens/{id}",
    summary: "Revoke one of your API tokens",
    permission: "tokens.own",
    cost: 3,
    params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/, "is not the id of a token") }),
    answer: z.object({ id: z.string() }),
    envelope: "one",
  }),
}
