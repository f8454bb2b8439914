import { type HookChange, hookAnswer, hookDeliveryAnswer, type NewHook } from "../../shared/api/hooks.ts"
import { type Hook, MOST_HOOKS } from "../../shared/hook.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { writeAll } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying } from "../data/store.ts"
import { type Actor, hashOf } from "../platform/actor.ts"
import { env } from "../platform/env.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { newSecret } from "./secret.ts"
import { entries, hooksOf, lastKeys, lastOf } from "./store.ts"

type WithUrl = ReturnType<typeof hookAnswer> & { url: string }

export async function list(actor: Actor) {
  return (await hooksOf(actor.workspaceId)).map(hookAnswer)
}

async function need(actor: Actor, id: string): Promise<Hook> {
  const hook = await entries.find(keys.hook(actor.workspaceId, id))
  if (hook === undefined) throw new Problem("not_found", `Hook ${id} was not found`)
  return hook
}

const about = ({ id, name }: Hook) => ({ object: "hook", objectId: id, name })
const toldOf = ({ name, enabled }: Hook) => ({ name, is_enabled: enabled })
const withUrl = (hook: Hook, secret: string): WithUrl => ({
  ...hookAnswer(hook),
  url: `${env("SITE_URL")}/api/v2/hooks/${secret}`,
})
const sealed = (secret: string) => ({ secretHash: hashOf(secret), secretLastFour: secret.slice(-4) })

export async function add(actor: Actor, body: NewHook, now = Date.now()): Promise<WithUrl> {
  const w = actor.workspaceId
  if ((await hooksOf(w)).length >= MOST_HOOKS)
    throw new Problem("conflict", `There are ${MOST_HOOKS} hooks already; delete one first`)
  const id = uuidv7(now)
  const secret = newSecret(w, id)
  const at = instant(now)
  const hook: Hook = {
    id,
    version: 1,
    name: body.name,
    enabled: true,
    ...sealed(secret),
    addedAt: at,
    addedBy: actor.userId,
    changedAt: at,
    received: 0,
  }
  await open(actor).commit(
    entries.saving(keys.hook(w, id), hook),
    traced(actor, { action: "added", ...about(hook) }, now),
  )
  return withUrl(hook, secret)
}

export async function change(actor: Actor, id: string, body: HookChange, now = Date.now()) {
  const { after } = await write(actor, id, "changed", now, (before) => ({
    ...before,
    name: body.name ?? before.name,
    enabled: body.is_enabled ?? before.enabled,
  }))
  return hookAnswer(after)
}

export async function rotate(actor: Actor, id: string, now = Date.now()): Promise<WithUrl> {
  const secret = newSecret(actor.workspaceId, id)
  const { after } = await write(actor, id, "rotated", now, (before) => ({ ...before, ...sealed(secret) }))
  return withUrl(after, secret)
}

async function write(actor: Actor, id: string, action: "changed" | "rotated", now: number, to: (hook: Hook) => Hook) {
  return retrying(async () => {
    const before = await need(actor, id)
    const after: Hook = { ...to(before), version: before.version + 1, changedAt: instant(now) }
    await open(actor).commit(
      entries.saving(keys.hook(actor.workspaceId, id), after),
      traced(actor, { action, ...about(after), fields: changesOf(toldOf(before), toldOf(after)) }, now),
    )
    return { after }
  })
}

export async function remove(actor: Actor, id: string, now = Date.now()): Promise<{ id: string }> {
  const w = actor.workspaceId
  await retrying(async () => {
    const hook = await need(actor, id)
    await open(actor).commit(
      entries.removing(keys.hook(w, id), hook),
      traced(actor, { action: "deleted", ...about(hook) }, now),
    )
  })
  await writeAll(lastKeys(w, id).map((key) => ({ delete: key })))
  return { id }
}

export async function received(actor: Actor, id: string) {
  await need(actor, id)
  return (await lastOf(actor.workspaceId, id)).map(hookDeliveryAnswer)
}
