import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"
import type { Context, Principal } from "../family.ts"
import type { Blobs } from "./blobs.ts"
import { type Bucket, bucketArn } from "./bucket.ts"
import type { Objects } from "./objects.ts"
import { type Payload, payloadOf } from "./payload.ts"
import { refusal } from "./refusal.ts"
import type { Signed } from "./signature.ts"
import type { Target } from "./target.ts"
import type { Uploads } from "./uploads.ts"
import { document, type Xml } from "./xml.ts"

export type Store = {
  context: Context
  buckets: Map<string, Bucket>
  blobs: Blobs
  objects: Objects
  uploads: Uploads
}

/** A request whose signature is verified, and what its operation needs to answer it. */
export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  bucket: Bucket
  key: string
  query: URLSearchParams
  /** The request's headers, with the `x-amz-` parameters a presigned URL carries in their stead. */
  headers: Record<string, string>
  principal: Principal
  /** Throws AccessDenied unless the caller may do `action` to the key, or to the bucket when no key is given. */
  allow(action: string, key?: string, bucket?: string, conditions?: Record<string, string>): void
  body(): Payload
}

export type Operation = (exchange: Exchange, store: Store) => void | Promise<void>

export function exchangeOf(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  signed: Signed | undefined,
  store: Store,
): Exchange {
  const bucket = bucketNamed(store, target.bucket)
  const principal: Principal = signed?.principal ?? { kind: "anonymous" }
  return {
    request,
    response,
    bucket,
    key: target.key,
    query: target.query,
    headers: effectiveHeaders(request, target.query),
    principal,
    allow: (action, key, name = bucket.name, conditions = {}) =>
      allow(
        store.context,
        principal,
        action,
        key === undefined ? bucketArn(name) : `${bucketArn(name)}/${key}`,
        conditions,
      ),
    body: () => payloadOf(request, signed),
  }
}

export function bucketNamed(store: Store, name: string): Bucket {
  const bucket = store.buckets.get(name)
  if (bucket === undefined) throw refusal("NoSuchBucket", "The specified bucket does not exist")
  return bucket
}

/** The endpoint is plain http on the loopback interface; a policy that asks for TLS means the network between machines. */
export function allow(
  context: Context,
  principal: Principal,
  action: string,
  resource: string,
  conditions: Record<string, string> = {},
): void {
  try {
    context.iam.assert(principal, action, resource, { "aws:SecureTransport": "true", ...conditions })
  } catch (error) {
    if (error instanceof AwsError) throw refusal("AccessDenied", error.message)
    throw error
  }
}

function effectiveHeaders(request: IncomingMessage, query: URLSearchParams): Record<string, string> {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  const hoisted = [...query]
    .filter(([name]) => /^x-amz-/i.test(name))
    .map(([name, value]) => [name.toLowerCase(), value])
  return Object.fromEntries(query.has("X-Amz-Signature") ? [...headers, ...hoisted] : headers)
}

export function requestId(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase()
}

export function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | undefined> = {},
): void {
  response.writeHead(status, defined({ "content-length": status === 204 ? undefined : "0", ...headers })).end()
}

export function answerXml(
  response: ServerResponse,
  root: string,
  content: Xml,
  headers: Record<string, string | undefined> = {},
  status = 200,
): void {
  const body = document(root, content)
  const length = String(Buffer.byteLength(body))
  response
    .writeHead(status, defined({ "content-type": "application/xml", "content-length": length, ...headers }))
    .end(body)
}

export function defined(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

export function versionHeader(id: string): { "x-amz-version-id": string | undefined } {
  return { "x-amz-version-id": id === "null" ? undefined : id }
}
