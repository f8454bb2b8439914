/** One line for a request, in the format the stage names. */
import type { IncomingMessage } from "node:http"
import { clock } from "./event.ts"

export type Access = {
  request: IncomingMessage
  requestId: string
  routeKey: string
  path: string
  at: number
  status: number
  responseLength: number
  latency: number
  error: string | undefined
}

export function accessLine(format: string, access: Access): string {
  const { request } = access
  const values: Record<string, unknown> = {
    error: access.error,
    "error.message": access.error,
    httpMethod: request.method,
    "identity.sourceIp": request.socket.remoteAddress,
    "identity.userAgent": request.headers["user-agent"],
    integrationErrorMessage: access.error,
    integrationLatency: access.latency,
    path: access.path,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: access.requestId,
    requestTime: clock(access.at),
    requestTimeEpoch: access.at,
    resourcePath: access.routeKey.split(" ").pop(),
    responseLatency: access.latency,
    responseLength: access.responseLength,
    routeKey: access.routeKey,
    status: access.status,
  }
  return format.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) =>
    String((Object.hasOwn(values, name) ? values[name] : undefined) ?? "-"),
  )
}
