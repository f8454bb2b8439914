import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { Iam, Principal } from "../family.ts"
import { presented } from "./presented-signature.ts"
import { refusal } from "./refusal.ts"
import type { Target } from "./target.ts"

/** A verified signature, and what verifying the chunks of its body needs. */
export type Signed = {
  principal: Principal
  payloadHash: string
  key: Buffer
  date: string
  scope: string
  signature: string
}

/** Verifies the SigV4 signature of a request, in its header or its query; undefined when it bears none. */
export function authenticate(request: IncomingMessage, target: Target, iam: Iam, now: number): Signed | undefined {
  const claim = presented(request, target.query, now)
  if (claim === undefined) return undefined
  const account = iam.lookUp(claim.accessKeyId)
  if (account === undefined) {
    throw refusal("InvalidAccessKeyId", "The AWS access key Id you provided does not exist in our records.")
  }
  refuseUnsigned(request, claim.signedHeaders)
  const key = signingKey(account.secretAccessKey, claim.day, claim.region)
  const scope = `${claim.day}/${claim.region}/s3/aws4_request`
  const canonical = canonicalRequest(request, target, claim.signedHeaders, claim.payloadHash)
  const expected = sign(key, ["AWS4-HMAC-SHA256", claim.date, scope, sha256(canonical)].join("\n"))
  if (!equal(expected, claim.signature)) throw mismatch()
  const { payloadHash, date, signature } = claim
  return { principal: account.principal, payloadHash, key, date, scope, signature }
}

export function mismatch(): Error {
  return refusal(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  )
}

export function signingKey(secret: string, day: string, region: string): Buffer {
  return [region, "s3", "aws4_request"].reduce(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    createHmac("sha256", `AWS4${secret}`).update(day).digest(),
  )
}

export function sign(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex")
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}

export function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** An `x-amz-` header changes what a request does (a copy source!), so the holder of a presigned URL may not add one. */
function refuseUnsigned(request: IncomingMessage, signed: string[]): void {
  const unsigned = Object.keys(request.headers).filter((name) => name.startsWith("x-amz-") && !signed.includes(name))
  if (!signed.includes("host")) unsigned.push("host")
  if (unsigned.length > 0) {
    throw refusal(
      "AccessDenied",
      `There were headers present in the request which were not signed: ${unsigned.join(", ")}`,
    )
  }
}

function canonicalRequest(request: IncomingMessage, target: Target, signed: string[], payloadHash: string): string {
  const query = [...target.query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]): [string, string] => [encoded(name), encoded(value)])
    .sort((one, other) => order(one[0], other[0]) || order(one[1], other[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join("&")
  const path = target.path.split("/").map(encoded).join("/")
  const headers = signed.map(
    (name) =>
      `${name}:${String(request.headers[name] ?? "")
        .trim()
        .replace(/\s+/g, " ")}`,
  )
  return [request.method, path, query, ...headers, "", signed.join(";"), payloadHash].join("\n")
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
