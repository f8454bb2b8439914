/**
 * How every HTTP Lambda is run. `serve` takes some routes of the route table and a verb for each: it finds the route by
 * method and path, checks who calls and whether they may, parses params, query and body by the route's schemas, wraps
 * the verb's result in the route's envelope, and turns a `Problem` into its status. Anything else that is thrown is logged
 * once and is a bare 500.
 */
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { MetricUnit } from "@aws-lambda-powertools/metrics"
import { logMetrics } from "@aws-lambda-powertools/metrics/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda"
import * as z from "zod"
import type { Body, Params, Query, Raw, Result, Route } from "../../shared/api/route.ts"
import { needMay } from "../../shared/permission.ts"
import { invalid, Problem } from "../../shared/problem.ts"
import { opens } from "../../shared/scopes.ts"
import { ConditionFailed } from "../data/commit.ts"
import { meter, resetMeter } from "../data/table.ts"
import { type Actor, actorOf, type Credential, credentialOf, type Identity, identify } from "./actor.ts"
import { Limited, type Limits, spend } from "./limit.ts"
import { once } from "./once.ts"
import { createRouter, type Router } from "./router.ts"
import { logger, metrics, tracer } from "./telemetry.ts"

type Caller<R extends Route> = R["permission"] extends "public"
  ? { actor?: never }
  : R["permission"] extends "signedIn"
    ? { identity: Identity }
    : { actor: Actor }

export type Input<R extends Route> = Caller<R> & {
  params: Params<R>
  query: Query<R>
  body: Body<R>
  event: APIGatewayProxyEventV2
}
export type Handlers<T extends Record<string, Route>> = {
  [K in keyof T]: (input: Input<T[K]>) => Promise<Result<T[K]>>
}

/** What a route that names no query parameters takes; v1 never minded more. */
const NOTHING = z.strictObject({})
const ANYTHING = z.looseObject({})

const LIMITS: Limits = {
  burst: Number(process.env.RATE_BURST ?? 0),
  daily: Number(process.env.RATE_DAILY ?? 0),
}

type Domain = { routes: Record<string, Route>; verbs: Record<string, (input: never) => Promise<unknown>> }

/** Routes with their verbs, each checked against its route, to be served beside those of other domains. */
export function domain<T extends Record<string, Route>>(routes: T, handlers: Handlers<T>): Domain {
  return { routes, verbs: handlers as Domain["verbs"] }
}

/** The Lambda handler of some routes. */
export function serve<T extends Record<string, Route>>(routes: T, handlers: Handlers<T>) {
  return serveAll(domain(routes, handlers))
}

/** The Lambda handler of several domains, whose routes may have the same names. */
export function serveAll(...domains: Domain[]) {
  const told = <V>(part: (domain: Domain) => Record<string, V>): Record<string, V> =>
    Object.fromEntries(
      domains.flatMap((one, at) => Object.entries(part(one)).map(([name, value]) => [`${at}.${name}`, value])),
    )
  const router = createRouter(
    told(({ routes }) => routes),
    told(({ verbs }) => verbs),
  )
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger, { clearState: true }))
    .use(captureLambdaHandler(tracer))
    .use(logMetrics(metrics))
    .handler(async (event) => {
      resetMeter()
      const answer = await answerOf(router, event).catch((error: unknown) => failed(error, event.rawPath))
      metrics.addMetric("ReadUnits", MetricUnit.Count, meter.read)
      metrics.addMetric("WriteUnits", MetricUnit.Count, meter.write)
      return {
        ...answer,
        headers: {
          ...answer.headers,
          "x-request-units": `read=${meter.read}, write=${meter.write}, items=${meter.items}`,
        },
      }
    })
}

async function answerOf(router: Router, event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { method } = event.requestContext.http
  const found = router.find(method, event.rawPath)
  const { api_token: _, ...query } = event.queryStringParameters ?? {}
  const credential = credentialOf(event.headers, event.queryStringParameters ?? {})
  if (Array.isArray(found)) return await refuse(event, credential, found)
  const { route, verb, params, fields } = found
  const { caller, headers } = await callerOf(route, credential)
  const input = {
    ...caller,
    params: parse(route.params, params, "path"),
    query: parse(route.query ?? (isV1(route) ? ANYTHING : NOTHING), query, "query"),
    body: route.body === undefined ? undefined : parse(route.body, bodyOf(event), "body"),
    event,
  }
  return await once("actor" in caller ? caller.actor : undefined, route, event, async () => {
    const result = await verb(input as never)
    if (route.envelope === "raw") return raw(result as Raw, headers)
    return json(route.status ?? 200, pickedFrom(envelope(route, result), fields), headers)
  })
}

/** No operation: said only to those who may call others. */
async function refuse(
  event: APIGatewayProxyEventV2,
  credential: Credential | undefined,
  methods: readonly string[],
): Promise<never> {
  if (credential === undefined) throw new Problem("unauthorized", "unauthorized access")
  await actorOf(credential)
  const { method } = event.requestContext.http
  if (methods.length === 0) throw new Problem("not_found", `There is no ${event.rawPath}`)
  throw new Problem("wrong_method", `${event.rawPath} takes ${methods.join(", ")}, not ${method}`)
}

