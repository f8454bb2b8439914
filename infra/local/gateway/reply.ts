/** What a function returned, as API Gateway answers it. */
import type { OutgoingHttpHeaders, ServerResponse } from "node:http"
import * as z from "zod"

export type Reply = { status: number; headers: OutgoingHttpHeaders; body: Buffer | string }

const Returned = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
})

/** The reply that a result stands for; undefined when it stands for none. */
export function replyOf(result: unknown): Reply | undefined {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    const body = typeof result === "string" ? result : JSON.stringify(result)
    return { status: 200, headers: { "content-type": "application/json" }, body }
  }
  const parsed = Returned.safeParse(result)
  if (!parsed.success) return undefined
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data
  const named = Object.entries(headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => name !== "content-length" && name !== "connection" && name !== "transfer-encoding")
  return {
    status: statusCode,
    headers: {
      "content-type": "text/plain;charset=UTF-8",
      ...Object.fromEntries(named),
      ...(cookies && cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? ""),
  }
}

export function messageReply(status: number, message: string, headers: OutgoingHttpHeaders = {}): Reply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ message }) }
}

export function sendReply(response: ServerResponse, { status, headers, body }: Reply): number {
  const length = Buffer.byteLength(body)
  const bodiless = status === 204 || status === 304 || status < 200
  response.writeHead(status, { ...headers, ...(!bodiless && { "content-length": length }) })
  response.end(bodiless ? undefined : body)
  return length
}
