/** The typed client of the API. Routes are named as in the route table, `"GET /api/v2/deals/{id}"`; their types come from there. */
import type * as z from "zod"
import type { Page } from "../../shared/api/route.ts"
import type { table } from "../../shared/api/table.ts"
import { codeOf, Problem } from "../../shared/problem.ts"
import { away, lost, reached } from "./online.ts"
import { accessToken, expired } from "./session.ts"

type Table = typeof table
type AnyRoute = { [D in keyof Table]: Table[D][keyof Table[D]] }[keyof Table]
type KeyOf<R> = R extends { method: infer M extends string; path: infer P extends string } ? `${M} ${P}` : never
export type RouteKey = KeyOf<AnyRoute>
type RouteOf<K extends RouteKey> = Extract<AnyRoute, K extends `${infer M} ${infer P}` ? { method: M; path: P } : never>

type PathNames<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | PathNames<Rest> : never
type Given<K extends RouteKey> = (PathNames<K> extends never
  ? { params?: undefined }
  : { params: Record<PathNames<K>, string | number> }) &
  (RouteOf<K> extends { query: infer Q extends z.ZodType }
    ? { query?: { [N in keyof z.input<Q>]?: string | number | boolean | undefined } }
    : { query?: undefined }) &
  (RouteOf<K> extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: undefined })

type Data<K extends RouteKey> =
  RouteOf<K> extends { envelope: infer E; answer: infer A extends z.ZodType }
    ? E extends "page"
      ? Page<z.input<A>>
      : z.input<A>
    : never

type Envelope = {
  success: boolean
  data: unknown
  error?: string
  fields?: Record<string, string>
  additional_data?: { next_cursor?: string | null }
}

/** Calls a route. Throws the same `Problem` that the server threw; `unavailable` when it cannot be reached. */
export async function call<K extends RouteKey>(key: K, given?: Given<K>, signal?: AbortSignal): Promise<Data<K>> {
  const [method = "GET", path = "/"] = key.split(" ")
  const params: Record<string, string | number> = given?.params ?? {}
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given?.query ?? {}))
    if (value !== undefined) query.set(name, String(value))
  const answer = await send(method, query.size === 0 ? address : `${address}?${query}`, given?.body, signal)
  if ("nextCursor" in answer) return answer as Data<K>
  return answer.data as Data<K>
}

async function send(method: string, url: string, body: unknown, signal: AbortSignal | undefined) {
  if (method !== "GET" && away() && !navigator.onLine) throw new Problem("unavailable", unreachable(method))
  const token = await accessToken()
  const headers: Record<string, string> = { ...(token && { authorization: `Bearer ${token}` }) }
  if (body !== undefined) headers["content-type"] = "application/json"
  let answer: Response
  try {
    answer = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error
    lost()
    throw new Problem("unavailable", unreachable(method))
  }
  reached()
  const envelope = (await answer.json().catch(() => ({ success: false, error: answer.statusText }))) as Envelope
  if (answer.status === 401) expired()
  if (!answer.ok)
    throw new Problem(codeOf(answer.status), envelope.error ?? "Something went wrong", envelope.fields ?? {})
  const cursor = envelope.additional_data?.next_cursor
  return cursor === undefined ? { data: envelope.data } : { data: envelope.data, nextCursor: cursor }
}

function unreachable(method: string): string {
  const why = navigator.onLine ? "Halyard cannot be reached." : "You are offline."
  return method === "GET" ? why : `${why} Your change was not saved.`
}
