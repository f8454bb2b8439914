/** What outside programs post to a hook. It is written down; the projector tells the bus of it. */
import { timingSafeEqual } from "node:crypto"
import type { APIGatewayProxyEventV2 } from "aws-lambda"
import { depthOf, HOOK_LIMITS, type Hook, MOST_DEPTH, MOST_HOOK_BYTES, MOST_PREVIEW } from "../../shared/hook.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { ConditionFailed, commit, increase } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { hashOf } from "../platform/actor.ts"
import { spend } from "../platform/limit.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { placeOfSecret } from "./secret.ts"
import { entries, receiving } from "./store.ts"

const unknown = () => new Problem("not_found", "There is no such hook")

export async function receive(secret: string, event: APIGatewayProxyEventV2, now = Date.now()) {
  const { w, hook } = await behind(secret)
  await spend(w, `hook#${hook.id}`, 1, HOOK_LIMITS, now)
  if (!hook.enabled) throw new Problem("forbidden", "This hook is switched off")
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8")
  if (body.length > MOST_HOOK_BYTES)
    throw new Problem("too_large", `body: must be at most ${MOST_HOOK_BYTES / 1024} kB`)
  const text = body.toString()
  check(text)
  const id = uuidv7(now)
  const at = instant(now)
  const count = await counted(w, hook, at)
  await commit(
    ...receiving(
      w,
      { id, hookId: hook.id, name: hook.name, at, byUserId: hook.addedBy, text },
      { id, at, bytes: body.length, preview: text.slice(0, MOST_PREVIEW) },
      count,
    ),
  )
  return { event_id: id }
}

async function behind(secret: string): Promise<{ w: string; hook: Hook }> {
  const place = placeOfSecret(secret)
  if (place === undefined) throw unknown()
  const hook = await entries.find(keys.hook(place.workspaceId, place.id))
  if (hook === undefined) throw unknown()
  if (!timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hook.secretHash))) throw unknown()
  return { w: place.workspaceId, hook }
}

function check(text: string): void {
  const wrong = (why: string) => new Problem("invalid", `body: ${why}`, { body: why })
  if (depthOf(text) > MOST_DEPTH) throw wrong(`must be nested at most ${MOST_DEPTH} deep`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong("is not JSON")
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("must be a JSON object")
}

/** The number of this delivery. */
async function counted(w: string, hook: Hook, at: string): Promise<number> {
  try {
    return await increase({
      add: keys.hook(w, hook.id),
      attribute: "received",
      by: 1,
      set: { lastReceivedAt: at },
      if: { expression: "attribute_exists(pk)" },
    })
  } catch (error) {
    if (error instanceof ConditionFailed) throw unknown()
    throw error
  }
}
