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
      "Mutation.present": file("resolvers/present.js"),
      "Mutation.expel": file("resolvers/expel.js"),
      "Subscription.onMessage": { code: file("resolvers/on-message.js"), dataSource: "function" },
      "Subscription.onPresence": { code: file("resolvers/on-presence.js"), dataSource: "function" },
    },
  })
  stack.context.receive("lambda", async (_arn, input) => {
    const { identity, arguments: given } = Object(input)
    const { workspace, user } = identity.claims
    if (given?.place === "deal:13") return { workspace, user: String(user), audiences: [] }
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

const onPresence = "subscription ($place: String!) { onPresence(place: $place) { workspace user place tab what gone } }"
const present = `mutation ($place: String!, $tab: ID!, $what: String, $gone: Boolean) {
  present(place: $place, tab: $tab, what: $what, gone: $gone) { workspace user place tab what gone }
}`

test("who is at a place is heard by the workspace's people there, and never by another workspace", async () => {
  const { stack } = await product()
  const at = (workspace: string, user: number, place: string) =>
    subscribed(stack, stack.token({ workspace, user }), onPresence, { place })
  const [ann, elsewhere, stranger] = await Promise.all([
    at("w1", 1, "deal:5"),
    at("w1", 3, "deal:6"),
    at("w2", 1, "deal:5"),
  ])
  const bo = person(stack, () => stack.token({ workspace: "w1", user: 2 }))
  const other = person(stack, () => stack.token({ workspace: "w2", user: 2 }))
  await bo.ask(present, { place: "deal:5", tab: "t", what: "title" })
  await other.ask(present, { place: "deal:5", tab: "u" })
  await bo.ask(present, { place: "deal:6", tab: "t" })
  await bo.ask(present, { place: "deal:5", tab: "t", gone: true })
  const seen = { workspace: "w1", user: "2", tab: "t", gone: false, what: null }
  await until(() =>
    expect(ann.events("1")).toEqual([
      { ...seen, place: "deal:5", what: "title" },
      { ...seen, place: "deal:5", gone: true },
    ]),
  )
  await until(() => expect(elsewhere.events("1")).toEqual([{ ...seen, place: "deal:6" }]))
  await until(() => expect(stranger.events("1")).toEqual([{ ...seen, workspace: "w2", tab: "u", place: "deal:5" }]))
})

test("nobody says where somebody else is, looks in at what they may not see, or is present without a workspace", async () => {
  const { stack } = await product()
  const ann = person(stack, () => stack.token({ workspace: "w1", user: 1 }))
  const forged = present.replace("place: $place,", 'place: $place, user: "2", workspace: "w2",')
  await expect(ann.ask(forged, { place: "deal:5", tab: "t" })).rejects.toThrow()
  const tooLong = await ann.refusal(present, { place: "x".repeat(101), tab: "t" })
  expect(tooLong.message).toContain("place: must be at most 100 characters")
  const [hidden, open] = await Promise.all(
    ["deal:13", "deal:14"].map((place) =>
      subscribed(stack, stack.token({ workspace: "w1", user: 1 }), onPresence, { place }),
    ),
  )
  await ann.ask(present, { place: "deal:13", tab: "t" })
  await ann.ask(present, { place: "deal:14", tab: "t" })
  await until(() => expect(open?.events("1")).toHaveLength(1))
  expect(hidden?.events("1")).toEqual([])
  const nowhere = await ann.refusal(present, { place: "", tab: "t" })
  expect(nowhere.message).toContain("place: must not be empty")
  const nobody = person(stack, () => stack.token())
  expect(await nobody.refusal(present, { place: "deal:5", tab: "t" })).toMatchObject({ errorType: "Unauthorized" })
})

test("whose rights change is asked anew what they may hear, of messages and of presence", async () => {
  const { stack } = await product()
  const token = stack.token({ workspace: "w1", user: 1 })
  const [messages, presence, other] = await Promise.all([
    subscribed(stack, token, onMessage),
    subscribed(stack, token, onPresence, { place: "board:1" }),
    subscribed(stack, stack.token({ workspace: "w1", user: 2 }), onPresence, { place: "board:1" }),
  ])
  const expel =
    "mutation ($workspace: ID!, $user: ID!) { expel(workspace: $workspace, user: $user) { workspace user } }"
  await role(stack, projector).ask(expel, { workspace: "w1", user: "1" })
  await until(() => expect([messages.closed(), presence.closed(), other.closed()]).toEqual([true, true, false]))
})
