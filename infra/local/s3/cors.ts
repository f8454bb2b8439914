import type { IncomingMessage } from "node:http"
import type { Bucket, CorsRule } from "./bucket.ts"

/** The headers that let a page of another origin read the answer; none when no rule of the bucket allows it. */
export function corsHeaders(bucket: Bucket | undefined, request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers
  if (origin === undefined || bucket === undefined) return {}
  const method = String(request.headers["access-control-request-method"] ?? request.method)
  const asked = String(request.headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
  const rule = bucket.cors.find((one) => allows(one, origin, method, asked))
  if (rule === undefined) return {}
  const any = rule.AllowedOrigins.includes("*")
  return {
    "access-control-allow-origin": any ? "*" : origin,
    ...(!any && { "access-control-allow-credentials": "true" }),
    "access-control-allow-methods": rule.AllowedMethods.join(", "),
    ...(asked.length > 0 && { "access-control-allow-headers": asked.join(", ") }),
    ...(rule.ExposedHeaders.length > 0 && { "access-control-expose-headers": rule.ExposedHeaders.join(", ") }),
    ...(rule.MaxAge !== undefined && { "access-control-max-age": String(rule.MaxAge) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  }
}

function allows(rule: CorsRule, origin: string, method: string, asked: string[]): boolean {
  return (
    rule.AllowedMethods.includes(method) &&
    rule.AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
    asked.every((name) => rule.AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name.toLowerCase())))
  )
}

function matches(pattern: string, text: string): boolean {
  const [start = "", end] = pattern.split("*", 2)
  if (end === undefined) return pattern === text
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}
