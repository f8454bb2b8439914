import { expect, test } from "vitest"
import { appSyncStack, echo, liveSchema } from "./appsync-stack.ts"

const pass = "export const response = (ctx) => ctx.result"

test("documents that do not fit the schema are refused, and introspection when it is disabled", async () => {
  const stack = await appSyncStack({ schema: liveSchema, api: { IntrospectionConfig: "DISABLED" } })
  const token = stack.token()
  for (const query of [
    "{ nothing }",
    "{ ping",
    "{ __schema { types { name } } }",
    "subscription { onChange { id } }",
  ]) {
    const { status, data, errors } = await stack.post(query, { token })
    expect([query, status, data, errors[0]?.errorType]).toEqual([query, 200, null, "ValidationException"])
  }
  const send = (body: string) => fetch(stack.url, { method: "POST", headers: { authorization: token }, body })
  expect((await send("not JSON")).status).toBe(400)
  expect(await (await send('{"variables":{}}')).text()).toContain("query: ")
  expect((await send("x".repeat(1024 * 1024 + 1))).status).toBe(413)
  expect((await fetch(stack.url.replace(stack.apiId, "unknown"), { method: "POST" })).status).toBe(404)
})

test("a page of another origin may call", async () => {
  const stack = await appSyncStack()
  const preflight = await fetch(stack.url, {
    method: "OPTIONS",
    headers: { origin: "http://localhost:5173", "access-control-request-headers": "authorization,x-amz-user-agent" },
  })
  expect(preflight.ok).toBe(true)
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization")
  const answer = await fetch(stack.url, { method: "POST", headers: { authorization: "made-up" }, body: "{}" })
  expect(answer.headers.get("access-control-allow-origin")).toBe("*")
})

test("AppSync's scalars are checked on the way in and on the way out", async () => {
  const schema = `
    type Query { at(when: AWSDateTime, on: AWSDate, mail: AWSEmail, json: AWSJSON, ip: AWSIPAddress): AWSJSON wrong: AWSDateTime }
  `
  const code = `export const request = (ctx) => ({ payload: ctx.args }); ${pass}`
  const wrong = `export const request = () => ({ payload: "yesterday" }); ${pass}`
  const stack = await appSyncStack({ schema, resolvers: { "Query.at": code, "Query.wrong": wrong } })
  const token = stack.token()
  const query = `query ($json: AWSJSON) { at(when: "2026-03-04T05:06:07.089Z", on: "2026-03-04", mail: "a@b.example", json: $json, ip: "127.0.0.1") }`
  const { data } = await stack.post(query, { token, variables: { json: '{"deep":[1]}' } })
  expect(JSON.parse(String(data?.at))).toMatchObject({ on: "2026-03-04", json: { deep: [1] } })
  for (const bad of [`when: "2026-03-04"`, `on: "2026-13-04"`, `mail: "nobody"`, `json: "{"`, `ip: "256.1.1.1"`]) {
    expect([bad, (await stack.post(`{ at(${bad}) }`, { token })).errors.length]).toEqual([bad, 1])
  }
  expect((await stack.post("{ wrong }", { token })).errors[0]?.message).toContain("not a valid AWSDateTime")
})

test("an API keeps its address over restarts and describes itself as in AWS", async () => {
  const [first, second] = [await appSyncStack(), await appSyncStack()]
  expect(first.apiId).toMatch(/^[a-z0-9]{26}$/)
  expect(second.apiId).toBe(first.apiId)
  const origin = first.context.endpoint.url
  expect(first.url).toBe(`${origin}/_aws/appsync/${first.apiId}/graphql`)
  expect(first.realtimeUrl).toBe(`${origin.replace("http", "ws")}/_aws/appsync/${first.apiId}/graphql/realtime`)
  expect(first.arn).toBe(`arn:aws:appsync:eu-central-1:000000000000:apis/${first.apiId}`)
})

test("a template that AppSync would not accept stops the start with the name of what is wrong", async () => {
  const start = (description: Parameters<typeof appSyncStack>[0]) => appSyncStack(description)
  const schema = liveSchema
  await expect(start({ schema: "type Query {" })).rejects.toThrow(/schema of API Live: Syntax Error/)
  await expect(start({ schema, resolvers: { "Query.gone": echo } })).rejects.toThrow(
    "Query.gone, which its schema lacks",
  )
  await expect(start({ schema, resolvers: { "Query.ping": "export const request = 1" } })).rejects.toThrow(
    "resolver Query.ping: the code exports no function request",
  )
  await expect(start({ schema: schema.replace("onTenant: Change", "onTenant: String") })).rejects.toThrow(
    "Subscription.onTenant and Mutation.publishChange must be of the same type",
  )
  await expect(start({ schema, api: { AuthenticationType: "API_KEY" } })).rejects.toThrow("AuthenticationType")
  await expect(start({ schema, api: { QueryDepthLimit: 3 } })).rejects.toThrow("QueryDepthLimit")
})
