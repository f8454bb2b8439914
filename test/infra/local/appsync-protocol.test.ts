import { expect, onTestFinished, test } from "vitest"
import { WebSocket } from "ws"
import { role } from "./appsync-client.ts"
import { liveSocket, subscribed } from "./appsync-socket.ts"
import { appSyncStack, live, projector, until } from "./appsync-stack.ts"

const onChange = "subscription { onChange { id } }"
const publish = `mutation ($id: ID!, $tenant: ID!, $note: String) {
  publishChange(tenant: $tenant, entity: "deal", id: $id, note: $note) { tenant id note }
}`

test("a connection is acknowledged, kept alive, and a stopped subscription hears no more", async () => {
  const stack = await appSyncStack({ ...live, keepAliveMs: 20 })
  const token = stack.token()
  const alive: string[] = []
  const client = await liveSocket(stack, token)
  client.socket.on("message", (data) => alive.push(String(data)))
  client.send({ type: "connection_init" })
  expect(await client.heard("connection_ack")).toEqual({
    type: "connection_ack",
    payload: { connectionTimeoutMs: 300_000 },
  })
  await until(() => expect(alive.filter((text) => text === '{"type":"ka"}').length).toBeGreaterThan(2))
  client.start("1", onChange, token)
  client.start("2", onChange, token)
  await client.heard("start_ack", "2")
  client.send({ type: "stop", id: "1" })
  await client.heard("complete", "1")
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  await until(() => expect(client.events("2")).toEqual([{ id: "7" }]))
  expect(client.events("1")).toEqual([])
})

test("a subscription stopped before its resolver answered is never confirmed", async () => {
  const lambda = `export const request = () => ({ operation: "Invoke" }); export const response = () => null`
  const slow = { code: lambda, dataSource: "function" }
  const stack = await appSyncStack({ ...live, resolvers: { ...live.resolvers, "Subscription.onChange": slow } })
  const called = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  stack.context.receive("lambda", () => {
    called.resolve()
    return answer.promise
  })
  const token = stack.token({ tenant: "t1" })
  const client = await liveSocket(stack, token)
  client.start("1", onChange, token)
  await called.promise
  client.send({ type: "stop", id: "1" })
  await client.heard("complete", "1")
  answer.resolve()
  client.start("2", "subscription { onTenant { id } }", token)
  await client.heard("start_ack", "2")
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  await until(() => expect(client.events("2")).toEqual([{ id: "7" }]))
  expect(client.said.filter(({ id }) => id === "1").map(({ type }) => type)).toEqual(["complete"])
})

test("a refused subscription answers an error for its id and leaves the others running", async () => {
  const stack = await appSyncStack()
  const token = stack.token()
  const client = await subscribed(stack, token, onChange)
  client.start("denied", "subscription { onTenant { id } }", token)
  client.start("wrong", "subscription { onNothing { id } }", token)
  client.start("nobody", onChange, "made-up")
  client.start("1", onChange, token)
  const errors = await Promise.all(["denied", "wrong", "nobody", "1"].map((id) => client.heard("error", id)))
  expect(errors.map(({ payload }) => payload?.errors?.[0])).toMatchObject([
    { errorType: "Unauthorized", errorCode: 401, message: "Not Authorized to access onTenant on type Subscription" },
    { errorType: "BadRequestException", errorCode: 400 },
    { errorType: "UnauthorizedException", errorCode: 401, message: "Unable to parse JWT token." },
    { errorType: "DuplicatedOperationError", errorCode: 400 },
  ])
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  await until(() => expect(client.events("1")).toEqual([{ id: "7" }]))
})

test("who has no valid token is refused at connection_init and cut off", async () => {
  const stack = await appSyncStack()
  const client = await liveSocket(stack, "made-up")
  client.send({ type: "connection_init" })
  const { payload } = await client.heard("connection_error")
  expect(payload?.errors?.[0]).toMatchObject({ errorType: "UnauthorizedException", errorCode: 401 })
  await until(() => expect(client.closed()).toBe(true))
})

test("a connection ends with the token it was opened with, and hears nothing afterwards", async () => {
  const stack = await appSyncStack()
  const short = stack.token({}, 60)
  const client = await subscribed(stack, short, onChange)
  stack.pass(61_000)
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  const { payload } = await client.heard("connection_error")
  expect(payload?.errors?.[0]).toMatchObject({ errorType: "UnauthorizedException", message: "Token expired" })
  await until(() => expect(client.closed()).toBe(true))
  expect(client.events("1")).toEqual([])
  const again = await liveSocket(stack, short)
  again.send({ type: "connection_init" })
  await again.heard("connection_error")
})

test("a subscription whose own token expires ends alone", async () => {
  const stack = await appSyncStack()
  const client = await subscribed(stack, stack.token(), onChange)
  client.start("short", onChange, stack.token({}, 60))
  await client.heard("start_ack", "short")
  stack.pass(61_000)
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  expect((await client.heard("error", "short")).payload?.errors?.[0]).toMatchObject({ message: "Token expired" })
  await until(() => expect(client.events("1")).toEqual([{ id: "7" }]))
  expect(client.events("short")).toEqual([])
})

test("a connection may bring its token in the query, and must speak graphql-ws", async () => {
  const stack = await appSyncStack()
  const header = Buffer.from(JSON.stringify({ Authorization: `Bearer ${stack.token()}` })).toString("base64")
  const outcome = (url: string, protocols: string[]) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url, protocols)
      onTestFinished(() => socket.terminate())
      socket.on("open", () => socket.send('{"type":"connection_init"}'))
      socket.on("message", (data) => resolve(String(JSON.parse(String(data)).type)))
      socket.on("error", (error) => resolve(error.message))
    })
  const url = `${stack.realtimeUrl}?header=${encodeURIComponent(header)}&payload=e30=`
  expect(await outcome(url, ["graphql-ws"])).toBe("connection_ack")
  expect(await outcome(url, ["other"])).toBe("Unexpected server response: 400")
  expect(await outcome(url.replace(stack.apiId, "unknown"), ["graphql-ws"])).toBe("Unexpected server response: 404")
})

test("what is no message of the protocol is answered with an error", async () => {
  const stack = await appSyncStack()
  const client = await liveSocket(stack, stack.token())
  client.socket.send("not JSON")
  const { payload } = await client.heard("error")
  expect(payload?.errors?.[0]).toMatchObject({ errorType: "UnsupportedOperation" })
  client.send({ type: "start", id: "1", payload: { data: "{}" } })
  expect((await client.heard("error", "1")).payload?.errors?.[0]).toMatchObject({ errorType: "UnauthorizedException" })
})
