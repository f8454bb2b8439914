/** Checks SigV4 signatures in the `authorization` header, as the JSON and query services sign (S3 differs and checks its own). */
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import { AwsError } from "./aws-error.ts"

export type Signature = {
  accessKeyId: string
  day: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

export type SignedRequest = { method?: string | undefined; url?: string | undefined; headers: IncomingHttpHeaders }

const algorithm = "AWS4-HMAC-SHA256"
const toleranceMs = 5 * 60_000
const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** The parts of an `authorization` header, or undefined when it is no SigV4 one. */
export function readSignature(authorization: string | undefined): Signature | undefined {
  const match = authorizationPattern.exec(authorization ?? "")
  if (match === null) return undefined
  const [, accessKeyId = "", day = "", region = "", service = "", signedHeaders = "", signature = ""] = match
  return { accessKeyId, day, region, service, signedHeaders: signedHeaders.split(";"), signature }
}

/** Throws unless `signed` is what the holder of `secret` signs for this request and body, within five minutes of `now`. */
export function verifySignature(
  request: SignedRequest,
  body: Buffer,
  signed: Signature,
  secret: string,
  now: number,
): void {
  const date = String(request.headers["x-amz-date"] ?? "")
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"))
  if (!(Math.abs(now - at) <= toleranceMs) || !date.startsWith(signed.day)) {
    throw refused(`Signature not yet current or expired: ${date || "no x-amz-date"}`)
  }
  if (!signed.signedHeaders.includes("host")) throw refused("The host header is not signed")
  const bodyHash = createHash("sha256").update(body).digest("hex")
  const claimed = request.headers["x-amz-content-sha256"]
  if (claimed !== undefined && claimed !== bodyHash) throw refused("The body is not the one that was signed")
  const scope = `${signed.day}/${signed.region}/${signed.service}/aws4_request`
  const canonical = createHash("sha256")
    .update(canonicalRequest(request, signed, bodyHash))
    .digest("hex")
  const expected = createHmac("sha256", signingKey(secret, signed))
    .update(`${algorithm}\n${date}\n${scope}\n${canonical}`)
    .digest()
  if (!timingSafeEqual(expected, Buffer.from(signed.signature, "hex"))) {
    throw refused("The request signature we calculated does not match the signature you provided.")
  }
}

function canonicalRequest(request: SignedRequest, signed: Signature, bodyHash: string): string {
  const [path = "/", query = ""] = splitOnce(request.url ?? "/", "?")
  let headers = ""
  for (const name of signed.signedHeaders) {
    headers += `${name}:${String(request.headers[name] ?? "")
      .trim()
      .replace(/\s+/g, " ")}\n`
  }
  const encodedPath = path === "/" ? "/" : path.split("/").map(encode).join("/")
  return `${request.method}\n${encodedPath}\n${canonicalQuery(query)}\n${headers}\n${signed.signedHeaders.join(";")}\n${bodyHash}`
}

function canonicalQuery(query: string): string {
  if (query === "") return ""
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&")
}

const keys = new Map<string, Buffer>()

/** Deriving a key takes four HMACs; it holds for a day, so it is kept. */
function signingKey(secret: string, { day, region, service }: Signature): Buffer {
  const name = `${secret}/${day}/${region}/${service}`
  const known = keys.get(name)
  if (known !== undefined) return known
  const hmac = (key: Buffer | string, data: string): Buffer => createHmac("sha256", key).update(data).digest()
  const key = [region, service, "aws4_request"].reduce<Buffer>(hmac, hmac(`AWS4${secret}`, day))
  if (keys.size > 1000) keys.clear()
  keys.set(name, key)
  return key
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function refused(message: string): AwsError {
  return new AwsError("InvalidSignatureException", message, 403)
}
