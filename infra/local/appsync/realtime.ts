/**
 * The real-time endpoint: WebSockets that speak `graphql-ws`. Who connects shows it in the `header-…` subprotocol (or the
 * `header` parameter), and shows it again in each `start`, which may be someone else's. A connection lives as long as the
 * token it was opened with.
 */
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { WebSocketServer } from "ws"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { type Caller, identify, type VerifyUser } from "./caller.ts"
import { type Connection, connection } from "./connection.ts"
import { addressed, graphqlPath, type Served } from "./served.ts"

type Realtime = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  start(): void
  stop(): void
}

const subprotocol = "graphql-ws"
const longestMessage = 1024 * 1024
const lookForExpiredMs = 1000
const Headers = z.record(z.string(), z.string())

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

  return {
    async upgrade(request, socket, head) {
      const url = request.url ?? "/"
      const { served, rest } = addressed(apis, url) ?? {}
      const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/)
      if (served === undefined || rest !== "/realtime") return turnAway(socket, "404 Not Found")
      if (!offered.includes(subprotocol)) return turnAway(socket, "400 Bad Request")
      const path = graphqlPath(served.api.id)
      const sourceIp = request.socket.remoteAddress ?? ""
      const who = (headers: Record<string, string>, signedUrl: string, body: string): Promise<Caller> => {
        const presented = { method: "POST", url: signedUrl, headers, body: Buffer.from(body), sourceIp }
        return identify(served.api, presented, context, verifyUser)
      }
      const entrant = await who(offeredHeaders(offered, url), `${path}/connect`, "{}").catch(refusalOf)
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const made = connection(context, served, webSocket, entrant, (headers, data) => who(headers, path, data))
        connections.add(made)
        webSocket.on("close", () => connections.delete(made))
      })
    },
    start() {
      const each = (act: (one: Connection) => void) => () => connections.forEach(act)
      timers.push(
        setInterval(
          each((one) => one.keepAlive()),
          keepAliveMs,
        ),
        setInterval(
          each((one) => one.dropExpired()),
          lookForExpiredMs,
        ),
      )
    },
    stop() {
      for (const timer of timers.splice(0)) clearInterval(timer)
      for (const one of connections) one.terminate()
      server.close()
    },
  }
}

/** The headers a client cannot set on an upgrade, as base64 JSON; none when they cannot be read. */
function offeredHeaders(offered: readonly string[], url: string): Record<string, string> {
  const named = offered.find((one) => one.startsWith("header-"))?.slice("header-".length)
  const encoded = named ?? new URLSearchParams(url.slice(url.indexOf("?") + 1)).get("header") ?? ""
  try {
    const headers = Headers.parse(JSON.parse(Buffer.from(encoded, "base64url").toString()))
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  } catch {
    return {}
  }
}

function refusalOf(error: unknown): AwsError {
  if (error instanceof AwsError) return error
  throw error
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
