import { expect, test } from "vitest"
import { person, role } from "./appsync-client.ts"
import { appSyncStack, echo, liveSchema, projector, queries } from "./appsync-stack.ts"

const pass = "export const response = (ctx) => ctx.result"
const constant = `export const request = () => ({ payload: "kept" }); ${pass}`

test("a role publishes only with a grant for that very field", async () => {
  const stack = await appSyncStack({ schema: liveSchema, resolvers: { "Mutation.publishChange": echo } })
  const publish = `mutation { publishChange(tenant: "t1", entity: "deal", id: "1") { id } }`
  const resource = `${stack.arn}/types/Mutation/fields/publishChange`
  expect(await role(stack, projector).ask(publish)).toEqual({ publishChange: { id: "1" } })
  expect(stack.context.assertions).toEqual([
    { principal: { kind: "role", arn: projector }, action: "appsync:GraphQL", resource, context: {} },
  ])
  stack.context.deny("appsync:GraphQL", resource)
  expect(await role(stack, projector).refusal(publish)).toMatchObject({
    errorType: "Unauthorized",
    message: "Not Authorized to access publishChange on type Mutation",
  })
  expect(stack.context.logged).toContainEqual(
    expect.objectContaining({ level: "warn", line: expect.stringContaining("appsync:GraphQL") }),
  )
})

test("a signature with the wrong secret, or by nobody known, is refused", async () => {
  const stack = await appSyncStack()
  const { accessKeyId } = stack.context.iam.credentialsFor(projector)
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "")
  const forged = (key: string, service = "appsync") =>
    fetch(stack.url, {
      method: "POST",
      headers: {
        "x-amz-date": now,
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/${now.slice(0, 8)}/eu-central-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
      },
      body: JSON.stringify({ query: "{ ping }" }),
    }).then(async (response) => [response.status, Object(await response.json()).errors[0].errorType])
  expect(await forged(accessKeyId)).toEqual([403, "InvalidSignatureException"])
  expect(await forged("NOBODY")).toEqual([403, "UnrecognizedClientException"])
  expect(await forged(accessKeyId, "sqs")).toEqual([401, "UnauthorizedException"])
})

test("people may not publish, and roles may not read what is for people", async () => {
  const stack = await appSyncStack()
  const publish = `mutation { publishChange(tenant: "t1", entity: "deal", id: "1") { id } }`
  const message = "Not Authorized to access publishChange on type Mutation"
  expect(await person(stack, () => stack.token()).refusal(publish)).toMatchObject({
    errorType: "Unauthorized",
    message,
  })
  expect(await role(stack, projector).refusal("{ ping }")).toMatchObject({ errorType: "Unauthorized" })
})

test("a type without the caller's mode is closed even inside a field that is open", async () => {
  const schema = `
    type Note { text: String, open: String @aws_iam }
    type Query { note: Note @aws_iam @aws_cognito_user_pools }
  `
  const code = `export const request = () => ({ payload: { text: "secret", open: "yes" } }); ${pass}`
  const stack = await appSyncStack({ schema, resolvers: { "Query.note": code } })
  const { data } = await stack.post("{ note { text } }", { token: stack.token() })
  expect(data).toEqual({ note: { text: "secret" } })
  expect(await role(stack, projector).ask("{ note { open } }")).toEqual({ note: { open: "yes" } })
  expect(await role(stack, projector).refusal("{ note { text } }")).toMatchObject({
    message: "Not Authorized to access text on type Note",
  })
})

test("a field for a group is open to its members only", async () => {
  const stack = await appSyncStack({
    schema: queries(
      `books: String @aws_cognito_user_pools(cognito_groups: ["Owners"]) old: String @aws_auth(cognito_groups: ["Owners"])`,
    ),
    resolvers: { "Query.books": constant, "Query.old": constant },
  })
  const owner = stack.token({ "cognito:groups": ["Owners", "Reps"] })
  const rep = stack.token({ "cognito:groups": ["Reps"] })
  expect((await stack.post("{ books old }", { token: owner })).errors).toEqual([])
  expect((await stack.post("{ books old }", { token: rep })).errors).toMatchObject([
    { message: "Not Authorized to access books on type Query" },
    { message: "Not Authorized to access old on type Query" },
  ])
})

test("with DENY as the pool's default, only fields for the person's groups are open", async () => {
  const stack = await appSyncStack({
    schema: queries(`books: String @aws_auth(cognito_groups: ["Owners"])`),
    resolvers: { "Query.ping": constant, "Query.books": constant },
    api: { UserPoolConfig: { UserPoolId: "eu-central-1_people", DefaultAction: "DENY" } },
  })
  const { errors } = await stack.post("{ ping books }", { token: stack.token({ "cognito:groups": ["Owners"] }) })
  expect(errors).toMatchObject([{ message: "Not Authorized to access ping on type Query" }])
})

test("a token counts with or without Bearer, and no other credential does", async () => {
  const stack = await appSyncStack({
    schema: liveSchema,
    resolvers: { "Query.ping": `export const request = (ctx) => ({ payload: ctx.identity.username }); ${pass}` },
    api: { UserPoolConfig: { UserPoolId: "eu-central-1_people", AppIdClientRegex: "web|app" } },
  })
  const token = stack.token({ client_id: "web" })
  for (const good of [token, `Bearer ${token}`]) {
    expect(await stack.post("{ ping }", { token: good })).toMatchObject({ status: 200, data: { ping: "ann" } })
  }
  const expired = stack.token({ client_id: "web" }, -1)
  const refusals = await Promise.all(
    ["made-up", expired, stack.token({ client_id: "webber" }), "AWS4-HMAC-SHA256 nonsense"].map((one) =>
      stack.post("{ ping }", { token: one }),
    ),
  )
  expect(refusals.map(({ status, errors }) => [status, errors[0]?.errorType, errors[0]?.message])).toEqual([
    [401, "UnauthorizedException", "Unable to parse JWT token."],
    [401, "UnauthorizedException", "Token has expired."],
    [401, "UnauthorizedException", "Token is not of an allowed app client."],
    [401, "UnauthorizedException", "Permission denied"],
  ])
  expect(await stack.post("{ ping }", {})).toMatchObject({ status: 401 })
})
