/** What a route is. `shared/api/` holds them all: gateway, validation, permissions, OpenAPI and the web client follow from them. */
import type * as z from "zod"
import type { Permission } from "../permission.ts"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/**
 * `one` answers `{ success, data }`, `page` adds `additional_data.next_cursor`, `v1page` adds `additional_data.pagination`,
 * `v1` answers `success` with what else the handler answers, `bare` the data itself, and `raw` what is no JSON.
 */
export type Envelope = "one" | "page" | "v1page" | "v1" | "bare" | "raw"

/** An answer that is no JSON: a page, a file, a redirect. */
export type Raw = { status: number; headers?: Record<string, string>; body?: string; isBase64Encoded?: boolean }

export type Route = {
  method: Method
  /** As API Gateway writes it: `/api/v2/deals/{id}`. What stands under `/v1` is served under `/api/v1` as well. */
  path: string
  summary: string
  /** `public`: nobody needs to sign in; `signedIn`: a person who may have no workspace yet; `member`: any active user. */
  permission: Permission | "public" | "signedIn" | "member"
  /** Price of a call in rate-limit tokens, as Pipedrive publishes it. */
  cost: number
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  answer: z.ZodType
  envelope: Envelope
  /** Only for someone who has signed in: no token of theirs will do. */
  inPerson?: true
  /** Its answer tells a secret once, which is kept nowhere. */
  secret?: true
  /** HTTP status of success: 200 unless said. */
  status?: 200 | 201 | 202
}

/** Keeps a route's exact types, so that handlers and clients are checked against it. */
export function route<const R extends Route>(definition: R): R {
  return definition
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>

export type Params<R extends Route> = Parsed<R["params"]>
export type Query<R extends Route> = Parsed<R["query"]>
export type Body<R extends Route> = Parsed<R["body"]>
export type Answer<R extends Route> = z.input<R["answer"]>

/** A page: its entries and where the next one starts (an opaque cursor, null on the last). */
export type Page<T> = { data: T; nextCursor: string | null }
export type V1Page<T> = { data: T; start: number; limit: number; more: boolean }

/** What a handler returns for a route: the data, or a page of it. */
export type Result<R extends Route> = R["envelope"] extends "page"
  ? Page<Answer<R>>
  : R["envelope"] extends "v1page"
    ? V1Page<Answer<R>>
    : R["envelope"] extends "v1"
      ? { data: Answer<R> } & Record<string, unknown>
      : R["envelope"] extends "raw"
        ? Raw
        : Answer<R>
