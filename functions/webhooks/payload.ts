/** What is posted: the event in Pipedrive's words, version 2.0 or 1.0. */
import { createHash } from "node:crypto"
import type { CrmEvent } from "../../shared/event.ts"
import { canSee, type Visible, VisibleTo } from "../../shared/permission.ts"
import type { Webhook } from "../../shared/webhook.ts"
import type { Setup } from "../data/setup.ts"
import { activeViewers } from "../data/viewers.ts"
import { actionOf, entityOf } from "./action.ts"
import { v1PayloadOf } from "./payload-v1.ts"
import { typedCustom } from "./typed-custom.ts"

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

/** The record as the event found it, and what of it was otherwise before. */
export function statesOf({ data }: CrmEvent): { current: Json; previous: Json } {
  return {
    current: isObject(data.current) ? data.current : {},
    previous: isObject(data.previous) ? data.previous : {},
  }
}

export function payloadOf(webhook: Webhook, event: CrmEvent, setup: Setup, attempt: number): Json {
  if (webhook.version === "1.0") return v1PayloadOf(webhook, event, setup, attempt)
  const action = actionOf(event)
  const { current, previous } = statesOf(event)
  const data = recordIn(event, current, setup)
  return {
    meta: {
      action,
      entity: entityOf(event),
      company_id: event.workspaceId,
      correlation_id: uuidOf(event.eventId),
      entity_id: String(event.id),
      id: uuidOf(`${event.eventId}:${webhook.id}`),
      is_bulk_edit: false,
      timestamp: event.at,
      type: "general",
      user_id: String(event.byUserId),
      version: "2.0",
      webhook_id: String(webhook.id),
      webhook_owner_id: String(webhook.ownerId),
      change_source: event.via === "app" ? "app" : "api",
      attempt,
      host: new URL(process.env.SITE_URL ?? "http://localhost").host,
      permitted_user_ids: permitted(event, setup).map(String),
      ...mergeIn(event),
    },
    data: action === "delete" ? null : data,
    previous: action === "create" ? null : action === "delete" ? data : recordIn(event, nested(previous), setup),
  }
}

/** Of a merge: on the record that is no more where it went, on the one that stays what it took in. */
function mergeIn({ data }: CrmEvent): Json {
  const { merged_to_id, merged_from_id } = data
  return {
    ...(merged_to_id !== undefined && { merged_to_id: String(merged_to_id) }),
    ...(merged_from_id !== undefined && { merged_from_id: String(merged_from_id) }),
  }
}

/** Changes stand flat; a custom field's key is 40 characters. */
function nested(changes: Json): Json {
  const entries = Object.entries(changes)
  const isCustom = ([key]: [string, unknown]) => /^[0-9a-f]{40}$/.test(key)
  const custom = Object.fromEntries(entries.filter(isCustom))
  const plain = Object.fromEntries(entries.filter((entry) => !isCustom(entry)))
  return Object.keys(custom).length === 0 ? plain : { ...plain, custom_fields: custom }
}

function recordIn(event: CrmEvent, { custom_fields, is_you: _, ...rest }: Json, setup: Setup): Json {
  return {
    ...rest,
    ...("visible_to" in rest && { visible_to: rest.visible_to === null ? null : String(rest.visible_to) }),
    ...(isObject(custom_fields) && { custom_fields: typedCustom(entityOf(event), custom_fields, setup.fields) }),
  }
}

/** Whose the record of an event is, and who sees it; leads say it as text. */
export function visibilityOf(event: CrmEvent): Visible {
  const { current } = statesOf(event)
  const { followers } = event.data
  return {
    ownerId: Number(current.owner_id),
    visibleTo: VisibleTo.safeParse(Number(current.visible_to ?? 7)).data ?? 7,
    ...(Array.isArray(followers) && { followers: followers.map((userId) => ({ userId: Number(userId) })) }),
    ...placeOf(event, current),
  }
}

/** Where a deal stands, or which pipeline or stage is told of: some are hidden from some. */
function placeOf(event: CrmEvent, { pipeline_id, stage_id }: Json): { pipelineId?: number; stageId?: number } {
  const entity = entityOf(event)
  if (entity === "deal") return { pipelineId: Number(pipeline_id), stageId: Number(stage_id) }
  if (entity === "stage") return { pipelineId: Number(pipeline_id), stageId: event.id }
  return entity === "pipeline" ? { pipelineId: event.id } : {}
}

/** Everyone who may see the record. */
export function permitted(event: CrmEvent, setup: Setup): number[] {
  const visible = visibilityOf(event)
  return activeViewers(setup).flatMap((viewer) => (canSee(viewer, visible) ? [viewer.userId] : []))
}

/** The same id for the same words, in the shape of a UUID. */
export function uuidOf(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
