/** Version 1.0 of what is posted: the same record in v1's words. */
import type { CrmEvent } from "../../shared/event.ts"
import type { Webhook } from "../../shared/webhook.ts"
import type { Setup } from "../data/setup.ts"
import { actionOf, entityOf } from "./action.ts"
import { permitted, statesOf } from "./payload.ts"
import { plainTime, v1Setup } from "./setup-v1.ts"

type Json = Record<string, unknown>

const ACTIONS = { create: "added", change: "updated", delete: "deleted" } as const

export function v1PayloadOf(webhook: Webhook, event: CrmEvent, setup: Setup, attempt: number): Json {
  const action = actionOf(event)
  const { current, previous } = statesOf(event)
  const object = entityOf(event)
  const now = Date.parse(event.at)
  const shown = v1Setup[object] ?? ((one: Json) => v1Record(object, one, setup))
  const record = shown(current, setup)
  const before = shown({ ...current, ...withCustom(current, previous) }, setup)
  return {
    v: 1,
    matches_filters: { current: [], previous: [] },
    meta: {
      v: 1,
      action: ACTIONS[action],
      object,
      id: event.id,
      company_id: Number(event.workspaceId),
      user_id: event.byUserId,
      host: new URL(process.env.SITE_URL ?? "http://localhost").host,
      timestamp: Math.floor(now / 1000),
      timestamp_micro: now * 1000,
      permitted_user_ids: permitted(event, setup),
      trans_pending: false,
      is_bulk_update: false,
      pipedrive_service_name: false,
      matches_filters: { current: [], previous: [] },
      webhook_id: String(webhook.id),
    },
    retry: attempt - 1,
    current: action === "delete" ? null : record,
    previous: action === "create" ? null : action === "delete" ? record : before,
    event: `${ACTIONS[action]}.${object}`,
  }
}

/** The record as it was: what changed stands flat, custom fields among the rest. */
function withCustom({ custom_fields }: Json, changes: Json): Json {
  const custom = typeof custom_fields === "object" && custom_fields !== null ? custom_fields : {}
  const own = Object.fromEntries(Object.entries(changes).filter(([key]) => key in custom))
  return { ...changes, custom_fields: { ...custom, ...own } }
}

const NAMES: Record<string, string> = { owner_id: "user_id", emails: "email", phones: "phone" }

/** v1's names, times and flags; custom fields stand beside the rest. */
function v1Record(object: string, { custom_fields = {}, is_deleted, ...rest }: Json, setup: Setup): Json {
  const isDeal = object === "deal"
  const isContact = object === "person" || object === "organization"
  const owner = setup.users.get(Number(rest.owner_id))
  const named = Object.entries(rest).map(([key, value]) => [
    key === "owner_id" && isContact ? key : (NAMES[key] ?? key),
    key === "visible_to" && value !== null ? String(value) : plainTime(value),
  ])
  return {
    ...Object.fromEntries(named),
    ...(owner && { owner_name: owner.name }),
    ...(isDeal ? { deleted: is_deleted === true, active: is_deleted !== true && rest.status === "open" } : {}),
    ...(isDeal ? {} : { active_flag: is_deleted !== true }),
    ...flatCustom(custom_fields),
  }
}

/** A value of several parts stands under its key, its parts under `key_part`. */
function flatCustom(custom: unknown): Json {
  if (typeof custom !== "object" || custom === null) return {}
  return Object.fromEntries(
    Object.entries(custom).flatMap(([key, value]): [string, unknown][] => {
      if (Array.isArray(value)) return [[key, value.join(",")]]
      if (typeof value !== "object" || value === null) return [[key, value]]
      return Object.entries(value).map(([part, one]) => [part === "value" ? key : `${key}_${part}`, one])
    }),
  )
}
