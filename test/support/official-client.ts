/** Every method of the official client, read from its own code: which operation it calls, and how it takes what that needs. */
import { createRequire } from "node:module"
import * as z from "zod"
import type { Route } from "../../shared/api/route.ts"
import { everyRoute } from "../../shared/api/table.ts"
import type { Example } from "./examples.ts"

const require = createRequire(import.meta.url)

type Client = Record<string, (given: Record<string, unknown>) => Promise<unknown>>
type Class = { new (configuration: unknown): Client; prototype: object }

export type ClientMethod = {
  version: "v1" | "v2"
  api: string
  name: string
  /** `GET /deals/{id}`, as its specification has it. */
  at: string
  /** The route that answers, when it is offered. */
  operation: string | undefined
  route: Route | undefined
  call(access: { url: string; token: string }, example: Example): Promise<unknown>
}

const plain = (at: string) => at.replace(/\{[^}]+\}/g, "{}").replace(/\/$/, "")
const ROUTES = new Map(
  everyRoute()
    .filter(({ domain }) => domain !== "v1NotOffered")
    .map(({ domain, name, route }) => [
      plain(`${route.method} ${route.path}`),
      { operation: `${domain}.${name}`, route },
    ]),
)

const BASES = { v1: "/v1", v2: "/api/v2" } as const

export function clientMethods(): ClientMethod[] {
  return (["v1", "v2"] as const).flatMap((version) => {
    const client = require(`pipedrive/${version}`)
    return Object.keys(client)
      .filter((name) => name.endsWith("Api"))
      .flatMap((api) =>
        Object.getOwnPropertyNames(client[api].prototype)
          .filter((name) => name !== "constructor")
          .map((name) => methodOf(version, client, api, name)),
      )
  })
}

function methodOf(version: "v1" | "v2", client: Record<string, unknown>, api: string, name: string): ClientMethod {
  const code = String((client[`${api}AxiosParamCreator`] as () => Record<string, unknown>)()[name])
  const path = /localVarPath = `([^`]*)`/.exec(code)?.[1] ?? ""
  const verb = /method: '(\w+)'/.exec(code)?.[1] ?? ""
  const found = ROUTES.get(plain(`${verb} ${BASES[version]}${path}`))
  return {
    version,
    api,
    name,
    at: `${verb} ${path}`,
    operation: found?.operation,
    route: found?.route,
    call({ url, token }, example) {
      const Configuration = client.Configuration as new (given: object) => unknown
      const One = client[api] as Class
      const one = new One(new Configuration({ apiKey: token, basePath: `${url}${BASES[version]}` }))
      return (one[name] as Client[string]).call(one, argumentsOf(code, path, found?.route.path ?? path, example))
    },
  }
}

const names = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)

/** The one object that a method takes: what stands in the path and the query, and the body by the name of its type. */
function argumentsOf(code: string, path: string, ours: string, { params = {}, query = "", body }: Example) {
  const inPath = names(path).map((name, at) => [name, params[names(ours)[at] ?? ""]])
  const asked = new URLSearchParams(query)
  const inQuery = [...code.matchAll(/localVarQueryParameter\['([^']+)'\] = \(?(\w+)/g)].flatMap(
    ([, name = "", variable = ""]) => {
      const value = asked.get(name)
      const isList = code.includes(`${variable}.join(`)
      return value === null ? [] : [[variable, isList ? value.split(",") : value]]
    },
  )
  const given = body instanceof FormData ? Object.fromEntries(body) : z.looseObject({}).catch({}).parse(body)
  const inForm = [...code.matchAll(/localVarFormParams\.(?:append|set)\('([^']+)', (\w+)/g)].flatMap(
    ([, name = "", variable = ""]) => (given[name] === undefined ? [] : [[variable, given[name]]]),
  )
  const [, type] = /serializeDataIfNeeded\)\((\w+),/.exec(code) ?? []
  return {
    ...Object.fromEntries([...inPath, ...inQuery, ...inForm]),
    ...(type !== undefined && body !== undefined && { [type]: body }),
  }
}
