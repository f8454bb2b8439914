/**
 * `Idempotency-Key` on a POST: what it did the first time is answered again for a day, so that a client that never heard the
 * answer may ask once more. What was refused or failed may be tried again with the same key.
 */
import { createHash } from "node:crypto"
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda"
import * as z from "zod"
import type { Route } from "../../shared/api/route.ts"
import { Problem } from "../../shared/problem.ts"
import { ConditionFailed, commit } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { get } from "../data/table.ts"
import type { Actor } from "./actor.ts"

const DAY_S = 86_400
/** Seconds after which a request that never came to its end is taken up again: no Lambda runs as long. */
const STALE_S = 60
/** Characters of an answer that are kept. Who asks again for a longer one, or for one that told a secret, hears that it was done. */
const MOST_KEPT = 300_000

const DONE = JSON.stringify({ success: true, data: null, additional_data: null })

const Kept = z.looseObject({
  hash: z.string(),
  at: z.number(),
  answer: z.object({ statusCode: z.int(), body: z.string() }).optional(),
})

type Answer = APIGatewayProxyStructuredResultV2

/** Runs a request once for its key. Only what changes something asks for it. */
export async function once(
  actor: Actor | undefined,
  route: Route,
  event: APIGatewayProxyEventV2,
  run: () => Promise<Answer>,
  now = Date.now(),
): Promise<Answer> {
  const key = event.headers["idempotency-key"]
  if (key === undefined || actor === undefined || route.method !== "POST" || route.permission.endsWith(".see"))
    return await run()
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const why = "must be 1 to 255 visible characters"
    throw new Problem("invalid", `Idempotency-Key: ${why}`, { "Idempotency-Key": why })
  }
  const place = keys.once(actor.workspaceId, actor.userId, key)
  const hash = createHash("sha256")
    .update(`${route.method} ${event.rawPath}\n${event.body ?? ""}`)
    .digest("hex")
  const seconds = Math.floor(now / 1000)
  const item = { ...place, hash, at: seconds, ttl: seconds + DAY_S }
  const stale = {
    expression: "attribute_not_exists(pk) OR (attribute_not_exists(answer) AND #at < :stale)",
    names: { "#at": "at" },
    values: { ":stale": seconds - STALE_S },
  }
  try {
    await commit({ put: item, if: stale })
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    return replayed(await get(place), hash)
  }
  const answer = await run().catch(async (error: unknown) => {
    await commit({ delete: place })
    throw error
  })
  const { statusCode = 200, body = "" } = answer
  const kept = route.secret === true || body.length > MOST_KEPT ? DONE : body
  await commit({ put: { ...item, answer: { statusCode, body: kept } } })
  return answer
}

function replayed(item: unknown, hash: string): Answer {
  const kept = Kept.safeParse(item).data
  if (kept !== undefined && kept.hash !== hash)
    throw new Problem("unprocessable", "This Idempotency-Key was used for another request")
  if (kept?.answer === undefined)
    throw new Problem("conflict", "The first request with this Idempotency-Key is still under way; try again")
  return {
    ...kept.answer,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "idempotency-replayed": "true",
    },
  }
}
