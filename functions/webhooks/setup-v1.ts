/** Pipelines, stages and people in version 1.0 of what is posted: their names there are not those of records. */
import type { Setup } from "../data/setup.ts"

type Json = Record<string, unknown>

/** `2026-01-31T09:00:00Z` as v1 writes it. */
export function plainTime(value: unknown): unknown {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)
    ? value.replace("T", " ").slice(0, 19)
    : value
}

const times = ({ add_time, update_time = null }: Json) => ({
  add_time: plainTime(add_time),
  update_time: plainTime(update_time),
})

function pipeline(answer: Json): Json {
  const { id, name, order_nr } = answer
  return {
    id,
    name,
    url_title: name,
    order_nr,
    active: answer.is_deleted !== true,
    deal_probability: answer.is_deal_probability_enabled,
    ...times(answer),
  }
}

function stage(answer: Json, { pipelines }: Setup): Json {
  const { id, name, order_nr, pipeline_id } = answer
  return {
    id,
    name,
    order_nr,
    active_flag: answer.is_deleted !== true,
    deal_probability: answer.deal_probability,
    pipeline_id,
    pipeline_name: pipelines.get(Number(pipeline_id))?.name ?? null,
    rotten_flag: answer.is_deal_rot_enabled,
    rotten_days: answer.days_to_rotten,
    ...times(answer),
  }
}

function user(answer: Json): Json {
  const { id, name, email, default_currency, timezone_name, active_flag } = answer
  return {
    id,
    name,
    email,
    default_currency,
    timezone_name,
    active_flag,
    activated: answer.status !== "pending",
    is_admin: answer.role === "admin" ? 1 : 0,
    role_id: answer.group_id,
    created: plainTime(answer.add_time),
  }
}

/** By the object's name. */
export const v1Setup: Partial<Record<string, (answer: Json, setup: Setup) => Json>> = { pipeline, stage, user }
