import { pipeline } from "node:stream/promises"
import { isUnchanged } from "./condition.ts"
import { answer, defined, type Exchange, type Operation, type Store, versionHeader } from "./exchange.ts"
import { headerText } from "./object-headers.ts"
import type { ObjectVersion } from "./objects.ts"
import { refusal } from "./refusal.ts"

const overridable = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
]

/** GetObject and HeadObject. */
export const readObject: Operation = async (exchange, store) => {
  const object = permitted(exchange, store)
  const { request, response, headers } = exchange
  const etag = `"${object.etag}"`
  if (isUnchanged(headers, object)) return answer(response, 304, { etag, "content-length": undefined })
  const range = rangeOf(headers.range, object.size)
  const length = range.last - range.first + 1
  const body =
    request.method === "HEAD" || length === 0 ? undefined : store.blobs.read(object.blob, range.first, range.last)
  response.writeHead(
    range.partial ? 206 : 200,
    defined({
      ...object.headers,
      ...overrides(exchange),
      etag,
      "accept-ranges": "bytes",
      "last-modified": new Date(object.at).toUTCString(),
      "content-length": String(length),
      ...(range.partial && { "content-range": `bytes ${range.first}-${range.last}/${object.size}` }),
      ...(!range.partial && headers["x-amz-checksum-mode"] === "ENABLED" && checksumHeader(object)),
      "x-amz-tagging-count": object.tags && String(Object.keys(object.tags).length),
      ...versionHeader(object.id),
    }),
  )
  if (body === undefined) response.end()
  else await pipeline(body, response).catch(() => undefined)
}

export function checksumHeader({ checksum }: Pick<ObjectVersion, "checksum">): Record<string, string> {
  return checksum === undefined ? {} : { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }
}

/** Who may not list the bucket may not learn that a key is free either: S3 answers 403 instead of 404. */
function permitted({ bucket, key, query, allow }: Exchange, { objects }: Store): ObjectVersion {
  const versionId = query.get("versionId") ?? undefined
  allow(versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion", key)
  if (versionId === undefined && objects.current(bucket.name, key) === undefined) allow("s3:ListBucket")
  return objects.find(bucket.name, key, versionId)
}

function rangeOf(header: string | undefined, size: number): { first: number; last: number; partial: boolean } {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? []
  if (from === "" && to === "") return { first: 0, last: size - 1, partial: false }
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === "" || to === "" ? size - 1 : Math.min(size - 1, Number(to))
  if (first >= size || (from === "" && Number(to) === 0)) {
    throw refusal("InvalidRange", "The requested range is not satisfiable")
  }
  if (first > last) return { first: 0, last: size - 1, partial: false }
  return { first, last, partial: true }
}

function overrides({ query, principal }: Exchange): Record<string, string> {
  const asked = overridable.filter((name) => query.has(`response-${name}`))
  if (asked.length > 0 && principal.kind === "anonymous") {
    throw refusal("InvalidRequest", "Request specific response headers cannot be used for anonymous GET requests.")
  }
  return Object.fromEntries(asked.map((name) => [name, headerText(name, query.get(`response-${name}`) ?? "")]))
}
