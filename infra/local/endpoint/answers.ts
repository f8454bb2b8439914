/** What the endpoint itself answers, as the AWS JSON protocols do. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"

export function sendError(response: ServerResponse, error: AwsError): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(error.status, {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-errortype": error.code,
  })
  response.end(JSON.stringify({ __type: error.code, message: error.message, Message: error.message }))
}

export const internalFailure = (): AwsError =>
  new AwsError("InternalFailure", "The local stack failed; see its log.", 500)

/** Lets a page of another origin call the services a browser may call unsigned. */
export function allowOrigins(response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", "*")
  response.setHeader("access-control-expose-headers", "x-amzn-errortype,x-amzn-requestid,x-amzn-errormessage")
}

export function isTargetPreflight(request: IncomingMessage): boolean {
  return (
    request.method === "OPTIONS" &&
    String(request.headers["access-control-request-headers"] ?? "")
      .toLowerCase()
      .includes("x-amz-target")
  )
}

export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  allowOrigins(response)
  response.writeHead(204, {
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": request.headers["access-control-request-headers"],
    "access-control-max-age": "600",
  })
  response.end()
}
