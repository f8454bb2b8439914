/** One Lambda of several nouns: each brings its routes and its handlers, which are checked against each other before they are put together. */
import type { Route } from "../../shared/api/route.ts"
import { type Handlers, serve } from "../platform/http.ts"

type Verb = (input: never) => Promise<unknown>
export type Part = { routes: Record<string, Route>; verbs: Record<string, Verb> }

export function part<T extends Record<string, Route>>(routes: T, handlers: Handlers<T>): Part {
  return { routes, verbs: handlers as Record<string, Verb> }
}

/** The Lambda handler of the nouns' parts. Names of routes are their noun's, so that two nouns may both `list`. */
export function serveParts(parts: Record<string, Part>) {
  const named = <V>(of: (part: Part) => Record<string, V>): Record<string, V> =>
    Object.fromEntries(
      Object.entries(parts).flatMap(([noun, one]) =>
        Object.entries(of(one)).map(([name, value]) => [`${noun}.${name}`, value]),
      ),
    )
  const verbs = named((one) => one.verbs)
  // each part was checked when it was made; together they are only looked up
  return serve(
    named((one) => one.routes),
    verbs as Handlers<Record<string, Route>>,
  )
}
