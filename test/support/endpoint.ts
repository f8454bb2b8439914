/** An endpoint on this machine that hears webhooks. */
import { createServer, type IncomingHttpHeaders } from "node:http"
import { onTestFinished } from "vitest"

export type Heard = { headers: IncomingHttpHeaders; text: string; body: Record<string, Record<string, unknown>> }
export type Endpoint = { url: string; heard: Heard[]; answers(status: number): void }

export async function endpoint(): Promise<Endpoint> {
  const heard: Heard[] = []
  let status = 200
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const text = Buffer.concat(parts).toString()
      heard.push({ headers: request.headers, text, body: JSON.parse(text) })
      response.writeHead(status, { location: "http://127.0.0.1:1/elsewhere" }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const answers = (next: number) => {
    status = next
  }
  return { url: `http://127.0.0.1:${port}/hook`, heard, answers }
}