const isV1 = (route: Route) => route.path.startsWith("/v1/")

function raw({ status, headers = {}, body = "", isBase64Encoded = false }: Raw, more: Record<string, string>) {
  return { statusCode: status, headers: { "cache-control": "no-store", ...headers, ...more }, body, isBase64Encoded }
}

/** Of v1's data only the fields that were asked for. */
function pickedFrom(answer: unknown, fields: readonly string[] | undefined): unknown {
  if (fields === undefined || typeof answer !== "object" || answer === null || !("data" in answer)) return answer
  const pick = (one: unknown) =>
    typeof one === "object" && one !== null
      ? Object.fromEntries(Object.entries(one).filter(([key]) => fields.includes(key)))
      : one
  return { ...answer, data: Array.isArray(answer.data) ? answer.data.map(pick) : pick(answer.data) }
}

async function callerOf(route: Route, credential: Credential | undefined) {
  if (route.permission === "public") return { caller: {}, headers: {} }
  if (credential === undefined) throw new Problem("unauthorized", "unauthorized access")
  if (route.permission === "signedIn") {
    if (!("jwt" in credential)) throw new Problem("unauthorized", "unauthorized access")
    return { caller: { identity: await identify(credential.jwt) }, headers: {} }
  }
  if (route.inPerson === true && !("jwt" in credential))
    throw new Problem("forbidden", "Only for someone who signed in")
  const actor = await actorOf(credential)
  const { workspaceId, countedAs, scopes } = actor
  const headers = countedAs === undefined ? {} : await spend(workspaceId, countedAs, route.cost, LIMITS)
  if (!opens(scopes, route)) throw outOfScope()
  if (actor.via === "api") needMay(actor, "tokens.own")
  if (route.permission !== "member") needMay(actor, route.permission)
  return { caller: { actor }, headers }
}

/** In the words that Pipedrive has for it. */
function outOfScope(): Problem {
  const problem = new Problem("forbidden", "Scope and URL mismatch")
  problem.also = { errorCode: 403 }
  return problem
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return {}
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalid(parsed.error, where)
  return parsed.data
}

function bodyOf(event: APIGatewayProxyEventV2): unknown {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString() : (event.body ?? "")
  if (/^application\/x-www-form-urlencoded/i.test(event.headers["content-type"] ?? ""))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text === "" ? "{}" : text)
  } catch {
    throw new Problem("invalid", "body: is not JSON", { body: "is not JSON" })
  }
}

function envelope(route: Route, result: unknown): unknown {
  if (route.envelope === "bare") return result
  if (route.envelope === "v1") return { success: true, ...(result as object) }
  if (route.envelope === "one") return { success: true, data: result }
  if (route.envelope === "page") {
    const page = result as { data: unknown; nextCursor: string | null }
    return { success: true, data: page.data, additional_data: { next_cursor: page.nextCursor } }
  }
  const page = result as { data: unknown; start: number; limit: number; more: boolean }
  const next = page.more ? { next_start: page.start + page.limit } : {}
  const pagination = { start: page.start, limit: page.limit, more_items_in_collection: page.more, ...next }
  return { success: true, data: page.data, additional_data: { pagination } }
}

function failed(thrown: unknown, path: string): APIGatewayProxyStructuredResultV2 {
  // two requests changed the same at once, and this one saw what the other left too late
  const error = thrown instanceof ConditionFailed ? new Problem("conflict", CROSSED) : thrown
  if (!(error instanceof Problem)) {
    logger.error("unexpected", error instanceof Error ? error : new Error(String(error)))
    return json(500, {
      success: false,
      error: "Internal error",
      error_info: "This is a fault of the server and has been logged",
      data: null,
      additional_data: null,
    })
  }
  if (error.code === "unauthorized") {
    const body = {
      success: false,
      error: error.message,
      errorCode: 401,
      error_info: "Please check developers.pipedrive.com",
    }
    return json(401, body, { "x-401-by-gw": "true" })
  }
  // RFC 6749, 5.2
  if (path.startsWith("/oauth/"))
    return json(error.status, { success: false, error: "invalid_request", error_description: error.message })
  return json(
    error.status,
    {
      success: false,
      error: error.message,
      error_info: INFO[error.code] ?? "See /docs for what this operation takes",
      ...(error.code === "invalid" && { code: "ERR_SCHEMA_VALIDATION_FAILED" }),
      ...(Object.keys(error.fields).length > 0 && { fields: error.fields }),
      data: null,
      additional_data: null,
      ...error.also,
    },
    error instanceof Limited ? error.headers : {},
  )
}

const CROSSED = "Others are changing this right now; try again"

const INFO: Partial<Record<Problem["code"], string>> = {
  not_found: "Object was not found.",
  forbidden: "You do not have permission to do this.",
}

function json(
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  }
}
