/** Requests and responses in the shape CloudFront Functions see them. */
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http"
import * as z from "zod"

const Value = z.looseObject({
  value: z.string(),
  multiValue: z.array(z.looseObject({ value: z.string() })).optional(),
})
const Values = z.record(z.string(), Value).default({})
type Values = z.infer<typeof Values>

export const EdgeRequest = z.looseObject({
  method: z.string(),
  uri: z.string(),
  querystring: z.union([Values, z.string()]),
  headers: Values,
  cookies: Values,
})
export type EdgeRequest = z.infer<typeof EdgeRequest>

export const EdgeResponse = z.looseObject({
  statusCode: z.number(),
  statusDescription: z.string().optional(),
  headers: Values,
  cookies: Values,
  body: z.union([z.string(), z.looseObject({ encoding: z.string(), data: z.string() })]).optional(),
})
export type EdgeResponse = z.infer<typeof EdgeResponse>

export function edgeRequest(request: IncomingMessage): EdgeRequest {
  const [uri = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s)
  const { cookie, ...headers } = request.headersDistinct
  return {
    method: request.method ?? "GET",
    uri,
    querystring: values(pairs(query, "&")),
    headers: values(Object.entries(headers).flatMap(([name, all = []]) => all.map((value): Pair => [name, value]))),
    cookies: values(pairs((cookie ?? []).join("; "), /;\s*/)),
  }
}

/** Path and query of a request as a function left it. */
export function edgeUrl({ uri, querystring }: EdgeRequest): string {
  const query = typeof querystring === "string" ? querystring : spread(querystring).map(join).join("&")
  return query === "" ? uri : `${uri}?${query}`
}

export function edgeResponse(status: number, headers: OutgoingHttpHeaders): EdgeResponse {
  const shown = Object.entries(headers).filter(([name]) => name !== "set-cookie")
  return {
    statusCode: status,
    headers: values(shown.flatMap(([name, value]): Pair[] => (value === undefined ? [] : [[name, String(value)]]))),
    cookies: {},
  }
}

export function headersOf(response: EdgeResponse): OutgoingHttpHeaders {
  const cookies = Object.entries(response.cookies).map(([name, { value, attributes }]) =>
    [`${name}=${value}`, ...(typeof attributes === "string" ? [attributes] : [])].join("; "),
  )
  const headers = Object.entries(response.headers).map(([name, one]) => [name.toLowerCase(), allOf(one).join(", ")])
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { "set-cookie": cookies }) }
}

export function bodyOf({ body = "" }: EdgeResponse): Buffer {
  if (typeof body === "string") return Buffer.from(body)
  return Buffer.from(body.data, body.encoding === "base64" ? "base64" : "utf8")
}

type Pair = [name: string, value: string]

function pairs(text: string, separator: string | RegExp): Pair[] {
  return text
    .split(separator)
    .filter((part) => part !== "")
    .map((part): Pair => {
      const at = part.indexOf("=")
      return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)]
    })
}

function values(all: Pair[]): Values {
  const result: Values = {}
  for (const [name, value] of all) {
    const known = result[name]
    if (known === undefined) result[name] = { value }
    else known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }]
  }
  return result
}

function spread(all: Values): Pair[] {
  return Object.entries(all).flatMap(([name, one]) => allOf(one).map((value): Pair => [name, value]))
}

function allOf({ value, multiValue }: z.infer<typeof Value>): string[] {
  return multiValue === undefined ? [value] : multiValue.map((one) => one.value)
}

function join([name, value]: Pair): string {
  return value === "" ? name : `${name}=${value}`
}
