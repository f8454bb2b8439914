import type { IncomingMessage, ServerResponse } from "node:http"
import type { Principal } from "../family.ts"
import type { Bucket } from "./bucket.ts"
import { allow, answer, answerXml, type Store } from "./exchange.ts"
import { readUploadForm, type UploadForm } from "./form-data.ts"
import { storedHeaders } from "./object-headers.ts"
import type { ObjectVersion } from "./objects.ts"
import { verifying } from "./payload.ts"
import { obeyed } from "./post-policy.ts"
import { credential } from "./presented-signature.ts"
import { refusal } from "./refusal.ts"
import { equal, mismatch, sign, signingKey } from "./signature.ts"

export function isUploadForm(request: IncomingMessage): boolean {
  return request.method === "POST" && /^multipart\/form-data/i.test(request.headers["content-type"] ?? "")
}

/** An upload from a browser's form, with the rights of whoever signed the form's policy. */
export async function postObject(
  request: IncomingMessage,
  response: ServerResponse,
  bucket: Bucket,
  { context, blobs, objects }: Store,
): Promise<void> {
  const source: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  const form = await readUploadForm(source, request.headers["content-type"] ?? "")
  const fields = { ...form.fields, bucket: bucket.name }
  const key = keyOf(form)
  allow(context, signerOf(form.fields, context.iam.lookUp), "s3:PutObject", `${bucket.arn}/${key}`)
  const sizes = form.fields.policy === undefined ? {} : obeyed(form.fields.policy, fields, context.now())
  const headers = storedHeaders(form.fields)
  const body = verifying(form.file, { headers: form.fields, ...sizes })
  const blob = await blobs.draft(body.chunks)
  const version = objects.put(bucket, key, { blob, ...body.receipt(), headers }, "POST Object")
  thank(response, form.fields, bucket, key, version)
}

function signerOf(fields: Record<string, string>, lookUp: Store["context"]["iam"]["lookUp"]): Principal {
  const { policy } = fields
  if (policy === undefined) return { kind: "anonymous" }
  if (fields["x-amz-algorithm"] !== "AWS4-HMAC-SHA256") throw refusal("InvalidArgument", "x-amz-algorithm is missing")
  const { accessKeyId, day, region } = credential(fields["x-amz-credential"] ?? "", fields["x-amz-date"] ?? "")
  const account = lookUp(accessKeyId)
  if (account === undefined) throw refusal("InvalidAccessKeyId", "The AWS access key Id you provided does not exist.")
  const expected = sign(signingKey(account.secretAccessKey, day, region), policy)
  if (!equal(expected, fields["x-amz-signature"] ?? "")) throw mismatch()
  return account.principal
}

function keyOf({ fields, fileName }: UploadForm): string {
  const key = fields.key?.replace(/\$\{filename\}/g, () => fileName)
  if (key === undefined || key === "") throw refusal("InvalidArgument", "Bucket POST must contain a field named 'key'.")
  if (Buffer.byteLength(key) > 1024 || key.includes("\0")) throw refusal("KeyTooLongError", "Your key is too long")
  return key
}

function thank(
  response: ServerResponse,
  fields: Record<string, string>,
  bucket: Bucket,
  key: string,
  version: ObjectVersion,
): void {
  const etag = `"${version.etag}"`
  const redirect = fields.success_action_redirect
  const status = Number(fields.success_action_status)
  if (redirect !== undefined && URL.canParse(redirect)) {
    const location = new URL(redirect)
    for (const [name, value] of Object.entries({ bucket: bucket.name, key, etag }))
      location.searchParams.set(name, value)
    answer(response, 303, { location: location.href, etag })
  } else if (status === 201) {
    answerXml(response, "PostResponse", { Bucket: bucket.name, Key: key, ETag: etag }, { etag }, 201)
  } else {
    answer(response, status === 200 ? 200 : 204, { etag })
  }
}
