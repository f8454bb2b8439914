/**
 * A context for tests of one resource family: the real state and a real HTTP endpoint around a fake of everything else.
 * Requests are routed by the service in their SigV4 credential; the access key tells who asks, signatures are not verified.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Duplex } from "node:stream"
import { AwsError } from "../../infra/local/aws-error.ts"
import type {
  Context,
  Delivery,
  Endpoint,
  Iam,
  Principal,
  Receiver,
  ResourceStatement,
  Service,
} from "../../infra/local/family.ts"
import { openState } from "../../infra/local/state.ts"

export type Assertion = { principal: Principal; action: string; resource: string; context: Record<string, string> }
export type Delivered = { arn: string; input: unknown; delivery: Delivery }

export type TestContext = Context & {
  /** Everything `iam.assert` was asked, in order. */
  assertions: Assertion[]
  /** Every statement attached to a resource. */
  attached: { arn: string; statement: ResourceStatement }[]
  /** Everything handed to `deliver`, in order. */
  delivered: Delivered[]
  logged: { level: string; source: string; line: string }[]
  /** From now on `iam.assert` refuses this action (on this resource, to principals of this kind). */
  deny(action: string, resource?: string, kind?: Principal["kind"]): void
  /** What a client of the AWS SDK needs to reach the endpoint as the operator or as a role. */
  client(roleArn?: string): {
    endpoint: string
    region: string
    credentials: { accessKeyId: string; secretAccessKey: string }
    maxAttempts: number
  }
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>
type Routes = {
  services: Map<string, Service>
  raws: Map<string, Handler>
  paths: Map<string, Handler>
  targets: Map<string, Service>
  upgrades: Map<string, UpgradeHandler>
  fallback: Handler
}

const operator = { accessKeyId: "OPERATOR", secretAccessKey: "secret" }

export async function testContext(options: { dataDir?: string; now?: () => number } = {}): Promise<TestContext> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "halyard-"))
  const state = openState(dataDir)
  const { iam, ...watched } = fakeIam()
  const web = await fakeEndpoint(iam)
  const receivers = new Map<string, Receiver>()
  const delivered: Delivered[] = []
  const logged: TestContext["logged"] = []
  return {
    stack: "test",
    region: "eu-central-1",
    account: "000000000000",
    dataDir,
    memory: false,
    state,
    endpoint: web.endpoint,
    iam,
    ...watched,
    delivered,
    logged,
    name: (logicalId, max = 64) => `test-${logicalId}`.slice(0, max),
    arn: (service, resource) => `arn:aws:${service}:eu-central-1:000000000000:${resource}`,
    asset: (objectKey) => join(dataDir, "assets", objectKey),
    async deliver(arn, input, delivery) {
      delivered.push({ arn, input, delivery })
      const receiver = receivers.get(arn.split(":")[2] ?? "")
      if (receiver === undefined) throw new AwsError("ResourceNotFoundException", `nobody receives ${arn}`, 404)
      return receiver(arn, input, delivery)
    },
    receive: (service, receiver) => void receivers.set(service, receiver),
    log: (level, source, line) => void logged.push({ level, source, line }),
    now: options.now ?? Date.now,
    client: (roleArn) => ({
      endpoint: web.endpoint.url,
      region: "eu-central-1",
      credentials: roleArn === undefined ? operator : iam.credentialsFor(roleArn),
      maxAttempts: 1,
    }),
    async close() {
      await web.close()
      state.close()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function fakeIam(): { iam: Iam } & Pick<TestContext, "assertions" | "attached" | "deny"> {
  const assertions: Assertion[] = []
  const attached: TestContext["attached"] = []
  const denied: { action: string; resource: string | undefined; kind: Principal["kind"] | undefined }[] = []
  const iam: Iam = {
    assert(principal, action, resource, context = {}) {
      assertions.push({ principal, action, resource, context })
      const speaksOf = (one: (typeof denied)[number]): boolean =>
        one.action === action &&
        (one.resource ?? resource) === resource &&
        (one.kind ?? principal.kind) === principal.kind
      if (denied.some(speaksOf)) {
        throw new AwsError("AccessDeniedException", `not authorized to perform ${action} on ${resource}`, 403)
      }
    },
    attach: (arn, statement) => void attached.push({ arn, statement }),
    credentialsFor: (roleArn) => ({
      accessKeyId: `ROLE${Buffer.from(roleArn).toString("base64url")}`,
      secretAccessKey: "secret",
    }),
    operator,
    lookUp(accessKeyId) {
      if (accessKeyId === operator.accessKeyId) return { secretAccessKey: "secret", principal: { kind: "operator" } }
      if (!accessKeyId.startsWith("ROLE")) return undefined
      const arn = Buffer.from(accessKeyId.slice(4), "base64url").toString()
      return { secretAccessKey: "secret", principal: { kind: "role", arn } }
    },
  }
  return { iam, assertions, attached, deny: (action, resource, kind) => void denied.push({ action, resource, kind }) }
}

async function fakeEndpoint(iam: Iam): Promise<{ endpoint: Endpoint; close(): Promise<void> }> {
  const routes: Routes = {
    services: new Map(),
    raws: new Map(),
    paths: new Map(),
    targets: new Map(),
    upgrades: new Map(),
    fallback: (_request, response) => void response.writeHead(404).end(),
  }
  const server = createServer((request, response) => {
    route(routes, iam, request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500)
      response.end(String(error))
    })
  })
  server.on("upgrade", (request, socket, head) => {
    const [, handler] = [...routes.upgrades].find(([prefix]) => request.url?.startsWith(prefix)) ?? []
    if (handler === undefined) socket.destroy()
    else void handler(request, socket, head)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    endpoint: {
      url: `http://127.0.0.1:${port}`,
      service: (scope, service) => void routes.services.set(scope, service),
      raw: (scope, handler) => void routes.raws.set(scope, handler),
      path: (prefix, handler) => void routes.paths.set(prefix, handler),
      upgrade: (prefix, handler) => void routes.upgrades.set(prefix, handler),
      target: (prefix, service) => void routes.targets.set(prefix, service),
      fallback(handler) {
        routes.fallback = handler
      },
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function route(routes: Routes, iam: Iam, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://endpoint")
  const [, onPath] = [...routes.paths].find(([prefix]) => url.pathname.startsWith(prefix)) ?? []
  if (onPath !== undefined) return onPath(request, response)
  const [, key = "", scope = ""] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? "") ?? []
  const raw = routes.raws.get(scope)
  if (raw !== undefined) return raw(request, response)
  const target = String(request.headers["x-amz-target"] ?? "").split(".")[0] ?? ""
  const service = scope === "" ? routes.targets.get(target) : routes.services.get(scope)
  if (service === undefined) return routes.fallback(request, response)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const principal = iam.lookUp(key)?.principal ?? { kind: "anonymous" }
  await service({ request, response, url, body: Buffer.concat(chunks), principal })
}
