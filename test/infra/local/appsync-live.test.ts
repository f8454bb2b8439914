import { Hub } from "aws-amplify/utils"
import { expect, onTestFinished, test } from "vitest"
import { person, role } from "./appsync-client.ts"
import { appSyncStack, live, projector, until } from "./appsync-stack.ts"

const onChange = "subscription ($entity: String) { onChange(entity: $entity) { tenant entity id payload note } }"
const onTenant = "subscription { onTenant { tenant id } }"
const publish = `mutation ($tenant: ID!, $entity: String!, $id: ID!, $payload: AWSJSON) {
  publishChange(tenant: $tenant, entity: $entity, id: $id, payload: $payload, note: "kept back") { tenant entity id payload }
}`
const deal = (tenant: string, id: string) => ({ tenant, entity: "deal", id })

/** Counts the subscriptions that the server has confirmed to Amplify. */
function confirmed(): () => number {
  let count = 0
  const stop = Hub.listen("api", ({ payload }) => {
    if (payload.event === "Subscription ack") count++
  })
  onTestFinished(stop)
  return () => count
}

const reaches = (count: () => number, wanted: number) => until(() => expect(count()).toBe(wanted))

test("a browser hears of the changes whose arguments it asked for, and no others", async () => {
  const stack = await appSyncStack()
  const acks = confirmed()
  const ann = person(stack, () => stack.token())
  const deals = ann.subscribe(onChange, { entity: "deal" })
  const everything = ann.subscribe("subscription { onChange { id } }")
  await reaches(acks, 2)
  const backend = role(stack, projector)
  await backend.ask(publish, { ...deal("t1", "1"), payload: JSON.stringify({ stage: 2 }) })
  await backend.ask(publish, { tenant: "t1", entity: "person", id: "2" })
  await until(() => expect(everything.received).toEqual([{ id: "1" }, { id: "2" }]))
  expect(deals.received).toEqual([{ ...deal("t1", "1"), payload: '{"stage":2}', note: null }])
})

test("fields that the mutation did not select arrive as null", async () => {
  const stack = await appSyncStack()
  const acks = confirmed()
  const { received } = person(stack, () => stack.token()).subscribe("subscription { onChange { id note payload } }")
  await reaches(acks, 1)
  await role(stack, projector).ask(publish, { ...deal("t1", "1"), payload: "[1]" })
  await until(() => expect(received).toEqual([{ id: "1", note: null, payload: "[1]" }]))
})

test("two tenants never see each other's events, whatever they ask for", async () => {
  const stack = await appSyncStack()
  const acks = confirmed()
  const [one, other] = ["t1", "t2"].map((tenant) => person(stack, () => stack.token({ tenant })).subscribe(onTenant))
  await reaches(acks, 2)
  const backend = role(stack, projector)
  for (const id of ["1", "2"]) for (const tenant of ["t1", "t2"]) await backend.ask(publish, deal(tenant, id))
  await until(() => expect([one?.received.length, other?.received.length]).toEqual([2, 2]))
  expect(one?.received).toEqual(["1", "2"].map((id) => ({ tenant: "t1", id })))
  expect(other?.received).toEqual(["1", "2"].map((id) => ({ tenant: "t2", id })))
})

test("a subscription that its resolver refuses fails for its client", async () => {
  const stack = await appSyncStack()
  const { errors } = person(stack, () => stack.token()).subscribe(onTenant)
  await until(() => expect(JSON.stringify(errors)).toContain("Not Authorized to access onTenant on type Subscription"))
})

test("a client whose token is not accepted is told so at the door", async () => {
  const stack = await appSyncStack()
  const { errors } = person(stack, () => "made-up").subscribe(onChange)
  await until(() => expect(JSON.stringify(errors)).toContain("UnauthorizedException"))
})

test("a client that lost its connection subscribes again and hears what comes after", async () => {
  const stack = await appSyncStack()
  const acks = confirmed()
  const { received } = person(stack, () => stack.token({ tenant: "t1" })).subscribe(onTenant)
  await reaches(acks, 1)
  stack.cut()
  await reaches(acks, 2)
  await role(stack, projector).ask(publish, deal("t1", "after"))
  await until(() => expect(received).toEqual([{ tenant: "t1", id: "after" }]))
})

test("a client whose token expires comes back with a fresh one", async () => {
  const stack = await appSyncStack()
  const acks = confirmed()
  const { received, errors } = person(stack, () => stack.token({ tenant: "t1" }, 60)).subscribe(onTenant)
  await reaches(acks, 1)
  stack.pass(61_000)
  await reaches(acks, 2)
  await role(stack, projector).ask(publish, deal("t1", "after"))
  await until(() => expect(received).toEqual([{ tenant: "t1", id: "after" }]))
  expect(errors).toEqual([])
})

test("a role subscribes with signed messages where the schema lets roles in", async () => {
  const schema = live.schema.replace("onChange(entity: String): Change", "onChange(entity: String): Change @aws_iam")
  const stack = await appSyncStack({ ...live, schema })
  const acks = confirmed()
  const backend = role(stack, projector)
  const { received } = backend.subscribe("subscription { onChange { id } }")
  await reaches(acks, 1)
  await backend.ask(publish, deal("t1", "1"))
  await until(() => expect(received).toEqual([{ id: "1" }]))
  expect(stack.context.assertions).toContainEqual({
    principal: { kind: "role", arn: projector },
    action: "appsync:GraphQL",
    resource: `${stack.arn}/types/Subscription/fields/onChange`,
    context: {},
  })
})
