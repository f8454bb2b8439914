/** The way of a request through a distribution: behaviour, viewer-request function, origin, policy, viewer-response function. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http"
import type { Answer, BucketOrigin } from "./bucket-origin.ts"
import type { DevServer } from "./dev-server.ts"
import { type Behavior, behaviorFor, type DistributionConfig, originOf } from "./distribution.ts"
import { bodyOf, EdgeRequest, EdgeResponse, edgeRequest, edgeResponse, edgeUrl, headersOf } from "./edge-event.ts"
import type { EdgeFunction } from "./edge-function.ts"
import { applyPolicy, type HeadersPolicy } from "./response-headers.ts"

type Reply = { status: number; headers: OutgoingHttpHeaders; body: Buffer | string }

export type ApiOrigin = (
  apiId: string,
  request: IncomingMessage,
  response: ServerResponse,
  address: { url: string; host: string; edit(reply: Reply): Promise<Reply> },
) => Promise<void>

export type Parts = {
  functions: Map<string, EdgeFunction>
  policies: Map<string, HeadersPolicy>
  bucket: BucketOrigin
  api: ApiOrigin
  devServer: DevServer | undefined
}
type Distribution = { id: string; arn: string; domain: string }
type Visit = { request: IncomingMessage; response: ServerResponse; behavior: Behavior }

export function serveDistribution(parts: Parts, config: DistributionConfig, distribution: Distribution) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const behavior = behaviorFor(config, (request.url ?? "/").split("?")[0] ?? "/")
    const visit = { request, response, behavior }
    if (!behavior.AllowedMethods.includes(request.method ?? "GET")) {
      return send(response, { status: 403, headers: {}, body: "This method is not allowed here.\n" })
    }
    const finish = (reply: Reply): Promise<Reply> => finished(parts, distribution, visit, reply)
    const origin = originOf(config, behavior)
    if (origin.kind === "bucket" && parts.devServer !== undefined) {
      return parts.devServer.forward(request, response, (headers) => withoutCsp(policyOn(parts, behavior, headers)))
    }
    const early = await viewerRequest(parts, distribution, visit)
    if (early !== undefined) return send(response, early)
    for (const [name, value] of origin.headers) setHeader(request, name, value)
    if (origin.kind === "api") {
      const url = `${origin.path}${request.url ?? "/"}`
      return parts.api(origin.apiId, request, response, { url, host: origin.host, edit: finish })
    }
    const read = (path: string): Promise<Answer> =>
      parts.bucket(origin.bucket, `${origin.path}${path}`, request, {
        compress: behavior.Compress,
        distributionArn: distribution.arn,
      })
    const [path = "/"] = (request.url ?? "/").split("?")
    const answer = await read(path === "/" ? `/${config.DefaultRootObject}` : path)
    send(response, await finish(await errorPage(config, answer, read)))
  }
}

/** Runs the function before the origin; what it answers itself ends the visit. */
async function viewerRequest(parts: Parts, distribution: Distribution, visit: Visit): Promise<Reply | undefined> {
  const run = associated(parts, visit.behavior, "viewer-request")
  if (run === undefined) return undefined
  const before = edgeRequest(visit.request)
  const result = await run({ ...surroundings(distribution, visit, "viewer-request"), request: before })
  const response = EdgeResponse.safeParse(result)
  if (response.success) {
    return { status: response.data.statusCode, headers: headersOf(response.data), body: bodyOf(response.data) }
  }
  const after = EdgeRequest.parse(result)
  visit.request.url = edgeUrl(after)
  for (const name of Object.keys(before.headers)) if (after.headers[name] === undefined) dropHeader(visit.request, name)
  for (const [name, { value }] of Object.entries(after.headers)) {
    if (before.headers[name]?.value !== value) setHeader(visit.request, name.toLowerCase(), value)
  }
  return undefined
}

async function finished(parts: Parts, distribution: Distribution, visit: Visit, reply: Reply): Promise<Reply> {
  const headers = policyOn(parts, visit.behavior, reply.headers)
  const run = associated(parts, visit.behavior, "viewer-response")
  if (run === undefined) return { ...reply, headers }
  const event = { ...surroundings(distribution, visit, "viewer-response"), request: edgeRequest(visit.request) }
  const result = EdgeResponse.parse(await run({ ...event, response: edgeResponse(reply.status, headers) }))
  const cookies = headers["set-cookie"]
  return {
    ...reply,
    status: result.statusCode,
    headers: { ...(cookies !== undefined && { "set-cookie": cookies }), ...headersOf(result) },
  }
}

function associated(parts: Parts, behavior: Behavior, type: string): EdgeFunction | undefined {
  const association = behavior.FunctionAssociations.find((one) => one.EventType === type)
  return association && parts.functions.get(association.FunctionARN)
}

function surroundings({ id, domain }: Distribution, { request }: Visit, eventType: string): object {
  return {
    version: "1.0",
    context: { distributionDomainName: domain, distributionId: id, eventType, requestId: crypto.randomUUID() },
    viewer: { ip: request.socket.remoteAddress ?? "" },
  }
}

async function errorPage(
  config: DistributionConfig,
  answer: Answer,
  read: (path: string) => Promise<Answer>,
): Promise<Answer> {
  const custom = config.CustomErrorResponses.find((one) => one.ErrorCode === answer.status)
  if (custom?.ResponsePagePath === undefined) return answer
  const page = await read(custom.ResponsePagePath)
  return page.status === 200 ? { ...page, status: custom.ResponseCode ?? answer.status } : page
}

function policyOn(parts: Parts, behavior: Behavior, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const policy = parts.policies.get(behavior.ResponseHeadersPolicyId ?? "")
  return policy === undefined ? headers : applyPolicy(policy, headers)
}

/** A development server's pages carry inline scripts that a strict policy forbids. */
function withoutCsp({ "content-security-policy": _, ...headers }: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return headers
}

function setHeader(request: IncomingMessage, name: string, value: string): void {
  request.headers[name] = value
  request.headersDistinct[name] = [value]
}

function dropHeader(request: IncomingMessage, name: string): void {
  delete request.headers[name]
  delete request.headersDistinct[name]
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const bodiless = status === 304 || status === 204
  response.writeHead(status, { ...headers, ...(!bodiless && { "content-length": Buffer.byteLength(body) }) })
  response.end(bodiless ? undefined : body)
}
