/** Hands requests for the web app, and the socket of hot reload, to a development server. */
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, request as send } from "node:http"
import { connect } from "node:net"
import type { Duplex } from "node:stream"

export type DevServer = {
  forward(
    request: IncomingMessage,
    response: ServerResponse,
    edit: (headers: OutgoingHttpHeaders) => OutgoingHttpHeaders,
  ): Promise<void>
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export function createDevServer(url: string): DevServer {
  const { hostname, port, host } = new URL(url)
  return {
    forward: (request, response, edit) =>
      new Promise((resolve, reject) => {
        const headers = { ...request.headers, host }
        const outgoing = send({ hostname, port, path: request.url, method: request.method, headers }, (incoming) => {
          response.writeHead(incoming.statusCode ?? 502, edit(incoming.headers))
          incoming.pipe(response).once("finish", resolve)
          incoming.once("error", reject)
        })
        outgoing.once("error", reject)
        request.pipe(outgoing)
      }),
    upgrade(request, socket, head) {
      const other = connect(Number(port), hostname, () => {
        const lines = [`${request.method} ${request.url} HTTP/1.1`]
        for (const [name, values = []] of Object.entries({ ...request.headersDistinct, host: [host] })) {
          for (const value of values) lines.push(`${name}: ${value}`)
        }
        other.write(`${lines.join("\r\n")}\r\n\r\n`)
        other.write(head)
        socket.pipe(other).pipe(socket)
      })
      other.on("error", () => socket.destroy())
      socket.on("error", () => other.destroy())
      socket.on("close", () => other.destroy())
    },
  }
}
