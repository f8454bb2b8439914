/** API Gateway's route table: the most specific path wins, then the exact method, and `$default` comes last. */
import { StartError } from "../start-error.ts"

type Segment = { kind: "literal" | "variable" | "greedy"; text: string }
type Compiled<R> = { method: string; segments: Segment[]; route: R }

export type Match<R> = { route: R; parameters: Record<string, string> }

export type RouteTable<R> = {
  add(key: string, route: R): void
  find(method: string, path: string): Match<R> | undefined
}

const rank = { literal: 0, variable: 1, greedy: 2 }

export function createRouteTable<R>(): RouteTable<R> {
  const routes: Compiled<R>[] = []
  let fallback: R | undefined
  return {
    add(key, route) {
      if (key === "$default") {
        fallback = route
        return
      }
      const [, method = "", path = ""] = /^([A-Z]+) (\/.*)$/.exec(key) ?? []
      if (method === "") throw new StartError(`The route key ${key} is neither "METHOD /path" nor $default.`)
      routes.push({ method, segments: parts(path).map(segment), route })
      routes.sort(bySpecificity)
    },
    find(method, path) {
      const given = parts(path)
      for (const { method: wanted, segments, route } of routes) {
        const parameters = wanted === method || wanted === "ANY" ? match(segments, given) : undefined
        if (parameters !== undefined) return { route, parameters }
      }
      return fallback === undefined ? undefined : { route: fallback, parameters: {} }
    },
  }
}

function parts(path: string): string[] {
  return path.split("/").slice(1)
}

function segment(text: string): Segment {
  const [, name = "", plus] = /^\{([^}+]+)(\+)?\}$/.exec(text) ?? []
  if (name === "") return { kind: "literal", text }
  return { kind: plus === undefined ? "variable" : "greedy", text: name }
}

function match(segments: Segment[], given: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {}
  for (const [index, { kind, text }] of segments.entries()) {
    const value = given[index]
    if (value === undefined || (kind !== "literal" && value === "")) return undefined
    if (kind === "greedy") return { ...parameters, [text]: given.slice(index).join("/") }
    if (kind === "variable") parameters[text] = value
    else if (text !== value) return undefined
  }
  return given.length === segments.length ? parameters : undefined
}

function bySpecificity(left: Compiled<unknown>, right: Compiled<unknown>): number {
  for (const [index, one] of left.segments.entries()) {
    const other = right.segments[index]
    if (other !== undefined && rank[one.kind] !== rank[other.kind]) return rank[one.kind] - rank[other.kind]
  }
  // routes of other lengths never compete, but the order must hold over all of them
  const length = right.segments.length - left.segments.length
  return length !== 0 ? length : Number(left.method === "ANY") - Number(right.method === "ANY")
}
