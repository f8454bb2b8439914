import * as z from "zod"
import type { Asked, Told } from "../in-process.ts"

/** What every refusal looks like. */
const Refusal = z.looseObject({
  success: z.literal(false),
  error: z.string().min(1),
  error_info: z.string().min(1),
  data: z.null(),
  additional_data: z.null(),
  fields: z.record(z.string(), z.string().min(1)).optional(),
})
const Gateway = z.strictObject({
  success: z.literal(false),
  error: z.string().min(1),
  errorCode: z.literal(401),
  error_info: z.string().min(1),
})
/** RFC 6749, 5.2. */
const OAuth = z.looseObject({ error: z.string().min(1), error_description: z.string().min(1) })
const REFUSALS = [400, 402, 403, 404, 405, 409, 410, 413, 415, 422, 429, 501]

/** What is wrong with an answer, or undefined. `secrets` are no part of any. */
export function faultIn(asked: Asked, { status, headers, text }: Told, secrets: readonly string[]): string | undefined {
  const said = JSON.stringify(asked)
  const leaked = secrets.find((secret) => text.toLowerCase().includes(secret.toLowerCase()) && !said.includes(secret))
  if (leaked !== undefined) return `it tells ${leaked}`
  if (status >= 200 && status < 400) return undefined
  if (status !== 401 && !REFUSALS.includes(status)) return `status ${status}`
  if (!String(headers["content-type"]).startsWith("application/json")) return "a refusal that is no JSON"
  const parsed = refusalOf(asked, status).safeParse(JSON.parse(text))
  return parsed.success ? undefined : `not the envelope: ${z.prettifyError(parsed.error)}`
}

function refusalOf({ path }: Asked, status: number): z.ZodType {
  if (path.startsWith("/oauth/")) return OAuth
  return status === 401 ? Gateway : Refusal
}
