import { createHash } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { notBuilt } from "../aws-error.ts"
import { dechunk } from "./aws-chunked.ts"
import { type Checksum, type Digest, digest } from "./checksum.ts"
import { refusal } from "./refusal.ts"
import type { Signed } from "./signature.ts"

/** A body that verifies, as it is read to its end, everything its sender claimed about it. */
export type Payload = { chunks: AsyncIterable<Buffer>; receipt(): Receipt }
type Receipt = { size: number; etag: string; checksum?: Checksum }

export type Claims = {
  /** Lower-case names: `content-md5`, `x-amz-checksum-*`, `x-amz-trailer`. */
  headers: Record<string, string>
  trailers?: Map<string, string>
  sha256?: string
  length?: number
  minimum?: number
  maximum?: number
}

const largestPut = 5 * 1024 ** 3

export function payloadOf(request: IncomingMessage, signed: Signed | undefined): Payload {
  const headers = singleHeaders(request)
  const hash = signed?.payloadHash ?? "UNSIGNED-PAYLOAD"
  const streaming = hash.startsWith("STREAMING-")
  const declared = headers[streaming ? "x-amz-decoded-content-length" : "content-length"]
  const bodyless = declared === undefined && headers["transfer-encoding"] === undefined
  if (declared === undefined && !bodyless) {
    throw refusal("MissingContentLength", "You must provide the Content-Length HTTP header.")
  }
  const length = Number(declared ?? 0)
  if (!Number.isInteger(length) || length < 0) throw refusal("InvalidArgument", "the content length is not a length")
  if (length > largestPut) throw tooLarge()
  const trailers = new Map<string, string>()
  // A refused upload is answered on the same connection, so the request may not be destroyed with its reader.
  const source: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  return verifying(decoded(source, hash, signed, trailers), {
    headers,
    trailers,
    length,
    ...(/^[0-9a-f]{64}$/.test(hash) && { sha256: hash }),
  })
}

/** Reads a small body whole. */
export async function textOfPayload(payload: Payload, limit: number): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of payload.chunks) {
    size += piece.length
    if (size > limit) throw refusal("MaxMessageLengthExceeded", "Your request was too big.")
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

export function verifying(source: AsyncIterable<Buffer>, claims: Claims): Payload {
  let receipt: Receipt | undefined
  return {
    chunks: verify(),
    receipt() {
      if (receipt === undefined) throw new Error("the receipt of a body that was not read to its end")
      return receipt
    },
  }
  async function* verify(): AsyncGenerator<Buffer> {
    const md5 = createHash("md5")
    const sha256 = claims.sha256 === undefined ? undefined : createHash("sha256")
    const sums = claimedAlgorithms(claims.headers).map((algorithm) => ({ algorithm, digest: digestOf(algorithm) }))
    let size = 0
    for await (const chunk of source) {
      size += chunk.length
      if (size > (claims.maximum ?? largestPut)) throw tooLarge()
      md5.update(chunk)
      sha256?.update(chunk)
      for (const { digest } of sums) digest.update(chunk)
      yield chunk
    }
    const checksums = sums.map(({ algorithm, digest }): Checksum => ({ algorithm, value: digest.value() }))
    const hash = md5.digest()
    compare(claims, { size, md5: hash.toString("base64"), sha256: sha256?.digest("hex"), checksums })
    receipt = { size, etag: hash.toString("hex"), ...(checksums[0] && { checksum: checksums[0] }) }
  }
}

function compare(
  claims: Claims,
  actual: { size: number; md5: string; sha256: string | undefined; checksums: Checksum[] },
): void {
  if (actual.size < (claims.minimum ?? 0)) throw refusal("EntityTooSmall", "Your proposed upload is too small.")
  if (claims.length !== undefined && actual.size !== claims.length) {
    throw refusal("IncompleteBody", `the body has ${actual.size} bytes, ${claims.length} were declared`)
  }
  if (claims.sha256 !== actual.sha256) {
    throw refusal("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' does not match what was computed.")
  }
  if ((claims.headers["content-md5"] ?? actual.md5) !== actual.md5) throw badDigest("Content-MD5")
  for (const { algorithm, value } of actual.checksums) {
    const name = `x-amz-checksum-${algorithm}`
    if ((claims.headers[name] ?? claims.trailers?.get(name)) !== value) throw badDigest(name)
  }
}

function decoded(
  source: AsyncIterable<Buffer>,
  hash: string,
  signed: Signed | undefined,
  trailers: Map<string, string>,
): AsyncIterable<Buffer> {
  if (/^(UNSIGNED-PAYLOAD|[0-9a-f]{64})$/.test(hash)) return source
  if (hash === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return dechunk(source, undefined, trailers)
  if (/^STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?$/.test(hash)) return dechunk(source, signed, trailers)
  throw notBuilt("s3", `x-amz-content-sha256 ${hash}`)
}

function claimedAlgorithms(headers: Record<string, string>): string[] {
  const names = [...Object.keys(headers), ...(headers["x-amz-trailer"]?.toLowerCase().split(/\s*,\s*/) ?? [])]
  const algorithms = names.flatMap((name) => /^x-amz-checksum-(?!algorithm|mode|type)(.+)$/.exec(name)?.[1] ?? [])
  return [...new Set(algorithms)]
}

function digestOf(algorithm: string): Digest {
  const found = digest(algorithm)
  if (found === undefined) throw notBuilt("s3", `x-amz-checksum-${algorithm}`)
  return found
}

function badDigest(name: string): Error {
  return refusal("BadDigest", `The ${name} you specified did not match what we received.`)
}

function tooLarge(): Error {
  return refusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
}
