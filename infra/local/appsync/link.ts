import { WebSocket } from "ws"
import type { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { refusal } from "./messages.ts"

/** The sending side of a client's connection. */
export type Link = {
  isOpen(): boolean
  send(message: object): void
  sendText(text: string): void
  /** Refuses one subscription; the others go on. */
  refuse(id: string, error: unknown): void
  /** Refuses the whole connection. */
  hangUp(error: AwsError): void
  close(): void
}

const mostUnread = 8 * 1024 * 1024
const policyViolation = 1008
const failure = { errorType: "InternalFailure", message: "The local stack failed; see its log.", errorCode: 500 }

export function createLink(context: Context, socket: WebSocket): Link {
  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN
  const send = (message: object): void => sendText(JSON.stringify(message))
  function sendText(text: string): void {
    if (!isOpen()) return
    if (socket.bufferedAmount > mostUnread) {
      context.log("warn", "appsync", `dropped a client that left ${socket.bufferedAmount} bytes unread`)
      socket.terminate()
    } else socket.send(text)
  }
  return {
    isOpen,
    send,
    sendText,
    refuse(id, error) {
      const told = refusal(error)
      if (told === undefined) context.log("error", "appsync", error instanceof Error ? `${error.stack}` : String(error))
      send({ type: "error", id, payload: { errors: [told ?? failure] } })
    },
    hangUp(error) {
      send({ type: "connection_error", payload: { errors: [refusal(error)] } })
      socket.close(policyViolation, error.code)
    },
    close: () => socket.close(),
  }
}
