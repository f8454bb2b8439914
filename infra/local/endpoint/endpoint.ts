/**
 * One address for everything: a browser's page and API, and every AWS SDK client by `AWS_ENDPOINT_URL`. A request finds
 * its service by path prefix, by the service its signature names, by the target it bears unsigned, or falls to the site.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"
import type { Context, Endpoint, Iam, Principal, Service } from "../family.ts"
import { readSignature, type Signature, verifySignature } from "../sigv4.ts"
import { allowOrigins, answerPreflight, internalFailure, isTargetPreflight, sendError } from "./answers.ts"
import { readBody } from "./body.ts"
import { prefixTable } from "./prefixes.ts"
import { listen, type UpgradeListener } from "./server.ts"

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export type OpenEndpoint = Endpoint & {
  /** Until then every request is answered 503. */
  open(): void
  close(): Promise<void>
}

const bodyLimit = 20 * 1024 * 1024

export async function createEndpoint(options: { port: number; iam: Iam; log: Context["log"] }): Promise<OpenEndpoint> {
  const { iam, log } = options
  const paths = prefixTable<Handler>()
  const upgrades = prefixTable<Parameters<Endpoint["upgrade"]>[1]>()
  const services = new Map<string, Service>()
  const raws = new Map<string, Handler>()
  const targets = new Map<string, Service>()
  let opened = false
  let fallback: Handler = (_request, response) => void response.writeHead(404).end()

  function dispatch(request: IncomingMessage, response: ServerResponse): void | Promise<void> {
    const path = request.url ?? "/"
    if (!opened) return void response.writeHead(503, { "retry-after": "1" }).end("The stack is starting.\n")
    const onPath = paths.find(path)
    if (onPath !== undefined) return onPath(request, response)
    const { authorization } = request.headers
    if (authorization?.startsWith("AWS4-")) return serveSigned(request, response, readSignature(authorization))
    const presigned = path.includes("X-Amz-Credential") ? presignedScope(path) : undefined
    if (presigned !== undefined) return serveRaw(presigned, request, response)
    if (isTargetPreflight(request)) return answerPreflight(request, response)
    const target = targets.get(String(request.headers["x-amz-target"] ?? "").split(".")[0] ?? "")
    if (target === undefined) return fallback(request, response)
    allowOrigins(response)
    return serve(target, request, response, () => ({ kind: "anonymous" }))
  }

  function serveSigned(request: IncomingMessage, response: ServerResponse, signature: Signature | undefined) {
    if (signature === undefined) {
      throw new AwsError("IncompleteSignatureException", "The authorization header is not a SigV4 one", 400)
    }
    const service = services.get(signature.service)
    if (service === undefined) return serveRaw(signature.service, request, response)
    if (request.headers.origin !== undefined) allowOrigins(response)
    return serve(service, request, response, (body) => signer(request, body, signature))
  }

  function serveRaw(scope: string, request: IncomingMessage, response: ServerResponse) {
    const raw = raws.get(scope)
    if (raw === undefined) throw new AwsError("NotImplemented", `The local stack has no service ${scope}`, 501)
    return raw(request, response)
  }

  async function serve(
    service: Service,
    request: IncomingMessage,
    response: ServerResponse,
    principalOf: (body: Buffer) => Principal,
  ): Promise<void> {
    const body = await readBody(request, bodyLimit)
    if (body === undefined) {
      response.setHeader("connection", "close")
      throw new AwsError("RequestEntityTooLargeException", "The body is longer than 20 MB", 413)
    }
    const url = new URL(request.url ?? "/", base)
    await service({ request, response, url, body, principal: principalOf(body) })
  }

  function signer(request: IncomingMessage, body: Buffer, signature: Signature): Principal {
    const owner = iam.lookUp(signature.accessKeyId)
    if (owner === undefined) {
      throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.", 403)
    }
    verifySignature(request, body, signature, owner.secretAccessKey, Date.now())
    return owner.principal
  }

  function refuse(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    if (error instanceof AwsError) {
      sendError(response, error)
      return
    }
    if (request.destroyed && !request.complete) return
    log(
      "error",
      "endpoint",
      `${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`,
    )
    sendError(response, internalFailure())
  }

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await dispatch(request, response)
    } catch (error) {
      refuse(error, request, response)
    }
  }
  const onUpgrade: UpgradeListener = async (request, socket, head) => {
    const handler = opened ? upgrades.find(request.url ?? "/") : undefined
    try {
      if (handler === undefined) socket.destroy()
      else await handler(request, socket, head)
    } catch (error) {
      log("error", "endpoint", `upgrade ${request.url}: ${String(error)}`)
      socket.destroy()
    }
  }

  const listening = await listen(options.port, onRequest, onUpgrade)
  const base = `http://127.0.0.1:${listening.port}`
  return {
    url: base,
    service: (scope, service) => void services.set(scope, service),
    raw: (scope, handler) => void raws.set(scope, handler),
    path: paths.add,
    upgrade: upgrades.add,
    target: (prefix, service) => void targets.set(prefix, service),
    fallback(handler) {
      fallback = handler
    },
    open() {
      opened = true
    },
    close: listening.close,
  }
}

function presignedScope(path: string): string | undefined {
  const credential = new URLSearchParams(path.slice(path.indexOf("?") + 1)).get("X-Amz-Credential")
  return credential?.split("/")[3]
}
