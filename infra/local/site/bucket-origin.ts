/** Objects of a bucket as CloudFront answers them: if the bucket's policy lets it, compressed, or "not changed". */
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http"
import { buffer } from "node:stream/consumers"
import { AwsError } from "../aws-error.ts"
import type { Context, Principal } from "../family.ts"
import { createCompressor, encodingFor } from "./compression.ts"

export type StoredObject = {
  body: AsyncIterable<Uint8Array> | Buffer
  etag: string
  contentType?: string
  cacheControl?: string
  contentEncoding?: string
}
export type ReadObject = (bucket: string, key: string) => Promise<StoredObject | undefined>

export type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer }

export type BucketOrigin = (
  bucket: string,
  path: string,
  request: IncomingMessage,
  options: { compress: boolean; distributionArn: string },
) => Promise<Answer>

export function createBucketOrigin(context: Context, readObject: ReadObject): BucketOrigin {
  const compress = createCompressor()
  return async (bucket, path, request, { compress: wanted, distributionArn }) => {
    const key = decoded(path).replace(/^\//, "")
    const arn = `arn:aws:s3:::${bucket}`
    const by: Principal = { kind: "service", service: "cloudfront.amazonaws.com", sourceArn: distributionArn }
    if (!isAllowed(context, by, "s3:GetObject", `${arn}/${key}`)) return refusal(403, "AccessDenied")
    const object = key === "" ? undefined : await readObject(bucket, key)
    if (object === undefined) {
      return isAllowed(context, by, "s3:ListBucket", arn) ? refusal(404, "NoSuchKey") : refusal(403, "AccessDenied")
    }
    const content = Buffer.isBuffer(object.body) ? object.body : await buffer(object.body)
    const type = object.contentType ?? "binary/octet-stream"
    const compressible = wanted && object.contentEncoding === undefined
    const encoding = compressible
      ? encodingFor(String(request.headers["accept-encoding"] ?? ""), type, content.length)
      : undefined
    const quoted = object.etag.startsWith('"') ? object.etag : `"${object.etag}"`
    const etag = encoding === undefined ? quoted : `W/${quoted}`
    const headers: OutgoingHttpHeaders = {
      etag,
      ...(object.cacheControl !== undefined && { "cache-control": object.cacheControl }),
      ...(compressible && { vary: "accept-encoding" }),
    }
    if (isUnchanged(request.headers["if-none-match"], etag)) return { status: 304, headers, body: Buffer.alloc(0) }
    const contentEncoding = encoding ?? object.contentEncoding
    return {
      status: 200,
      headers: {
        ...headers,
        "content-type": type,
        ...(contentEncoding !== undefined && { "content-encoding": contentEncoding }),
      },
      body: encoding === undefined ? content : await compress(content, encoding, `${bucket}/${key}/${object.etag}`),
    }
  }
}

function isAllowed(context: Context, by: Principal, action: string, resource: string): boolean {
  try {
    context.iam.assert(by, action, resource)
    return true
  } catch (error) {
    if (error instanceof AwsError) return false
    throw error
  }
}

function refusal(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`
  return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(body) }
}

function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, "")
  const known = (ifNoneMatch ?? "").split(",").map(bare)
  return known.includes("*") || known.includes(bare(etag))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
