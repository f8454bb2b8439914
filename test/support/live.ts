/** Listens to a running stack's live API as somebody who signed in, by the real-time protocol. */
import { onTestFinished } from "vitest"
import { WebSocket } from "ws"

export type Live = {
  /** What the subscription received so far. */
  heard: unknown[]
}

async function liveUrlOf(url: string): Promise<string> {
  const config = (await (await fetch(`${url}/config.json`)).json()) as { liveUrl: string }
  return config.liveUrl
}

/** A subscription that stands. */
export async function listening(url: string, jwt: string, query: string, variables: object = {}): Promise<Live> {
  const liveUrl = await liveUrlOf(url)
  const authorization = { Authorization: jwt, host: new URL(liveUrl).host }
  const header = Buffer.from(JSON.stringify(authorization)).toString("base64url")
  const socket = new WebSocket(`${liveUrl.replace(/^http/, "ws")}/realtime`, ["graphql-ws", `header-${header}`])
  onTestFinished(() => socket.terminate())
  const heard: unknown[] = []
  const send = (message: object) => socket.send(JSON.stringify(message))
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject)
    socket.once("open", () => {
      send({ type: "connection_init" })
      send({
        type: "start",
        id: "1",
        payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
      })
    })
    socket.on("message", (data) => {
      const { type, payload } = JSON.parse(String(data))
      if (type === "start_ack") resolve()
      if (type === "data") heard.push(Object.values(payload.data)[0])
      if (type === "error" || type === "connection_error") reject(new Error(JSON.stringify(payload)))
    })
  })
  return { heard }
}

/** Asks the live API something, as somebody who signed in. */
export async function asked(url: string, jwt: string, query: string, variables: object): Promise<unknown> {
  const answer = await fetch(await liveUrlOf(url), {
    method: "POST",
    headers: { authorization: jwt, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  })
  return answer.json()
}
