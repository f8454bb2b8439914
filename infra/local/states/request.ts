import type * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { LIMIT_BYTES } from "./state-error.ts"

/** Parses a request; the error names the field. */
export function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "request"}: ${message}`)
  throw new AwsError("ValidationException", problems.join("; "))
}

/** Parses JSON text that the caller sent in a field, at most 256 KB of it. */
export function readJson(text: string, code: string, what: string): unknown {
  if (Buffer.byteLength(text) > LIMIT_BYTES) {
    throw new AwsError(code, `${what} is over the limit of ${LIMIT_BYTES} bytes`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AwsError(code, `${what} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** One page of a list, and the token that asks for the next. */
export function page<T>(
  items: T[],
  { maxResults = 0, nextToken = "" }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: T[]; nextToken?: string } {
  const start = nextToken === "" ? 0 : Number(Buffer.from(nextToken, "base64url").toString())
  if (!Number.isSafeInteger(start) || start < 0) throw new AwsError("InvalidToken", "Invalid Token: 'nextToken'")
  const end = start + (maxResults === 0 ? 100 : maxResults)
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: Buffer.from(String(end)).toString("base64url") }),
  }
}
