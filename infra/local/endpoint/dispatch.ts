/** Finds who answers a request: by path, by the service its signature names, by the target it bears unsigned, or the site. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"
import type { Iam, Principal, Service } from "../family.ts"
import { readSignature, type Signature, verifySignature } from "../sigv4.ts"
import { allowOrigins, answerPreflight, isTargetPreflight } from "./answers.ts"
import { readBody } from "./body.ts"
import type { Handler, Routes } from "./routes.ts"

const bodyLimit = 20 * 1024 * 1024

export function dispatcher(routes: Routes, iam: Iam): Handler {
  return (request, response) => {
    const path = request.url ?? "/"
    const onPath = routes.paths.find(path)
    if (onPath !== undefined) return onPath(request, response)
    const { authorization } = request.headers
    if (authorization?.startsWith("AWS4-")) return serveSigned(routes, iam, request, response)
    const presigned = path.includes("X-Amz-Credential") ? presignedScope(path) : undefined
    if (presigned !== undefined) return serveRaw(routes, presigned, request, response)
    if (isTargetPreflight(request)) return answerPreflight(request, response)
    const target = routes.targets.get(String(request.headers["x-amz-target"] ?? "").split(".")[0] ?? "")
    if (target === undefined) return routes.fallback(request, response)
    allowOrigins(response)
    return serve(target, request, response, () => ({ kind: "anonymous" }))
  }
}

function serveSigned(routes: Routes, iam: Iam, request: IncomingMessage, response: ServerResponse) {
  const signature = readSignature(request.headers.authorization)
  if (signature === undefined) {
    throw new AwsError("IncompleteSignatureException", "The authorization header is not a SigV4 one", 400)
  }
  const service = routes.services.get(signature.service)
  if (service === undefined) return serveRaw(routes, signature.service, request, response)
  if (request.headers.origin !== undefined) allowOrigins(response)
  return serve(service, request, response, (body) => signer(iam, request, body, signature))
}

function serveRaw({ raws }: Routes, scope: string, request: IncomingMessage, response: ServerResponse) {
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
  const url = new URL(request.url ?? "/", "http://127.0.0.1")
  await service({ request, response, url, body, principal: principalOf(body) })
}

function signer(iam: Iam, request: IncomingMessage, body: Buffer, signature: Signature): Principal {
  const owner = iam.lookUp(signature.accessKeyId)
  if (owner === undefined) {
    throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.", 403)
  }
  verifySignature(request, body, signature, owner.secretAccessKey, Date.now())
  return owner.principal
}

function presignedScope(path: string): string | undefined {
  const credential = new URLSearchParams(path.slice(path.indexOf("?") + 1)).get("X-Amz-Credential")
  return credential?.split("/")[3]
}
