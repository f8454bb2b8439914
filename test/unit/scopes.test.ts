import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import type { Method } from "../../shared/api/route.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { RULES } from "../../shared/scope-rules.ts"
import { ALL_SCOPES, opens, scopesIn, scopesOf } from "../../shared/scopes.ts"

const SPECIFICATIONS = join(import.meta.dirname, "../../../shared/reference/pipedrive")
const there = existsSync(SPECIFICATIONS)

/** The operations of a specification with their scopes, read line by line: it is too long to be parsed for this. */
function specified(version: "v1" | "v2"): { method: Method; path: string; scopes: string[] }[] {
  const lines = readFileSync(join(SPECIFICATIONS, `openapi-${version}.yaml`), "utf8").split("\n")
  const found: { method: Method; path: string; scopes: string[] }[] = []
  const paths = lines.indexOf("paths:")
  let path = ""
  let inSecurity = false
  for (const line of lines.slice(paths + 1)) {
    if (/^\S/.test(line)) break
    const ofPath = /^ {2}'?(\/[^':]*)'?:$/.exec(line)?.[1]
    const method = /^ {4}(get|post|put|patch|delete):$/.exec(line)?.[1]
    if (ofPath !== undefined) path = ofPath
    if (method !== undefined) found.push({ method: method.toUpperCase() as Method, path, scopes: [] })
    if (/^ {0,6}\S/.test(line)) inSecurity = /^ {6}security:/.test(line)
    const scope = inSecurity ? /^ {8,}- '?([a-z][a-z:-]*)'?$/.exec(line)?.[1] : undefined
    if (scope !== undefined) found.at(-1)?.scopes.push(scope)
  }
  return found.map((one) => ({ ...one, path: (version === "v1" ? "/v1" : "/api/v2") + one.path }))
}

describe.skipIf(!there)("the specifications", () => {
  test.each(["v1", "v2"] as const)("of %s say the same of every operation", (version) => {
    const operations = specified(version).filter(({ path }) => !path.includes("/oauth/"))
    expect(operations.length).toBeGreaterThan(140)
    const said = operations.map(({ method, path, scopes }) => [`${method} ${path}`, [...new Set(scopes)].sort()])
    const ruled = operations.map(({ method, path }) => [`${method} ${path}`, scopesOf({ method, path }).toSorted()])
    expect(ruled).toEqual(said)
  })
})

test("there are 28 scopes", () => {
  expect(ALL_SCOPES.length).toBe(28)
})

test("every operation has a rule, and whoever may only be someone in person has none", () => {
  const closed = everyRoute()
    .filter(({ route }) => !["public", "signedIn"].includes(route.permission) && scopesOf(route).length === 0)
    .map(({ route }) => route.path.split("/")[3])
  for (const noun of new Set(closed))
    expect(RULES[noun ?? ""], `${noun} has no rule in shared/scope-rules.ts`).toBeDefined()
  expect([...new Set(closed)].sort()).toEqual(["oauth", "tokens"])
})

test("one scope among those that open an operation is enough, and no scopes at all are no limit", () => {
  const add = { method: "POST", path: "/api/v2/deals" } as const
  expect(opens(["deals:full"], add)).toBe(true)
  expect(opens(["deals:read", "admin", "contacts:full"], add)).toBe(false)
  expect(opens([], add)).toBe(false)
  expect(opens(undefined, add)).toBe(true)
  expect(opens(["deals:read"], { method: "GET", path: "/api/v2/deals/{id}/flow" })).toBe(false)
  expect(opens(ALL_SCOPES, { method: "POST", path: "/api/v2/tokens" })).toBe(false)
})

test("what nobody has thought of is closed", () => {
  expect(scopesOf({ method: "GET", path: "/api/v2/somethingNew" })).toEqual([])
})

test("scopes are separated by blanks or commas, and a word that is none makes them invalid", () => {
  expect(scopesIn("base deals:read,base")).toEqual(["base", "deals:read"])
  expect(scopesIn("")).toEqual([])
  expect(scopesIn("deals:everything")).toBeUndefined()
})
