import { createHash } from "node:crypto"
import { notBuilt } from "../aws-error.ts"
import type { Blobs } from "./blobs.ts"
import { mayReplace } from "./condition.ts"
import { answer, answerXml, type Operation, versionHeader } from "./exchange.ts"
import { storedHeaders } from "./object-headers.ts"
import { textOfPayload } from "./payload.ts"
import { checksumHeader } from "./read-object.ts"
import { refusal } from "./refusal.ts"
import type { Part } from "./uploads.ts"
import { tagging } from "./write-object.ts"
import { elements, textOf } from "./xml.ts"

const smallestPart = 5 * 1024 * 1024

export const createMultipartUpload: Operation = (exchange, { uploads }) => {
  const { bucket, key, headers, response, allow } = exchange
  allow("s3:PutObject", key)
  const id = uploads.begin({ bucket: bucket.name, key, headers: storedHeaders(headers), ...tagging(exchange) })
  answerXml(response, "InitiateMultipartUploadResult", { Bucket: bucket.name, Key: key, UploadId: id })
}

export const uploadPart: Operation = async ({ bucket, key, query, headers, response, allow, body }, store) => {
  if (headers["x-amz-copy-source"] !== undefined) throw notBuilt("s3", "UploadPartCopy")
  allow("s3:PutObject", key)
  const id = query.get("uploadId") ?? ""
  const number = Number(query.get("partNumber"))
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw refusal("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
  }
  store.uploads.find(id, bucket.name, key)
  const payload = body()
  const blob = await store.blobs.draft(payload.chunks)
  const receipt = payload.receipt()
  store.uploads.addPart(id, { number, blob, ...receipt })
  answer(response, 200, { etag: `"${receipt.etag}"`, ...checksumHeader(receipt) })
}

export const completeMultipartUpload: Operation = async (exchange, { blobs, objects, uploads }) => {
  const { bucket, key, query, headers, response, allow } = exchange
  allow("s3:PutObject", key)
  const id = query.get("uploadId") ?? ""
  const upload = uploads.find(id, bucket.name, key)
  const parts = chosen(await textOfPayload(exchange.body(), 4 * 1024 * 1024), uploads.parts(id))
  mayReplace(headers, objects.current(bucket.name, key))
  const blob = await blobs.draft(joined(parts, blobs)).catch((error: unknown) => {
    uploads.find(id, bucket.name, key)
    throw error
  })
  const content = { blob, size: total(parts), etag: joinedEtag(parts), headers: upload.headers }
  const version = objects.put(
    bucket,
    key,
    { ...content, ...(upload.tags && { tags: upload.tags }) },
    "CompleteMultipartUpload",
    (current) => {
      uploads.find(id, bucket.name, key)
      mayReplace(headers, current)
    },
  )
  uploads.end(id)
  const location = `http://${headers.host}${exchange.request.url?.split("?")[0]}`
  const result = { Location: location, Bucket: bucket.name, Key: key, ETag: `"${version.etag}"` }
  answerXml(response, "CompleteMultipartUploadResult", result, versionHeader(version.id))
}

export const abortMultipartUpload: Operation = ({ bucket, key, query, response, allow }, { uploads }) => {
  allow("s3:AbortMultipartUpload", key)
  const id = query.get("uploadId") ?? ""
  uploads.find(id, bucket.name, key)
  uploads.end(id)
  answer(response, 204)
}

export const listParts: Operation = ({ bucket, key, query, response, allow }, { uploads }) => {
  allow("s3:ListMultipartUploadParts", key)
  const id = query.get("uploadId") ?? ""
  uploads.find(id, bucket.name, key)
  const marker = Number(query.get("part-number-marker") ?? 0)
  const limit = Math.min(Number(query.get("max-parts") ?? 1000), 1000)
  const rest = uploads.parts(id).filter((part) => part.number > marker)
  const page = rest.slice(0, limit)
  answerXml(response, "ListPartsResult", {
    Bucket: bucket.name,
    Key: key,
    UploadId: id,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number,
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    Part: page.map(({ number, etag, size, at }) => ({
      PartNumber: number,
      LastModified: new Date(at).toISOString(),
      ETag: `"${etag}"`,
      Size: size,
    })),
  })
}

/** The uploaded parts the caller lists, in their order. */
function chosen(text: string, uploaded: Part[]): Part[] {
  const parts = elements(text, "Part").map((asked) => {
    const etag = textOf(asked, "ETag")?.replaceAll('"', "")
    const part = uploaded.find((one) => one.number === Number(textOf(asked, "PartNumber")))
    if (part === undefined || part.etag !== etag) {
      throw refusal("InvalidPart", "One or more of the specified parts could not be found or has another ETag.")
    }
    return part
  })
  if (parts.length === 0) throw refusal("MalformedXML", "You must specify at least one part")
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) {
    throw refusal("InvalidPartOrder", "The list of parts was not in ascending order.")
  }
  if (parts.slice(0, -1).some((part) => part.size < smallestPart)) {
    throw refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
  }
  return parts
}

async function* joined(parts: Part[], blobs: Blobs): AsyncGenerator<Buffer> {
  for (const part of parts) yield* blobs.read(part.blob)
}

function total(parts: Part[]): number {
  return parts.reduce((sum, part) => sum + part.size, 0)
}

function joinedEtag(parts: Part[]): string {
  const hash = createHash("md5")
  for (const part of parts) hash.update(part.etag, "hex")
  return `${hash.digest("hex")}-${parts.length}`
}
