import { expect, test } from "vitest"
import { role } from "./appsync-client.ts"
import { subscribed } from "./appsync-socket.ts"
import { appSyncStack, echo, live, ownTenant, projector, until } from "./appsync-stack.ts"

const publish = `mutation ($id: ID!, $tenant: ID!, $note: String) {
  publishChange(tenant: $tenant, entity: "deal", id: $id, note: $note) { tenant id note }
}`

test("a filter from the token holds for each subscription of one connection", async () => {
  const stack = await appSyncStack()
  const onTenant = "subscription { onTenant { id } }"
  const client = await subscribed(stack, stack.token({ tenant: "t1" }), onTenant)
  client.start("2", onTenant, stack.token({ tenant: "t2" }))
  await client.heard("start_ack", "2")
  const backend = role(stack, projector)
  for (const tenant of ["t2", "t3", "t1"]) await backend.ask(publish, { tenant, id: `of ${tenant}` })
  await until(() => expect([client.events("1"), client.events("2")]).toEqual([[{ id: "of t1" }], [{ id: "of t2" }]]))
})

test("fifty connections hear every event once and in order", async () => {
  const stack = await appSyncStack()
  const connect = () => subscribed(stack, stack.token({ tenant: "t1" }), "subscription { onTenant { id } }")
  const clients = await Promise.all(Array.from({ length: 50 }, connect))
  const backend = role(stack, projector)
  const ids = Array.from({ length: 20 }, (_, index) => `${index}`)
  for (const id of ids) await backend.ask(publish, { tenant: "t1", id })
  const all = ids.map((id) => ({ id }))
  await until(() => {
    for (const client of clients) expect(client.events("1")).toEqual(all)
  })
})

test("a client that reads nothing is dropped before it fills the memory, the others are not", async () => {
  const stack = await appSyncStack()
  const query = "subscription { onChange { id note } }"
  const idle = await subscribed(stack, stack.token(), query)
  const reader = await subscribed(stack, stack.token(), query)
  idle.socket.pause()
  const backend = role(stack, projector)
  const note = "x".repeat(500_000)
  const dropped = () => stack.context.logged.some(({ line }) => line.startsWith("dropped a client"))
  let sent = 0
  while (!dropped() && sent < 100) await backend.ask(publish, { tenant: "t1", id: `${sent++}`, note })
  expect(dropped()).toBe(true)
  await until(() => expect(reader.events("1")).toHaveLength(sent))
  idle.socket.resume()
  await until(() => expect(idle.closed()).toBe(true))
  expect(idle.events("1").length).toBeLessThan(sent)
})

test("a mutation may end the subscriptions of a person, connection and all", async () => {
  const schema = live.schema.replace("type Mutation {", "type Mutation { expel(tenant: ID!): String @aws_iam")
  const expel = `
    import { extensions } from "@aws-appsync/utils"
    export const request = (ctx) => ({ payload: ctx.args.tenant })
    export function response(ctx) {
      extensions.invalidateSubscriptions({ subscriptionField: "onTenant", payload: { tenant: ctx.result } })
      return ctx.result
    }`
  const onTenant = ownTenant.replace(
    "return null\n",
    `extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ tenant: { eq: tenant } }))
    return null\n`,
  )
  const resolvers = { "Mutation.publishChange": echo, "Mutation.expel": expel, "Subscription.onTenant": onTenant }
  const stack = await appSyncStack({ schema, resolvers })
  const query = "subscription { onTenant { id } }"
  const [gone, stays] = await Promise.all(
    ["t1", "t2"].map((tenant) => subscribed(stack, stack.token({ tenant }), query)),
  )
  await role(stack, projector).ask(`mutation { expel(tenant: "t1") }`)
  expect((await gone?.heard("complete", "1"))?.payload).toEqual({ message: "Subscription complete." })
  await until(() => expect(gone?.closed()).toBe(true))
  await role(stack, projector).ask(publish, { tenant: "t2", id: "7" })
  await until(() => expect(stays?.events("1")).toEqual([{ id: "7" }]))
})

test("an argument that is null or left out asks for nothing; null is worth a warning, since AppSync compares it", async () => {
  const stack = await appSyncStack()
  const token = stack.token()
  const query = "subscription ($entity: String) { onChange(entity: $entity) { id } }"
  const client = await subscribed(stack, token, query, {})
  expect(stack.context.logged).toEqual([])
  client.start("null", query, token, { entity: null })
  await client.heard("start_ack", "null")
  expect(stack.context.logged).toMatchObject([{ level: "warn", line: expect.stringContaining("onChange") }])
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  await until(() => expect([client.events("1"), client.events("null")]).toEqual([[{ id: "7" }], [{ id: "7" }]]))
})

test("an argument whose field the mutation did not select matches nothing", async () => {
  const stack = await appSyncStack()
  const token = stack.token()
  const client = await subscribed(stack, token, `subscription { onChange(entity: "deal") { id } }`)
  client.start("2", "subscription { onChange { id } }", token)
  await client.heard("start_ack", "2")
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7" })
  await until(() => expect(client.events("2")).toEqual([{ id: "7" }]))
  expect(client.events("1")).toEqual([])
})

test("a field for a group is null in the events of everyone else with the same subscription", async () => {
  const note = `note: String @aws_iam @aws_cognito_user_pools(cognito_groups: ["Owners"])`
  const stack = await appSyncStack({ ...live, schema: live.schema.replace("note: String\n", `${note}\n`) })
  const query = "subscription { onChange { id note } }"
  const rep = await subscribed(stack, stack.token(), query)
  const owner = await subscribed(stack, stack.token({ "cognito:groups": ["Owners"] }), query)
  await role(stack, projector).ask(publish, { tenant: "t1", id: "7", note: "margin" })
  await until(() => expect(owner.events("1")).toEqual([{ id: "7", note: "margin" }]))
  await until(() => expect(rep.events("1")).toEqual([{ id: "7", note: null }]))
})
