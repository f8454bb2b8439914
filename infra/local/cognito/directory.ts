/** The lists of a pool's people and groups. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { invalid, toList } from "./attributes.ts"
import type { Idp } from "./idp.ts"
import { admin, OfPool, OfUser, type Operations } from "./operation.ts"
import type { Pool } from "./pool.ts"
import { described } from "./profile.ts"
import type { User } from "./users.ts"

const List = OfPool.extend({
  Filter: z.string().max(256).nullish(),
  Limit: z.number().int().min(0).max(60).default(60),
  PaginationToken: z.string().nullish(),
  AttributesToGet: z.array(z.string()).nullish(),
})
const Membership = OfUser.extend({ GroupName: z.string() })

export function directoryOperations(idp: Idp): Operations {
  const { users } = idp
  return {
    ListUsers: admin(idp, List, (pool, input) => listUsers(users.list(pool), input)),
    AdminAddUserToGroup: admin(idp, Membership, (pool, { Username, GroupName }) => {
      groupOf(pool, GroupName)
      const { username } = users.need(pool, Username)
      users.change(pool, username, ({ groups }) => ({ groups: [...new Set([...groups, GroupName])] }))
    }),
    AdminRemoveUserFromGroup: admin(idp, Membership, (pool, { Username, GroupName }) => {
      groupOf(pool, GroupName)
      const { username } = users.need(pool, Username)
      users.change(pool, username, ({ groups }) => ({ groups: groups.filter((name) => name !== GroupName) }))
    }),
    AdminListGroupsForUser: admin(idp, OfUser, (pool, { Username }) => {
      const { groups } = users.need(pool, Username)
      const known = groups.flatMap((name) => pool.groups.get(name) ?? [])
      return { Groups: known.map((group) => ({ ...group, UserPoolId: pool.id })) }
    }),
  }
}

function groupOf(pool: Pool, name: string): void {
  if (!pool.groups.has(name)) throw new AwsError("ResourceNotFoundException", "Group not found.")
}

function listUsers(all: User[], { Filter, Limit, PaginationToken, AttributesToGet }: z.infer<typeof List>) {
  const wanted = all.filter(matcher(Filter ?? "")).toSorted((a, b) => compare(a.username, b.username))
  const after = PaginationToken ? Buffer.from(PaginationToken, "base64url").toString() : ""
  const rest = wanted.filter(({ username }) => username > after)
  const page = rest.slice(0, Limit)
  const last = page.at(-1)
  const Users = page.map((user) => ({
    ...described(user, "Attributes"),
    ...(AttributesToGet
      ? { Attributes: toList(user.attributes).filter(({ Name }) => AttributesToGet.includes(Name)) }
      : {}),
  }))
  if (last === undefined || rest.length === page.length) return { Users }
  return { Users, PaginationToken: Buffer.from(last.username).toString("base64url") }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const searchable =
  "username email phone_number name given_name family_name preferred_username cognito:user_status status sub".split(" ")

/** `email = "a@example.com"`, or `^=` for what starts so; a quote within the value has a backslash before it. */
function matcher(filter: string): (user: User) => boolean {
  if (filter.trim() === "") return () => true
  const [, name = "", operator, quoted = ""] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? []
  if (operator === undefined) throw invalid(`Error while parsing filter: ${filter}`)
  if (!searchable.includes(name)) throw invalid(`Invalid search attribute: ${name}`)
  const value = quoted.replaceAll(/\\(.)/g, "$1")
  return (user) => {
    const held = fieldOf(user, name)
    return operator === "=" ? held === value : (held ?? "").startsWith(value)
  }
}

function fieldOf(user: User, name: string): string | undefined {
  if (name === "username") return user.username
  if (name === "cognito:user_status") return user.status
  if (name === "status") return user.enabled ? "Enabled" : "Disabled"
  return user.attributes[name]
}
