/** One address for everything: a browser's page and API, and every AWS SDK client by `AWS_ENDPOINT_URL`. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"
import type { Context, Endpoint, Iam } from "../family.ts"
import { internalFailure, sendError } from "./answers.ts"
import { dispatcher } from "./dispatch.ts"
import { createRoutes, type Handler, type Routes, registration } from "./routes.ts"
import { listen, type UpgradeListener } from "./server.ts"

export type OpenEndpoint = Endpoint & {
  /** Until then every request is answered 503. */
  open(): void
  close(): Promise<void>
}

type Log = Context["log"]

export async function createEndpoint(options: { port: number; iam: Iam; log: Log }): Promise<OpenEndpoint> {
  const { port, iam, log } = options
  const routes = createRoutes()
  const dispatch = answering(dispatcher(routes, iam), log)
  const upgrade = upgrading(routes, log)
  let opened = false
  const server = await listen(
    port,
    (request, response) => {
      if (opened) return dispatch(request, response)
      response.writeHead(503, { "retry-after": "1" }).end("The stack is starting.\n")
    },
    (request, socket, head) => (opened ? upgrade(request, socket, head) : socket.destroy()),
  )
  return {
    url: `http://127.0.0.1:${server.port}`,
    ...registration(routes),
    open() {
      opened = true
    },
    close: server.close,
  }
}

/** What a handler throws is answered: what the caller did wrong as it is, anything else as a bare 500, logged once. */
function answering(handler: Handler, log: Log): Handler {
  return async (request, response) => {
    try {
      await handler(request, response)
    } catch (error) {
      refuse(error, request, response, log)
    }
  }
}

function refuse(error: unknown, request: IncomingMessage, response: ServerResponse, log: Log): void {
  if (error instanceof AwsError) {
    sendError(response, error)
    return
  }
  if (request.destroyed && !request.complete) return
  log("error", "endpoint", `${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`)
  sendError(response, internalFailure())
}

function upgrading(routes: Routes, log: Log): UpgradeListener {
  return async (request, socket, head) => {
    const handler = routes.upgrades.find(request.url ?? "/")
    try {
      if (handler === undefined) socket.destroy()
      else await handler(request, socket, head)
    } catch (error) {
      log("error", "endpoint", `upgrade ${request.url}: ${String(error)}`)
      socket.destroy()
    }
  }
}
