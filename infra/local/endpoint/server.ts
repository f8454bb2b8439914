/** The HTTP server under the endpoint: one port, and an end that waits for nobody. */
import { createServer, type RequestListener, type Server } from "node:http"
import type { Duplex } from "node:stream"
import { StartError } from "../start-error.ts"

export type UpgradeListener = (request: Parameters<RequestListener>[0], socket: Duplex, head: Buffer) => void

export async function listen(
  port: number,
  onRequest: RequestListener,
  onUpgrade: UpgradeListener,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, onRequest)
  const sockets = new Set<Duplex>()
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
  })
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy())
    onUpgrade(request, socket, head)
  })
  return { port: await bound(server, port), close: () => close(server, sockets) }
}

function bound(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE" ? new StartError(`Port ${port} is in use. Choose another with --port.`) : error,
      )
    })
    server.listen(port, "127.0.0.1", () => {
      const address = server.address()
      resolve(typeof address === "object" && address !== null ? address.port : port)
    })
  })
}

function close(server: Server, sockets: Set<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}
