/** A client that speaks the real-time protocol by hand. */
import { onTestFinished } from "vitest"
import { WebSocket } from "ws"
import * as z from "zod"
import { type AppSyncStack, until } from "./appsync-stack.ts"

const ServerMessage = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  payload: z
    .looseObject({ data: z.unknown(), errors: z.array(z.looseObject({})) })
    .partial()
    .optional(),
})
export type ServerMessage = z.infer<typeof ServerMessage>

export type LiveSocket = {
  socket: WebSocket
  /** Everything the server said but `ka`, in order. */
  said: ServerMessage[]
  closed(): boolean
  send(message: object): void
  start(id: string, query: string, token: string, variables?: object): void
  /** Waits for the first message of this type (about this id). */
  heard(type: string, id?: string): Promise<ServerMessage>
  /** What one subscription received so far. */
  events(id: string): unknown[]
}

/** Opens a connection and says nothing yet. */
export async function liveSocket(stack: AppSyncStack, token: string): Promise<LiveSocket> {
  const header = Buffer.from(JSON.stringify({ Authorization: token, host: "127.0.0.1" })).toString("base64url")
  const socket = new WebSocket(stack.realtimeUrl, ["graphql-ws", `header-${header}`])
  onTestFinished(() => socket.terminate())
  const said: ServerMessage[] = []
  socket.on("message", (data) => {
    const message = ServerMessage.parse(JSON.parse(String(data)))
    if (message.type !== "ka") said.push(message)
  })
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject))
  const send = (message: object): void => socket.send(JSON.stringify(message))
  return {
    socket,
    said,
    closed: () => socket.readyState === WebSocket.CLOSED,
    send,
    start(id, query, token, variables) {
      const authorization = { Authorization: token, host: "127.0.0.1" }
      const payload = { data: JSON.stringify({ query, variables }), extensions: { authorization } }
      send({ type: "start", id, payload })
    },
    heard: (type, id) =>
      until(() => {
        const found = said.find((one) => one.type === type && (id === undefined || one.id === id))
        if (found === undefined) throw new Error(`no ${type} yet, but ${JSON.stringify(said)}`)
        return found
      }),
    events: (id) =>
      said
        .filter((one) => one.type === "data" && one.id === id)
        .map(({ payload }) => Object.values(payload?.data ?? {})[0]),
  }
}

/** A connection with one running subscription, `1`. */
export async function subscribed(stack: AppSyncStack, token: string, query: string, variables?: object) {
  const live = await liveSocket(stack, token)
  live.send({ type: "connection_init" })
  live.start("1", query, token, variables)
  await live.heard("start_ack", "1")
  return live
}
