import type { IncomingMessage } from "node:http"
import { refusal } from "./refusal.ts"

/** A signature as a request presents it, its date checked, nothing else. */
export type Presented = {
  accessKeyId: string
  day: string
  region: string
  date: string
  signedHeaders: string[]
  signature: string
  payloadHash: string
}

const skew = 15 * 60_000
const longestLife = 7 * 86_400

export function presented(request: IncomingMessage, query: URLSearchParams, now: number): Presented | undefined {
  const { authorization } = request.headers
  const presigned = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"].some((name) => query.has(name))
  if (presigned && authorization !== undefined) {
    throw refusal("InvalidArgument", "Only one auth mechanism allowed: the query or the Authorization header")
  }
  if (presigned) return fromQuery(query, now)
  return authorization === undefined ? undefined : fromHeader(request, authorization, now)
}

function fromQuery(query: URLSearchParams, now: number): Presented {
  const parameter = (name: string): string => {
    const value = query.get(`X-Amz-${name}`)
    if (value === null) throw refusal("AuthorizationQueryParametersError", `X-Amz-${name} is missing`)
    return value
  }
  if (parameter("Algorithm") !== "AWS4-HMAC-SHA256") {
    throw refusal("AuthorizationQueryParametersError", "X-Amz-Algorithm only supports AWS4-HMAC-SHA256")
  }
  const date = parameter("Date")
  const life = Number(parameter("Expires"))
  if (!Number.isInteger(life) || life < 1 || life > longestLife) {
    throw refusal("AuthorizationQueryParametersError", `X-Amz-Expires must be between 1 and ${longestLife} seconds`)
  }
  const signedAt = instant(date)
  if (now > signedAt + life * 1000) throw refusal("AccessDenied", "Request has expired")
  if (now < signedAt - skew) throw refusal("AccessDenied", "Request is not valid yet")
  return {
    ...credential(parameter("Credential"), date),
    date,
    signedHeaders: parameter("SignedHeaders").split(";"),
    signature: parameter("Signature"),
    payloadHash: query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  }
}

function fromHeader(request: IncomingMessage, authorization: string, now: number): Presented {
  const fields = /^AWS4-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]+)$/.exec(
    authorization,
  )
  const [, claimed, signedHeaders, signature] = fields ?? []
  if (claimed === undefined || signedHeaders === undefined || signature === undefined) {
    throw refusal("AuthorizationHeaderMalformed", "The authorization header is not AWS Signature Version 4")
  }
  const date = String(request.headers["x-amz-date"] ?? "")
  if (Math.abs(now - instant(date)) > skew) {
    throw refusal("RequestTimeTooSkewed", "The difference between the request time and the server's time is too large.")
  }
  const payloadHash = request.headers["x-amz-content-sha256"]
  if (typeof payloadHash !== "string") throw refusal("InvalidRequest", "x-amz-content-sha256 is missing")
  return { ...credential(claimed, date), date, signedHeaders: signedHeaders.split(";"), signature, payloadHash }
}

export function credential(text: string, date: string): { accessKeyId: string; day: string; region: string } {
  const [accessKeyId, day, region, service, end, ...rest] = text.split("/")
  const complete = accessKeyId !== undefined && day !== undefined && region !== undefined && rest.length === 0
  if (!complete || service !== "s3" || end !== "aws4_request" || !date.startsWith(day)) {
    throw refusal("AuthorizationHeaderMalformed", "The credential must read <key>/<day>/<region>/s3/aws4_request")
  }
  return { accessKeyId, day, region }
}

function instant(date: string): number {
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"))
  if (Number.isNaN(at)) throw refusal("AccessDenied", "X-Amz-Date must be formatted as YYYYMMDDTHHMMSSZ")
  return at
}
