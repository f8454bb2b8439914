/** Every operation in turn, as its example calls it: what is refused, and what succeeds with the answer that its schema says. */
import { beforeAll, describe, expect, test } from "vitest"
import * as z from "zod"
import { HTTP_FUNCTIONS } from "../../infra/functions.ts"
import type { Route } from "../../shared/api/route.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { PERMISSIONS } from "../../shared/permission.ts"
import { type Example, exampleOf, type Fixtures, makeFixtures, pathOf } from "./examples.ts"
import type { Answer, Person, Workspace } from "./workspace.ts"

/** What is refused to everyone is no call that succeeds. */
const isOffered = ({ domain }: { domain: string }) => domain !== "v1NotOffered"
export const routes = everyRoute()
  .filter(isOffered)
  .map(({ domain, name, route }) => ({
    domain,
    operation: `${domain}.${name}`,
    at: `${route.method} ${route.path}`,
    route,
  }))
type Walked = (typeof routes)[number]

/** What its call needs beside the functions: a sign-in, bytes in a bucket, mail, or a sender of webhooks. */
export const needsStack = ({ operation, route }: Walked) =>
  route.permission === "signedIn" || route.inPerson === true || ON_STACK.test(operation)
const ON_STACK = /^(webhooks\.|oauth\.token|oauthApps\.revokeGrant|workspaces\.accept|v1Files\.create$)/

const adminsOnly = (permission: Route["permission"]) =>
  Object.entries(PERMISSIONS).some(([name, { regular }]) => name === permission && !regular)
/** v1 never minded what it does not know. */
const isStrict = ({ route }: Walked) => !/^\/(v1|oauth)\//.test(route.path)
const isGuarded = ({ route }: Walked) => route.permission !== "public"
/** Who calls, and what has no place in a request, each Lambda looks at in one way for all its routes. */
const onePerLambda = (walked: readonly Walked[]) =>
  Object.values(HTTP_FUNCTIONS).flatMap(
    ({ domains }) => walked.find(({ domain }) => domains.some((one) => one === domain)) ?? [],
  )

export const GATEWAY = {
  success: false,
  error: "unauthorized access",
  errorCode: 401,
  error_info: "Please check developers.pipedrive.com",
}

type Request = <T>(who: string, method: string, path: string, body?: unknown) => Promise<Answer<T>>

type Place = {
  newWorkspace(): Promise<Workspace>
  /** Calls with a token; "" is none. */
  request: Request
  /** The token of someone who signed in, where that can be. */
  signedIn?(workspace: Workspace): Promise<string>
}

const NOBODY = 999_999_999
const NO_UUID = "00000000-0000-7000-8000-000000000000"

export function paramsOf(route: Route, value: number | string): Record<string, number | string> {
  return Object.fromEntries(Object.keys(route.params?.shape ?? {}).map((name) => [name, value]))
}

function strange({ operation, route }: Walked): Record<string, string | number> {
  if (operation === "leads.toLeadStatus") return { id: NOBODY, conversion_id: NO_UUID }
  if (operation.startsWith("leads.") && operation !== "leads.convertToLead") return paramsOf(route, NO_UUID)
  if (operation.startsWith("v1Leads.")) return paramsOf(route, NO_UUID)
  if (operation.includes("Comment")) return { id: NOBODY, commentId: NO_UUID }
  if (/^(inboundHooks|hooks|savedPipelines|activityTemplates)\./.test(operation)) return paramsOf(route, NO_UUID)
  if (operation.startsWith("oauthApps.") || operation === "oauthConsent.endMine")
    return { id: "0".repeat(26), user_id: NOBODY }
  if (/^v1(CallLogs|Goals)\./.test(operation)) return { id: "0".repeat(32) }
  if (operation === "webhooks.redeliver") return { id: NOBODY, delivery_id: "none" }
  if (operation.startsWith("imports.")) return { id: NO_UUID }
  return operation === "users.revokeToken" ? { id: "0123456789abcdef" } : paramsOf(route, NOBODY)
}

