/** A request as payload format 2.0 hands it to a function. */
import type { IncomingMessage } from "node:http"

export type Asked = {
  request: IncomingMessage
  /** The decoded path, without what leads to the API. */
  path: string
  rawQuery: string
  requestId: string
  at: number
  apiId: string
  account: string
  stage: string
  /** The host the caller asked for. */
  host: string
}

export type Routed = {
  routeKey: string
  parameters: Record<string, string>
  body: Buffer
  authorizer: object | undefined
  stageVariables: Record<string, string> | undefined
}

export function eventOf(asked: Asked, routed: Routed): object {
  const { request, path, rawQuery } = asked
  const query = queryOf(rawQuery)
  const isText = textual.test(request.headers["content-type"] ?? "")
  const { cookie } = request.headers
  return {
    version: "2.0",
    routeKey: routed.routeKey,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: headersOf(asked),
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: requestContextOf(asked, routed),
    ...(Object.keys(routed.parameters).length > 0 && { pathParameters: routed.parameters }),
    ...(routed.stageVariables !== undefined && { stageVariables: routed.stageVariables }),
    ...(routed.body.length > 0 && { body: routed.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: routed.body.length > 0 && !isText,
  }
}

/** Everything else, forms and bodies without a type included, arrives in base64. */
const textual = /^\s*(text\/[^;]*|application\/(json|xml|javascript))\s*(;|$)/i

function queryOf(rawQuery: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value
  }
  return query
}

function headersOf({ request, host, requestId, at }: Asked): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (name !== "cookie" && name !== "connection") headers[name] = values.join(",")
  }
  const trace = Buffer.from(requestId).toString("hex").slice(0, 24)
  return {
    "x-amzn-trace-id": `Root=1-${Math.floor(at / 1000).toString(16)}-${trace}`,
    ...headers,
    host,
    "x-forwarded-for": [headers["x-forwarded-for"], request.socket.remoteAddress].filter(Boolean).join(", "),
    "x-forwarded-port": String(request.socket.localPort ?? ""),
    "x-forwarded-proto": headers["x-forwarded-proto"] ?? "http",
  }
}

function requestContextOf({ request, path, requestId, at, apiId, account, stage, host }: Asked, routed: Routed) {
  return {
    accountId: account,
    apiId,
    ...(routed.authorizer !== undefined && { authorizer: routed.authorizer }),
    domainName: host.split(":")[0],
    domainPrefix: apiId,
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? "",
      userAgent: request.headers["user-agent"] ?? "",
    },
    requestId,
    routeKey: routed.routeKey,
    stage,
    time: clock(at),
    timeEpoch: at,
  }
}

/** `24/Nov/2026:02:38:38 +0000`. */
export function clock(at: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}
