import type { WebSocket } from "ws"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Caller } from "./caller.ts"
import { clientSubscriptions, type IdentifyStart } from "./client-subscriptions.ts"
import { createLink } from "./link.ts"
import { readMessage, tokenExpired } from "./messages.ts"
import type { Served } from "./served.ts"

export type Connection = {
  keepAlive(): void
  /** Ends what was begun with a token that has expired since. */
  dropExpired(): void
  terminate(): void
}

const connectionTimeoutMs = 300_000
const keepAlive = { type: "ka" }
const unsupported = { errorType: "UnsupportedOperation", message: "not supported through the realtime channel" }

/** Listens to one client. `entrant` is who opened the connection, or why they may not. */
export function connection(
  context: Context,
  served: Served,
  socket: WebSocket,
  entrant: Caller | AwsError,
  identifyStart: IdentifyStart,
): Connection {
  const link = createLink(context, socket)
  const subscriptions = clientSubscriptions(context, served, link, identifyStart)
  let greeted = false
  const expired = (): AwsError | false =>
    !(entrant instanceof AwsError) && entrant.expiresAt <= context.now() && tokenExpired()

  socket.on("message", (data) => {
    const message = readMessage(String(data))
    const obstacle = entrant instanceof AwsError ? entrant : expired()
    if (obstacle) return link.hangUp(obstacle)
    if (message === undefined) return link.send({ type: "error", payload: { errors: [unsupported] } })
    if (message.type === "start") return void subscriptions.start(message)
    if (message.type === "stop") return subscriptions.stop(message.id)
    greeted = true
    link.send({ type: "connection_ack", payload: { connectionTimeoutMs } })
    link.send(keepAlive)
  })
  socket.on("close", () => subscriptions.stopAll())
  socket.on("error", (error) => context.log("debug", "appsync", String(error)))

  return {
    keepAlive() {
      if (greeted) link.send(keepAlive)
    },
    dropExpired() {
      const obstacle = expired()
      if (obstacle) link.hangUp(obstacle)
      else subscriptions.dropExpired()
    },
    terminate: () => socket.terminate(),
  }
}