/** Registers the tests of some operations; of others only that they succeed. */
export function walk(place: Place, some: readonly Walked[], others: readonly Walked[] = []): void {
  let ours: Fixtures
  let regular: Person
  let theirs: Workspace
  /** The founders', for what only someone who signed in may do. */
  let jwt = ""
  let theirJwt = ""

  beforeAll(async () => {
    const workspace = await place.newWorkspace()
    ours = await makeFixtures(workspace)
    regular = await workspace.colleague("Reet Regular")
    theirs = await place.newWorkspace()
    jwt = (await place.signedIn?.(workspace)) ?? ""
    theirJwt = (await place.signedIn?.(theirs)) ?? ""
  }, 240_000)

  const examples = new Map<string, Example>()

  /** The call of a route that succeeds, made once: refusals leave it as it was, and its success comes last. */
  async function exampleFor({ operation }: Walked): Promise<Example> {
    const call = examples.get(operation) ?? (await exampleOf(operation)(ours))
    examples.set(operation, call)
    return call
  }

  /** Calls a route as an API token's owner; what asks for a sign-in is called with one. */
  function called({ route }: Walked, who: { token: string }, example: Example, more = "") {
    const path = pathOf(route.path, example, more)
    const isInPerson = route.permission === "signedIn" || route.inPerson
    const bearer = isInPerson ? (who === theirs ? theirJwt : jwt) : who.token
    return place.request<unknown>(bearer, route.method, path, example.body)
  }

  describe.each(onePerLambda(some.filter(isGuarded)))("401: $at", (walked) => {
    test.each([
      ["no token", ""],
      ["a token that nobody has", "0123456789abcdef0123456789abcdef01234567"],
      ["a token that is none", "nonsense"],
      ["a JWT that nobody signed", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."],
    ])("with %s", async (_, token) => {
      const { route } = walked
      const example = { params: paramsOf(route, 1) }
      const answer = await place.request(token, route.method, pathOf(route.path, example))
      expect([answer.status, answer.body]).toEqual([401, GATEWAY])
      expect(answer.headers.get("x-401-by-gw")).toBe("true")
    })
  })

  describe.each(some.filter(({ route }) => adminsOnly(route.permission)))("403: $at", (walked) => {
    test("for a regular user", async () => {
      const answer = await called(walked, regular, await exampleFor(walked))
      expect(answer.status).toBe(403)
      expect(answer.body).toMatchObject({ success: false, data: null, additional_data: null })
      expect(answer.body.error).toContain(walked.route.permission)
    })
  })

  describe.each(some.filter(({ route }) => route.params !== undefined))("404: $at", (walked) => {
    test("for an id that nobody has", async () => {
      const call = await exampleFor(walked)
      const answer = await called(walked, ours.workspace, { ...call, params: strange(walked) })
      expect([answer.status, answer.body.success, answer.body.data]).toEqual([404, false, null])
    })

    test("for an id of another workspace", async (context) => {
      const call = await exampleFor(walked)
      if (call.everywhere) context.skip("it is of every workspace")
      const answer = await called(walked, theirs, call)
      expect([answer.status, answer.body.success, answer.body.data]).toEqual([404, false, null])
    })
  })

  describe.each(onePerLambda(some.filter(isStrict)))("400: $at", (walked) => {
    test("for a parameter that it does not know", async () => {
      const call = await exampleFor(walked)
      const answer = await called(walked, ours.workspace, call, "no_such_parameter=1")
      expect(answer.status).toBe(400)
      expect(answer.body.fields).toEqual({ no_such_parameter: "is not a field of this request" })
      expect(answer.body.code).toBe("ERR_SCHEMA_VALIDATION_FAILED")
    })
  })

  describe.each(onePerLambda(some.filter((one) => isStrict(one) && one.route.body !== undefined)))(
    "400: $at",
    (walked) => {
      test("for a field of the body that it does not know", async () => {
        const call = await exampleFor(walked)
        const body = { ...z.looseObject({}).parse(call.body), no_such_field: 1 }
        const answer = await called(walked, ours.workspace, { ...call, body })
        expect(answer.status).toBe(400)
        expect(answer.body.fields).toHaveProperty("no_such_field")
      })

      test.each(["{", "[1]", '"text"', "null"])("for the body %s", async (body) => {
        const call = await exampleFor(walked)
        const answer = await called(walked, ours.workspace, { ...call, body })
        expect(answer.status).toBe(400)
        expect(Object.keys(answer.body.fields ?? {}).length).toBeGreaterThan(0)
      })
    },
  )

  describe.each([...some, ...others])("success: $at", (walked) => {
    test("it answers what its schema says", async () => succeeds(walked, await exampleFor(walked)))
  })

  describe.each(onePerLambda(some.filter(({ route }) => route.path.startsWith("/v1/"))))(
    "under /api too: $at",
    (walked) => {
      test("it answers what its schema says", async () => {
        const { route } = walked
        const call = await exampleOf(walked.operation)(ours)
        await succeeds({ ...walked, route: { ...route, path: `/api${route.path}` } }, call)
      })
    },
  )

  async function succeeds(walked: Walked, call: Example): Promise<void> {
    const { route } = walked
    const answer = await called(walked, ours.workspace, call)
    expect(answer.status, JSON.stringify(answer.body)).toBe(call.refused ?? call.leads ?? route.status ?? 200)
    if (call.refused !== undefined || route.envelope === "raw") return
    const data = route.envelope === "bare" ? answer.body : answer.body.data
    expect(route.answer.safeParse(data).error?.issues ?? []).toEqual([])
    if (route.envelope !== "bare") expect(answer.body.success).toBe(true)
    const cursor = answer.body.additional_data?.next_cursor
    expect(cursor === null || typeof cursor === "string").toBe(route.envelope === "page")
  }

  test("only what needs another state of its record is refused in this walk", async () => {
    const refused: string[] = []
    for (const walked of [...some, ...others]) {
      if ((await exampleFor(walked)).refused !== undefined) refused.push(walked.operation)
    }
    expect(refused.filter((one) => !OF_ANOTHER_STATE.includes(one))).toEqual([])
  })
}

const OF_ANOTHER_STATE = [
  "imports.map",
  "imports.revert",
  "imports.skipped",
  "imports.start",
  "samples.add",
  "webhooks.redeliver",
  "workspaces.create",
]
