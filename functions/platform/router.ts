/** Finds the route of a request among those that one Lambda serves. The gateway only knows under which paths these stand. */
import type { Method, Route } from "../../shared/api/route.ts"

type Verb = (input: never) => Promise<unknown>
export type Found = {
  route: Route
  verb: Verb
  params: Record<string, string>
  /** v1's field selector: `/v1/deals:(id,title)` asks for these fields alone. */
  fields?: string[]
}
type Entry = { route: Route; verb: Verb; segments: string[] }

export type Router = {
  /** The route, or the methods that its path knows: none when it is no path of this Lambda. */
  find(method: string, path: string): Found | Method[]
}

export function createRouter(routes: Record<string, Route>, verbs: Record<string, Verb>): Router {
  const entries = Object.entries(routes)
    .flatMap(([name, route]): Entry[] => {
      const verb = verbs[name]
      return verb === undefined ? [] : [{ route, verb, segments: partsOf(route.path) }]
    })
    .sort(bySpecificity)
  return {
    find(method, path) {
      const { plain, fields } = selected(path.replace(/^\/api\/v1\//, "/v1/").replace(/\/$/, ""))
      const given = partsOf(plain)
      const matching = entries.flatMap((entry) => {
        const params = matched(entry.segments, given)
        return params === undefined ? [] : [{ ...entry, params }]
      })
      const found = matching.find(({ route }) => route.method === method)
      if (found === undefined) return [...new Set(matching.map(({ route }) => route.method))]
      return { route: found.route, verb: found.verb, params: found.params, ...(fields && { fields }) }
    },
  }
}

const partsOf = (path: string) => path.split("/").slice(1)
const isVariable = (segment: string) => segment.startsWith("{")

function selected(path: string): { plain: string; fields?: string[] } {
  const [, plain, names] = /^(\/v1\/.*):\(([^()]*)\)$/.exec(path) ?? []
  return plain === undefined || names === undefined ? { plain: path } : { plain, fields: names.split(",") }
}

function matched(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, segment] of segments.entries()) {
    const value = given[at] ?? ""
    if (isVariable(segment) && value !== "") params[segment.slice(1, -1)] = decoded(value)
    else if (segment !== value) return undefined
  }
  return params
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/**
 * A segment that is spelled out comes before one that varies: `/deals/view` before `/deals/{id}`. Paths of different lengths never
 * compete, but the order must hold over all of them.
 */
function bySpecificity(left: Entry, right: Entry): number {
  if (left.segments.length !== right.segments.length) return left.segments.length - right.segments.length
  for (const [at, segment] of left.segments.entries()) {
    const other = right.segments[at]
    if (other !== undefined && isVariable(segment) !== isVariable(other)) return isVariable(segment) ? 1 : -1
  }
  return 0
}
