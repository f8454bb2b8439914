import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { person, role } from "./appsync-client.ts"
import { subscribed } from "./appsync-socket.ts"
import { appSyncStack, projector, until } from "./appsync-stack.ts"

const file = (path: string) => readFileSync(new URL(`../../../infra/${path}`, import.meta.url), "utf8")
const onMessage = "subscription { onMessage { workspace body } }"
const publish = `mutation ($workspace: ID!, $audience: [String!]!, $body: AWSJSON!) {
  publish(workspace: $workspace, audience: $audience, body: $body) { workspace audience body }
}`

/** The product's own schema and resolvers; whom a person hears is in their claims. */
async function product() {
  const stack = await appSyncStack({
    schema: file("live.graphql"),
    resolvers: {
      "Query.ping": file("resolvers/ping.js"),
      "Mutation.publish": file("resolvers/publish.js"),
      "Subscription.onMessage": { code: file("resolvers/on-message.js"), dataSource: "function" },
    },
  })
  stack.context.receive("lambda", async (_arn, input) => {
    const { workspace, user } = Object(input).identity.claims
    return workspace === undefined ? null : { workspace, user: String(user), audiences: ["all", `user:${user}`] }
  })
  const backend = role(stack, projector)
  const tell = (workspace: string, audience: string[], body: unknown) =>
    backend.ask(publish, { workspace, audience, body: JSON.stringify(body) })
  return { stack, tell }
}

test("a message reaches the workspace's people it is meant for, and nobody else", async () => {
  const { stack, tell } = await product()
  const listen = (workspace: string, user: number) => subscribed(stack, stack.token({ workspace, user }), onMessage)
  const [ann, bo, stranger] = await Promise.all([listen("w1", 1), listen("w1", 2), listen("w2", 1)])
  await tell("w1", ["user:1"], { changes: ["for Ann"] })
  await tell("w1", ["user:2", "role:7"], { changes: ["for Bo"] })
  await tell("w2", ["all"], { changes: ["for w2"] })
  await tell("w1", ["all"], { changes: ["for w1"] })
  const heard = (client: typeof ann) => client.events("1").map((event) => JSON.parse(Object(event).body).changes[0])
  await until(() => expect(heard(ann)).toEqual(["for Ann", "for w1"]))
  await until(() => expect(heard(bo)).toEqual(["for Bo", "for w1"]))
  await until(() => expect(heard(stranger)).toEqual(["for w2"]))
})

test("who belongs to no workspace may not listen, and no person may publish", async () => {
  const { stack } = await product()
  const nobody = person(stack, () => stack.token())
  const { errors } = nobody.subscribe(onMessage)
  await until(() => expect(JSON.stringify(errors)).toContain("Not Authorized to access onMessage"))
  const message = { workspace: "w1", audience: ["all"], body: "{}" }
  expect(await nobody.refusal(publish, message)).toMatchObject({ errorType: "Unauthorized" })
  expect(await nobody.ask("{ ping }")).toEqual({ ping: "pong" })
})
