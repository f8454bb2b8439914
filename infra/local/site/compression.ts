/** Compresses what a page is made of, once per content and encoding. */
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const compressible =
  /^(text\/|application\/(javascript|json|xml|manifest\+json|wasm|vnd\.ms-fontobject)|image\/svg\+xml|font\/(ttf|otf))/
const least = 1000
const most = 10_000_000
const memoryLimit = 64 * 1024 * 1024

export type Encoding = "br" | "gzip"

export function encodingFor(
  acceptEncoding: string | undefined,
  contentType: string,
  size: number,
): Encoding | undefined {
  if (size < least || size > most || !compressible.test(contentType)) return undefined
  const accepted = (acceptEncoding ?? "").split(",").map((one) => one.split(";")[0]?.trim())
  if (accepted.includes("br")) return "br"
  return accepted.includes("gzip") ? "gzip" : undefined
}

export function createCompressor(): (content: Buffer, encoding: Encoding, contentId: string) => Promise<Buffer> {
  const known = new Map<string, Buffer>()
  let held = 0
  return async (content, encoding, contentId) => {
    const key = `${encoding} ${contentId}`
    const kept = known.get(key)
    if (kept !== undefined) return kept
    const made =
      encoding === "gzip"
        ? await promisify(gzip)(content)
        : await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
    if (held + made.length > memoryLimit) {
      known.clear()
      held = 0
    }
    held += made.length
    known.set(key, made)
    return made
  }
}
