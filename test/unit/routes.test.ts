import { existsSync } from "node:fs"
import { join } from "node:path"
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda"
import { beforeAll, describe, expect, test, vi } from "vitest"
import * as z from "zod"
import { createRouter } from "../../functions/platform/router.ts"
import { FUNCTIONS, HTTP_FUNCTIONS, OTHER_FUNCTIONS } from "../../infra/functions.ts"
import type { Method, Route } from "../../shared/api/route.ts"
import { everyRoute, table } from "../../shared/api/table.ts"
import { PERMISSIONS } from "../../shared/permission.ts"

const FOLDER = join(import.meta.dirname, "../../functions")
const routes = everyRoute().map((one) => ({ ...one, at: `${one.route.method} ${one.route.path}` }))

beforeAll(() => {
  vi.stubEnv("TABLE_NAME", "table")
  vi.stubEnv("POWERTOOLS_LOG_LEVEL", "SILENT")
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "true")
  return () => vi.unstubAllEnvs()
})

test("no method and path is there twice", () => {
  const keys = routes.map(({ at }) => at)
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
})

test("no two routes differ only in the name of a parameter", () => {
  const shapes = routes.map(({ route }) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, "{}")}`)
  expect(shapes.filter((shape, i) => shapes.indexOf(shape) !== i)).toEqual([])
})

test("every domain is served by exactly one Lambda", () => {
  const served = Object.values(HTTP_FUNCTIONS).flatMap<string>((one) => one.domains)
  expect(served.toSorted()).toEqual(Object.keys(table).sort())
})

test("every Lambda runs a file that is there, and no name is used twice", () => {
  for (const [name, { entry }] of Object.entries(FUNCTIONS)) expect(existsSync(join(FOLDER, entry)), name).toBe(true)
  const names = [...Object.keys(HTTP_FUNCTIONS), ...Object.keys(OTHER_FUNCTIONS)]
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
  expect(names.every((name) => /^[a-z][A-Za-z0-9]*$/.test(name))).toBe(true)
})

test("no Lambda behind the gateway may run longer than the gateway waits", () => {
  for (const { timeout } of Object.values(HTTP_FUNCTIONS)) expect(timeout).toBeLessThan(29)
})

describe.each(routes)("$at", ({ route }) => {
  test("takes the parameters that its path names", () => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual(inPath)
  })

  test("refuses parameters and fields that it does not know", () => {
    // v1 never minded them, nor may OAuth
    if (/^\/(v1|oauth)\//.test(route.path)) return
    for (const schema of [route.params, route.query]) {
      if (schema !== undefined) expect(unknownKeys(schema, { "no-such-thing": "1" })).toContain("no-such-thing")
    }
    const body = route.body instanceof z.ZodArray ? [{ "no-such-thing": 1 }] : { "no-such-thing": 1 }
    if (route.body !== undefined) expect(unknownKeys(route.body, body)).toContain("no-such-thing")
  })

  test("has a price, a permission that exists and a path that the gateway can serve", () => {
    expect(route.cost).toBeGreaterThanOrEqual(0)
    const known: string[] = [...Object.keys(PERMISSIONS), "public", "signedIn", "member"]
    expect(known).toContain(route.permission)
    expect(route.path).toMatch(/^\/(api\/v2|v1|oauth)(\/([A-Za-z][\w.-]*|\{\w+\}))+$/)
  })
})

function unknownKeys(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value)
  return parsed.error?.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : [])) ?? []
}

const Body = z.looseObject({ success: z.boolean().optional(), errorCode: z.int().optional() })
type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>

function eventOf(routeKey: string): APIGatewayProxyEventV2 {
  const [method = "", path = ""] = routeKey.split(" ")
  const request = { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" }
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: "",
    headers: {},
    isBase64Encoded: false,
    requestContext: {
      accountId: "0",
      apiId: "api",
      domainName: "crm.example",
      domainPrefix: "crm",
      http: request,
      requestId: "1",
      routeKey,
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
  }
}

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: "test",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:eu-central-1:000000000000:function:test",
  memoryLimitInMB: "512",
  awsRequestId: "1",
  logGroupName: "test",
  logStreamName: "test",
  getRemainingTimeInMillis: () => 1000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
}

describe.each(Object.entries(HTTP_FUNCTIONS))("the Lambda %s", (_, { entry, domains }) => {
  const own = routes.filter(({ domain }) => domains.some((one) => one === domain))

  test("serves every route of its domains, and none to a stranger", async () => {
    const { handler }: { handler: Handler } = await import(join(FOLDER, entry))
    for (const { route, domain } of own) {
      for (const path of [route.path, ...(route.path.startsWith("/v1/") ? [`/api${route.path}`] : [])]) {
        const { statusCode, body } = await handler(eventOf(`${route.method} ${path}`), context)
        // an address that is a secret says of itself alone whether it is one
        if (domain === "hooks") expect(statusCode).toBe(404)
        else if (route.permission === "public")
          expect([200, 302, 400, ...(domain === "oauth" ? [401] : [])]).toContain(statusCode)
        else expect([statusCode, Body.parse(JSON.parse(body ?? "")).errorCode], path).toEqual([401, 401])
      }
    }
  })
})

test("a Lambda that is handed a route of another's says to a stranger what every route says", async () => {
  const { handler }: { handler: Handler } = await import(join(FOLDER, HTTP_FUNCTIONS.docs.entry))
  const { statusCode, body } = await handler(eventOf("GET /api/v2/deals"), context)
  expect([statusCode, Body.parse(JSON.parse(body ?? "")).errorCode]).toEqual([401, 401])
})

describe("the way to a route", () => {
  const verb = () => Promise.resolve({})
  const of = (method: Method, path: string) => ({ method, path }) as Route
  const own = {
    list: of("GET", "/v1/deals"),
    one: of("GET", "/v1/deals/{id}"),
    change: of("PUT", "/v1/deals/{id}"),
    others: of("GET", "/v1/persons"),
    view: of("GET", "/v1/deals/view"),
    child: of("DELETE", "/v1/deals/{id}/followers/{follower_id}"),
  }
  const router = createRouter(own, { list: verb, one: verb, change: verb, others: verb, view: verb, child: verb })
  const found = (method: string, path: string) => {
    const answer = router.find(method, path)
    return Array.isArray(answer) ? answer : [answer.route.path, answer.params, answer.fields]
  }

  test("prefers what is spelled out, takes both prefixes and a slash at the end", () => {
    expect(found("GET", "/v1/deals/view")).toEqual(["/v1/deals/view", {}, undefined])
    expect(found("GET", "/api/v1/deals/7/")).toEqual(["/v1/deals/{id}", { id: "7" }, undefined])
    expect(found("DELETE", "/v1/deals/7/followers/9")).toEqual([
      "/v1/deals/{id}/followers/{follower_id}",
      { id: "7", follower_id: "9" },
      undefined,
    ])
  })

  test("takes v1's field selectors from the path", () => {
    expect(found("GET", "/v1/deals:(id,title)")).toEqual(["/v1/deals", {}, ["id", "title"]])
    expect(found("GET", "/v1/deals/7:(id)")).toEqual(["/v1/deals/{id}", { id: "7" }, ["id"]])
  })

  test("tells which methods a path knows, and none for no path", () => {
    expect(found("POST", "/v1/deals/7")).toEqual(["GET", "PUT"])
    expect(found("GET", "/v1/deals/7/nothing")).toEqual([])
    expect(found("GET", "/v1/deals//followers/9")).toEqual([])
  })
})
