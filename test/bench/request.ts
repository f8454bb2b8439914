/** Requests to the product, each with the time it took and what it cost. */
import * as z from "zod"

/** Request units of the table, and items that were read. */
export type Units = { read: number; write: number; items: number }
export type Asked = { method: "GET" | "POST" | "PATCH" | "PUT"; path: string; body?: unknown }
export type Answered = { ms: number; units: Units; data: unknown }

const Envelope = z.looseObject({ data: z.unknown(), error: z.string().optional() })

export async function ask(url: string, token: string, { method, path, body }: Asked): Promise<Answered> {
  const init: RequestInit = {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
  const began = performance.now()
  const answer = await fetch(url + path, init)
  const text = await answer.text()
  const ms = performance.now() - began
  const { data, error } = Envelope.parse(JSON.parse(text))
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${error}`)
  return { ms, units: unitsOf(answer.headers.get("x-request-units") ?? ""), data }
}

function unitsOf(header: string): Units {
  const [, read, write, items] = /^read=([\d.]+), write=([\d.]+), items=(\d+)$/.exec(header) ?? []
  if (items === undefined) throw new Error(`x-request-units: "${header}" does not say what the request cost`)
  return { read: Number(read), write: Number(write), items: Number(items) }
}
