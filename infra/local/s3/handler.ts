import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"
import { corsHeaders } from "./cors.ts"
import { answer, bucketNamed, exchangeOf, requestId, type Store } from "./exchange.ts"
import { operationFor } from "./operations.ts"
import { isUploadForm, postObject } from "./post-object.ts"
import { refusal } from "./refusal.ts"
import { authenticate } from "./signature.ts"
import { targetOf } from "./target.ts"
import { document } from "./xml.ts"

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Answers S3's REST protocol, path style. */
export function s3Handler(store: Store): Handler {
  return async (request, response) => {
    response.setHeader("x-amz-request-id", requestId())
    response.setHeader("date", new Date(store.context.now()).toUTCString())
    try {
      await respond(request, response, store)
    } catch (error) {
      refuse(request, response, asAwsError(error, store))
    }
    request.resume()
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, store: Store): Promise<void> {
  const { context } = store
  const target = targetOf(request.url ?? "/")
  const cors = corsHeaders(store.buckets.get(target.bucket), request)
  for (const [name, value] of Object.entries(cors)) response.setHeader(name, value)
  if (request.method === "OPTIONS") {
    if (cors["access-control-allow-origin"] !== undefined) return answer(response, 200)
    throw refusal("AccessForbidden", "CORSResponse: This CORS request is not allowed.")
  }
  if (target.key === "" && isUploadForm(request)) {
    return postObject(request, response, bucketNamed(store, target.bucket), store)
  }
  const signed = authenticate(request, target, context.iam, context.now())
  const operation = operationFor(request.method ?? "", target, request.headers)
  await operation(exchangeOf(request, response, target, signed, store), store)
}

function asAwsError(error: unknown, { context }: Store): AwsError {
  if (error instanceof AwsError) return error
  const stack = error instanceof Error ? error.stack : String(error)
  if (!(error instanceof Error && "code" in error && error.code === "ECONNRESET")) {
    context.log("error", "s3", stack ?? "")
  }
  return refusal("InternalError", "We encountered an internal error. Please try again.")
}

function refuse(request: IncomingMessage, response: ServerResponse, error: AwsError): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { code, message, status } = error
  const body = document("Error", { Code: code, Message: message, Resource: request.url?.split("?")[0] }, "")
  response.writeHead(status, { "content-type": "application/xml", "content-length": Buffer.byteLength(body) })
  response.end(request.method === "HEAD" ? undefined : body)
}
