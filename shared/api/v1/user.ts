/** A person of the workspace as v1 shows them. */
import * as z from "zod"
import { offsetIn } from "../../offset.ts"
import { type PermissionSet, setsOf, setUuid } from "../../permission-set.ts"
import { DEFAULT_GROUP_ID } from "../../visibility-group.ts"
import type { User } from "../../workspace.ts"
import { v1Time } from "./refs.ts"

export const V1User = z.looseObject({
  id: z.int(),
  name: z.string(),
  email: z.string().nullable(),
  default_currency: z.string(),
  timezone_name: z.string(),
  timezone_offset: z.string(),
  activated: z.boolean(),
  active_flag: z.boolean(),
  is_deleted: z.boolean(),
  is_admin: z.int(),
  is_you: z.boolean(),
  role_id: z.int(),
  access: z.array(z.object({ app: z.string(), admin: z.boolean(), permission_set_id: z.string() })),
  created: z.string().nullable(),
  modified: z.string().nullable(),
})
export type V1User = z.infer<typeof V1User>

type Sets = ReadonlyMap<number, PermissionSet>

export function v1User(sets: Sets, user: User, viewerId: number): V1User {
  const isAdmin = user.role === "admin"
  return {
    id: user.id,
    name: user.name,
    default_currency: user.currency,
    locale: "en_US",
    lang: 1,
    email: user.email ?? null,
    phone: null,
    activated: user.status !== "pending",
    last_login: null,
    created: v1Time(user.addedAt),
    modified: v1Time(user.changedAt),
    has_created_company: user.id === 1,
    access: setsOf(sets, user).map(({ app, type, id }) => ({
      app,
      admin: type === "admin",
      permission_set_id: setUuid(id),
    })),
    active_flag: user.status !== "inactive",
    timezone_name: user.zone,
    timezone_offset: clockOffset(user.zone),
    role_id: user.groupId ?? DEFAULT_GROUP_ID,
    icon_url: null,
    is_admin: isAdmin ? 1 : 0,
    is_you: user.id === viewerId,
    is_deleted: false,
  }
}

/** `+02:00`, as clocks are now. */
function clockOffset(zone: string): string {
  const minutes = offsetIn(zone)(Math.floor(Date.now() / 1000))
  const two = (value: number) => String(value).padStart(2, "0")
  const whole = Math.abs(minutes)
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(whole / 60))}:${two(whole % 60)}`
}
