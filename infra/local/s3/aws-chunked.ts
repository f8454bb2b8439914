import { createHash } from "node:crypto"
import { byteReader } from "./byte-reader.ts"
import { refusal } from "./refusal.ts"
import { equal, mismatch, type Signed, sha256, sign } from "./signature.ts"

const headLimit = 4096

/**
 * Decodes `aws-chunked`: `<hex length>[;chunk-signature=<hex>]\r\n<data>\r\n`, ended by a chunk of no length and by
 * trailers, which it puts into `trailers`. With `signed`, each chunk's signature covers the one before.
 */
export async function* dechunk(
  source: AsyncIterable<Buffer>,
  signed: Signed | undefined,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = byteReader(source)
  let previous = signed?.signature ?? ""
  for (;;) {
    const { length, signature } = chunkHead(await reader.until("\r\n", headLimit))
    const hash = createHash("sha256")
    for (let left = length; left > 0; ) {
      const piece = await reader.some(left)
      if (piece === undefined) throw incomplete()
      if (signed !== undefined) hash.update(piece)
      left -= piece.length
      yield piece
    }
    if (signed !== undefined) {
      const text = [previous, sha256(""), hash.digest("hex")].join("\n")
      previous = verified(signed, "AWS4-HMAC-SHA256-PAYLOAD", text, signature)
    }
    if (length === 0) break
    if ((await reader.until("\r\n", 0)) === undefined) throw incomplete()
  }
  for (;;) {
    const line = (await reader.until("\r\n", headLimit))?.toString().trim()
    if (line === undefined || line === "") break
    const colon = line.indexOf(":")
    trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  if (signed?.payloadHash.endsWith("-TRAILER") === true) verifyTrailers(signed, previous, trailers)
}

function chunkHead(line: Buffer | undefined): { length: number; signature: string | undefined } {
  if (line === undefined) throw incomplete()
  const [, length, signature] = /^([0-9a-f]{1,9})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line.toString()) ?? []
  if (length === undefined) throw refusal("InvalidRequest", "the body is not aws-chunked")
  return { length: Number.parseInt(length, 16), signature }
}

function verifyTrailers(signed: Signed, previous: string, trailers: Map<string, string>): void {
  const lines = [...trailers].filter(([name]) => name !== "x-amz-trailer-signature")
  const text = lines.map(([name, value]) => `${name}:${value}\n`).join("")
  const signature = trailers.get("x-amz-trailer-signature")
  verified(signed, "AWS4-HMAC-SHA256-TRAILER", [previous, sha256(text)].join("\n"), signature)
}

function verified(signed: Signed, kind: string, text: string, signature: string | undefined): string {
  const expected = sign(signed.key, [kind, signed.date, signed.scope, text].join("\n"))
  if (signature === undefined || !equal(expected, signature)) throw mismatch()
  return expected
}

function incomplete(): Error {
  return refusal("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length header.")
}
