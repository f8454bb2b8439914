import type { ObjectVersion } from "./objects.ts"
import { refusal } from "./refusal.ts"

type Headers = Record<string, string>

/** Whether the reader already has this version. Throws when it asked for another one. */
export function isUnchanged(headers: Headers, object: ObjectVersion): boolean {
  const changedAt = Math.floor(object.at / 1000) * 1000
  const match = headers["if-match"]
  if (match !== undefined && !names(match, object.etag)) throw failed("If-Match")
  const unmodified = Date.parse(headers["if-unmodified-since"] ?? "")
  if (match === undefined && changedAt > unmodified) throw failed("If-Unmodified-Since")
  const none = headers["if-none-match"]
  if (none !== undefined) return names(none, object.etag)
  return changedAt <= Date.parse(headers["if-modified-since"] ?? "")
}

/** Throws when `If-Match` or `If-None-Match` forbid to replace what is there. */
export function mayReplace(headers: Headers, current: ObjectVersion | undefined): void {
  if (headers["if-none-match"] === "*" && current !== undefined) throw failed("If-None-Match")
  const match = headers["if-match"]
  if (match === undefined) return
  if (current === undefined) throw refusal("NoSuchKey", "The specified key does not exist.")
  if (!names(match, current.etag)) throw failed("If-Match")
}

function names(condition: string, etag: string): boolean {
  const named = condition.split(",").map((one) => one.trim().replace(/^(W\/)?"(.*)"$/, "$2"))
  return named.includes("*") || named.includes(etag)
}

function failed(condition: string): Error {
  return refusal("PreconditionFailed", `At least one of the pre-conditions you specified did not hold: ${condition}`)
}
