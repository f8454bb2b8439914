/** One HTTP API: from the request to the function behind its route and back. */
import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { readBody } from "../endpoint/body.ts"
import type { Context } from "../family.ts"
import { accessLine } from "./access-log.ts"
import { type Authorizer, authorize, type KeysOf, type Verdict } from "./authorizer.ts"
import { type Cors, corsHeaders, isPreflight, preflightHeaders, withoutCors } from "./cors.ts"
import { type Asked, eventOf } from "./event.ts"
import { type Integration, integrate } from "./integration.ts"
import { messageReply, type Reply, sendReply } from "./reply.ts"
import { createRouteTable, type RouteTable } from "./routes.ts"
import { createThrottle } from "./throttle.ts"

export type Route = { key: string; integration: Integration; authorizer: Authorizer | undefined; scopes: string[] }
export type Stage = {
  name: string
  variables: Record<string, string> | undefined
  accessLog: string | undefined
  limits(routeKey: string): { rate: number; burst: number } | undefined
}

export type Api = {
  id: string
  cors: Cors | undefined
  routes: RouteTable<Route>
  integrations: Map<string, Integration>
  authorizers: Map<string, Authorizer>
  throttles: Map<string, { admits(): boolean } | undefined>
  stage: Stage | undefined
}

export function createApi(id: string, cors: Cors | undefined): Api {
  const empty = { integrations: new Map(), authorizers: new Map(), throttles: new Map() }
  return { id, cors, routes: createRouteTable(), stage: undefined, ...empty }
}

const bodyLimit = 10 * 1024 * 1024

export type Address = {
  /** Path and query within the API. */
  url: string
  /** The host the request was sent to. */
  host: string
  /** Has the last word on the reply. */
  edit?(reply: Reply): Promise<Reply>
}

export async function handle(
  api: Api,
  context: Context,
  keysOf: KeysOf,
  request: IncomingMessage,
  response: ServerResponse,
  { url, host, edit = async (reply) => reply }: Address,
): Promise<void> {
  const { cors, stage } = api
  if (stage === undefined) return void sendReply(response, await edit(messageReply(404, "Not Found")))
  if (cors !== undefined && isPreflight(request)) {
    const preflight = { status: 204, headers: preflightHeaders(cors, request), body: "" }
    return void sendReply(response, await edit(preflight))
  }
  const [rawPath = "/", rawQuery = ""] = split(url)
  const asked: Asked = {
    request,
    path: decoded(rawPath),
    rawQuery,
    requestId: `${randomBytes(11).toString("base64url")}=`,
    at: context.now(),
    apiId: api.id,
    account: context.account,
    stage: stage.name,
    host,
  }
  const { reply, routeKey, error } = await answer(api, stage, context, keysOf, asked)
  const headers = cors === undefined ? reply.headers : { ...withoutCors(reply.headers), ...corsHeaders(cors, request) }
  const sent = { ...reply, headers: { ...headers, "apigw-requestid": asked.requestId } }
  const responseLength = sendReply(response, await edit(sent))
  if (error !== undefined) context.log("warn", "gateway", `${request.method} ${asked.path}: ${error}`)
  if (stage.accessLog === undefined) return
  const latency = context.now() - asked.at
  const access = { ...asked, routeKey, status: reply.status, responseLength, latency, error }
  context.log("debug", "access", accessLine(stage.accessLog, access))
}

type Answer = { reply: Reply; routeKey: string; error?: string | undefined }

async function answer(api: Api, stage: Stage, context: Context, keysOf: KeysOf, asked: Asked): Promise<Answer> {
  const { request } = asked
  const match = api.routes.find(request.method ?? "GET", asked.path)
  if (match === undefined) return { reply: messageReply(404, "Not Found"), routeKey: "-" }
  const { route, parameters } = match
  const routeKey = route.key
  if (!admits(api, stage, routeKey, context)) return { reply: messageReply(429, "Too Many Requests"), routeKey }
  const verdict = verdictOn(route, asked, keysOf)
  if (verdict.kind === "forbidden") return { reply: messageReply(403, "Forbidden"), routeKey }
  if (verdict.kind === "unauthorized") {
    return { reply: messageReply(401, "Unauthorized", { "www-authenticate": verdict.challenge }), routeKey }
  }
  const body = await readBody(request, bodyLimit)
  if (body === undefined) {
    return { reply: messageReply(413, "Request Entity Too Large", { connection: "close" }), routeKey }
  }
  const authorizer = route.authorizer === undefined ? undefined : verdict.authorizer
  const event = eventOf(asked, { routeKey, parameters, body, authorizer, stageVariables: stage.variables })
  const source = `${api.id}/${stage.name}/${sourceOf(routeKey)}`
  return { ...(await integrate(context, route.integration, source, event)), routeKey }
}

function verdictOn({ authorizer, scopes }: Route, { request, at }: Asked, keysOf: KeysOf): Verdict {
  if (authorizer === undefined) return { kind: "pass", authorizer: {} }
  return authorize(authorizer, scopes, request, keysOf, at)
}

function admits(api: Api, stage: Stage, routeKey: string, context: Context): boolean {
  if (!api.throttles.has(routeKey)) {
    const limits = stage.limits(routeKey)
    api.throttles.set(routeKey, limits && createThrottle(limits.rate, limits.burst, context.now))
  }
  return api.throttles.get(routeKey)?.admits() ?? true
}

/** `GET /deals/{id}` as a permission names its source: `GET/deals/{id}`. */
function sourceOf(routeKey: string): string {
  return routeKey === "$default" ? "*/$default" : routeKey.replace("ANY ", "* ").replace(" ", "")
}

function split(url: string): string[] {
  const at = url.indexOf("?")
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
