import type { IncomingMessage } from "node:http"

/** The whole body of a request, or undefined when it is longer than `limit` bytes (the rest is thrown away). */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) {
        request.removeAllListeners("data").resume()
        resolve(undefined)
      } else chunks.push(chunk)
    })
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)))
    request.on("error", reject)
    request.on("close", () => reject(new Error("The client went away before its request was complete")))
  })
}
