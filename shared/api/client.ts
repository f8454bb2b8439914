/**
 * The typed client of the API. Routes are named as in the route table, `"GET /api/v2/deals/{id}"`; what they take and answer is typed
 * from there. `createClient` makes one for any program; the web app makes its own from `callsWith`.
 */
import type * as z from "zod"
import { codeOf, Problem } from "../problem.ts"
import type { Page } from "./route.ts"
import type { table } from "./table.ts"

type Table = typeof table
type AnyRoute = { [D in keyof Table]: Table[D][keyof Table[D]] }[keyof Table]
type KeyOf<R> = R extends { method: infer M extends string; path: infer P extends string } ? `${M} ${P}` : never
export type RouteKey = KeyOf<AnyRoute>
type RouteOf<K extends RouteKey> = Extract<AnyRoute, K extends `${infer M} ${infer P}` ? { method: M; path: P } : never>

type PathNames<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | PathNames<Rest> : never
export type Given<K extends RouteKey> = (PathNames<K> extends never
  ? { params?: undefined }
  : { params: Record<PathNames<K>, string | number> }) &
  (RouteOf<K> extends { query: infer Q extends z.ZodType }
    ? { query?: { [N in keyof z.input<Q>]?: string | number | boolean | undefined } }
    : { query?: undefined }) &
  (RouteOf<K> extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: undefined })

export type Data<K extends RouteKey> =
  RouteOf<K> extends { envelope: infer E; answer: infer A extends z.ZodType }
    ? E extends "page"
      ? Page<z.input<A>>
      : z.input<A>
    : never

/** Calls a route, until `signal` says to stop. Throws the same `Problem` that the server threw. */
export type Call<Signal> = <K extends RouteKey>(key: K, given?: Given<K>, signal?: Signal) => Promise<Data<K>>

export type Told = { data: unknown; nextCursor?: string | null }
export type Send<Signal> = (method: string, path: string, body: unknown, signal: Signal | undefined) => Promise<Told>

export function callsWith<Signal>(send: Send<Signal>): Call<Signal> {
  return async <K extends RouteKey>(key: K, given?: Given<K>, signal?: Signal) => {
    const [method = "GET", path = "/"] = key.split(" ")
    const params: Record<string, string | number> = given?.params ?? {}
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")))
    const asked = Object.entries(given?.query ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
    )
    const told = await send(method, asked.length === 0 ? address : `${address}?${asked.join("&")}`, given?.body, signal)
    // the route says what stands there, and the server holds its answers to that
    return ("nextCursor" in told ? told : told.data) as Data<K>
  }
}

type Envelope = {
  success?: boolean
  data?: unknown
  error?: string
  fields?: Record<string, string>
  additional_data?: { next_cursor?: string | null } | null
}

type Answer = { ok: boolean; status: number; statusText: string; json(): Promise<unknown> }
type Init<Signal> = { method: string; headers: Record<string, string>; body?: string; signal?: Signal }

/** What an answer says, out of its envelope. */
export async function read(answer: Answer): Promise<Told> {
  const envelope = (await answer.json().catch(() => ({ error: answer.statusText }))) as Envelope
  if (!answer.ok)
    throw new Problem(codeOf(answer.status), envelope.error ?? "Something went wrong", envelope.fields ?? {})
  if (envelope.success === undefined) return { data: envelope }
  const cursor = envelope.additional_data?.next_cursor
  return cursor === undefined ? { data: envelope.data } : { data: envelope.data, nextCursor: cursor }
}

type Access<Signal> = {
  /** Where Halyard is, without a path. */
  url: string
  /** An API token. */
  token: string
  /** The platform's own. */
  fetch(url: string, init: Init<Signal>): Promise<Answer>
}

/** A client for another program: `createClient({ url, token, fetch })`. */
export function createClient<Signal>({ url, token, fetch }: Access<Signal>): Call<Signal> {
  return callsWith(async (method, path, body, signal) => {
    const answer = await fetch(url + path, {
      method,
      headers: { "x-api-token": token, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
    return read(answer)
  })
}
