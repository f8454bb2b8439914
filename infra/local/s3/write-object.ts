import { notBuilt } from "../aws-error.ts"
import { mayReplace } from "./condition.ts"
import { answer, answerXml, bucketNamed, type Exchange, type Operation, type Store, versionHeader } from "./exchange.ts"
import { storedHeaders, tagsOf } from "./object-headers.ts"
import type { Content, ObjectVersion } from "./objects.ts"
import { checksumHeader } from "./read-object.ts"
import { refusal } from "./refusal.ts"
import { decoded } from "./target.ts"

/** PutObject, and CopyObject when a source is named. */
export const writeObject: Operation = (exchange, store) =>
  exchange.headers["x-amz-copy-source"] === undefined ? putObject(exchange, store) : copyObject(exchange, store)

async function putObject(exchange: Exchange, { blobs, objects }: Store): Promise<void> {
  const { bucket, key, headers, response, allow } = exchange
  allow("s3:PutObject", key)
  const attributes = { headers: storedHeaders(headers), ...tagging(exchange) }
  mayReplace(headers, objects.current(bucket.name, key))
  const body = exchange.body()
  const blob = await blobs.draft(body.chunks)
  const content: Content = { blob, ...body.receipt(), ...attributes }
  const version = objects.put(bucket, key, content, "PutObject", (current) => mayReplace(headers, current))
  answer(response, 200, { etag: `"${version.etag}"`, ...checksumHeader(version), ...versionHeader(version.id) })
}

function copyObject(exchange: Exchange, { blobs, objects, ...store }: Store): void {
  const { bucket, key, headers, response, allow } = exchange
  const source = sourceOf(headers["x-amz-copy-source"] ?? "")
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-amz-copy-source-")) throw notBuilt("s3", `CopyObject with ${name}`)
  }
  const from = bucketNamed({ blobs, objects, ...store }, source.bucket)
  allow(source.versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion", source.key, from.name)
  allow("s3:PutObject", key)
  const original = objects.find(from.name, source.key, source.versionId)
  const replace = headers["x-amz-metadata-directive"] === "REPLACE"
  if (!replace && from === bucket && source.key === key && source.versionId === undefined) {
    throw refusal("InvalidRequest", "This copy request is illegal because it copies an object to itself unchanged.")
  }
  const content: Content = {
    ...contentOf(original),
    blob: blobs.duplicate(original.blob),
    headers: replace ? storedHeaders(headers) : original.headers,
    ...(headers["x-amz-tagging-directive"] === "REPLACE" && tagging(exchange)),
  }
  const copy = objects.put(bucket, key, content, "CopyObject", (current) => mayReplace(headers, current))
  const result = { LastModified: new Date(copy.at).toISOString(), ETag: `"${copy.etag}"` }
  answerXml(response, "CopyObjectResult", result, versionHeader(copy.id))
}

function contentOf({ id: _, at: __, ...content }: ObjectVersion): Content {
  return content
}

export function tagging({ headers, key, allow }: Exchange): { tags?: Record<string, string> } {
  const tags = tagsOf(headers["x-amz-tagging"])
  if (tags === undefined) return {}
  allow("s3:PutObjectTagging", key)
  return { tags }
}

function sourceOf(header: string): { bucket: string; key: string; versionId: string | undefined } {
  const [path = "", versionId] = header.split("?versionId=")
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? []
  if (bucket === undefined || key === undefined) {
    throw refusal("InvalidArgument", "x-amz-copy-source must read <bucket>/<key>")
  }
  return { bucket, key, versionId }
}
