/** Cross-origin answers of an HTTP API, given from its configuration alone: what a function says about it is dropped. */
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http"
import * as z from "zod"

const Values = z.array(z.string()).default([])

export const Cors = z.strictObject({
  AllowCredentials: z.boolean().default(false),
  AllowHeaders: Values,
  AllowMethods: Values,
  AllowOrigins: Values,
  ExposeHeaders: Values,
  MaxAge: z.number().optional(),
})
export type Cors = z.infer<typeof Cors>

export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined
}

export function corsHeaders(cors: Cors, request: IncomingMessage): OutgoingHttpHeaders {
  const { origin } = request.headers
  if (origin === undefined || !cors.AllowOrigins.some((allowed) => covers(allowed, origin))) return {}
  return {
    "access-control-allow-origin": cors.AllowOrigins.includes("*") ? "*" : origin,
    ...(!cors.AllowOrigins.includes("*") && { vary: "origin" }),
    ...(cors.AllowCredentials && { "access-control-allow-credentials": "true" }),
    ...(cors.ExposeHeaders.length > 0 && { "access-control-expose-headers": cors.ExposeHeaders.join(",") }),
  }
}

export function preflightHeaders(cors: Cors, request: IncomingMessage): OutgoingHttpHeaders {
  const allowed = corsHeaders(cors, request)
  if (allowed["access-control-allow-origin"] === undefined) return {}
  return {
    ...allowed,
    "access-control-allow-methods": cors.AllowMethods.join(","),
    "access-control-allow-headers": cors.AllowHeaders.join(","),
    ...(cors.MaxAge !== undefined && { "access-control-max-age": String(cors.MaxAge) }),
  }
}

export function withoutCors(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith("access-control-")))
}

function covers(allowed: string, origin: string): boolean {
  return allowed === "*" || allowed === origin || (allowed.endsWith("://*") && origin.startsWith(allowed.slice(0, -1)))
}
