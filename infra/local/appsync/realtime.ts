/**
 * The real-time endpoint: WebSockets that speak `graphql-ws`. Who connects shows it in the `header-…` subprotocol (or the
 * `header` parameter), and shows it again in each `start`, which may be someone else's. A connection lives as long as the
 * token it was opened with.
 */
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { type Caller, identify, type Presented, type VerifyUser } from "./caller.ts"
import { clientSubscriptions } from "./client-subscriptions.ts"
import { createLink } from "./link.ts"
import { readMessage, tokenExpired } from "./messages.ts"
import { addressed, graphqlPath, type Served } from "./served.ts"

export type Realtime = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  start(): void
  stop(): void
}

type Connection = { keepAlive(): void; dropExpired(): void; terminate(): void }

const subprotocol = "graphql-ws"
const longestMessage = 1024 * 1024
const connectionTimeoutMs = 300_000
const lookForExpiredMs = 1000
const keepAlive = { type: "ka" }

export function createRealtime(
  context: Context,
  verifyUser: VerifyUser,
  apis: ReadonlyMap<string, Served>,
  keepAliveMs: number,
): Realtime {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    handleProtocols: (offered) => offered.has(subprotocol) && subprotocol,
  })
  const connections = new Set<Connection>()
  const timers: NodeJS.Timeout[] = []

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = request.url ?? "/"
    const { served, rest } = addressed(apis, url) ?? {}
    if (served === undefined || rest !== "/realtime") return turnAway(socket, "404 Not Found")
    const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/)
    if (!offered.includes(subprotocol)) return turnAway(socket, "400 Bad Request")
    const path = graphqlPath(served.api.id)
    const sourceIp = request.socket.remoteAddress ?? ""
    const who = (headers: Record<string, string>, signedUrl: string, body: string): Promise<Caller> =>
      identify(served.api, presented(headers, signedUrl, body, sourceIp), context, verifyUser)
    const entrant = await who(offeredHeaders(offered, url), `${path}/connect`, "{}").catch(asRefusal)
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const made = connect(webSocket, served, entrant, (headers, data) => who(headers, path, data))
      connections.add(made)
      webSocket.on("close", () => connections.delete(made))
    })
  }

  function connect(
    socket: WebSocket,
    served: Served,
    entrant: Caller | AwsError,
    identifyStart: Parameters<typeof clientSubscriptions>[3],
  ): Connection {
    const link = createLink(context, socket)
    const subscriptions = clientSubscriptions(context, served, link, identifyStart)
    let greeted = false
    /** Why this client is not listened to (any more). */
    const obstacle = (): AwsError | undefined => {
      if (entrant instanceof AwsError) return entrant
      return entrant.expiresAt <= context.now() ? tokenExpired() : undefined
    }
    socket.on("message", (data) => {
      const message = readMessage(String(data))
      const refused = obstacle()
      if (refused !== undefined) return link.hangUp(refused)
      if (message === undefined) return link.send(unsupported)
      if (message.type === "start") return void subscriptions.start(message)
      if (message.type === "stop") return subscriptions.stop(message.id)
      greeted = true
      link.send({ type: "connection_ack", payload: { connectionTimeoutMs } })
      link.send(keepAlive)
    })
    socket.on("close", subscriptions.stopAll)
    socket.on("error", (error) => context.log("debug", "appsync", String(error)))
    return {
      keepAlive: () => greeted && link.send(keepAlive),
      dropExpired() {
        const refused = greeted ? obstacle() : undefined
        if (refused !== undefined) link.hangUp(refused)
        else subscriptions.dropExpired()
      },
      terminate: () => socket.terminate(),
    }
  }

  return {
    upgrade,
    start() {
      timers.push(
        setInterval(() => connections.forEach((one) => one.keepAlive()), keepAliveMs),
        setInterval(() => connections.forEach((one) => one.dropExpired()), lookForExpiredMs),
      )
    },
    stop() {
      for (const timer of timers.splice(0)) clearInterval(timer)
      for (const one of connections) one.terminate()
      server.close()
    },
  }
}
