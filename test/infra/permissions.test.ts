/** Which function may do what: the whole of it, so that a new grant has to be written down here as well. */
import { describe, expect, test } from "vitest"
import { lambdasOf, statementsOf, synthesized } from "../support/template.ts"

const of = synthesized()

const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"]
const COUNTS = [...READS, "dynamodb:UpdateItem"]
const WRITES = [
  ...READS,
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
]
const HEARS = [
  "sqs:ReceiveMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueUrl",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
]
const SENDS = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
const TRACES = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]

const table = (actions: string[]) => ({ "<StoreTable.Arn>": actions, "<StoreTable.Arn>/index/*": actions })
const pool = (...operations: string[]) => ({
  "<IdentityPool.Arn>": operations.map((operation) => `cognito-idp:${operation}`),
})
const recordFiles = { "<FilesBucket.Arn>/files/*": ["s3:GetObject", "s3:PutObject"] }
const importFiles = { "<FilesBucket.Arn>/imports/*": ["s3:GetObject", "s3:PutObject"] }
const IDENTITY = "arn:<AWS::Partition>:ses:us-east-1:<AWS::AccountId>:identity/<Sender>"
const LIVE = "arn:<AWS::Partition>:appsync:us-east-1:<AWS::AccountId>:apis/<LiveApi.ApiId>/types/Mutation/fields"

const deliveries = { "<WebhooksQueue.Arn>": SENDS }

type Grants = Record<string, string[]>

/** Besides writing its traces to X-Ray, which all may. */
const MAY: Record<string, Grants> = {
  deals: table(WRITES),
  around: table(WRITES),
  pipelines: table(WRITES),
  persons: table(WRITES),
  organizations: table(WRITES),
  activities: table(WRITES),
  notes: table(WRITES),
  goods: {
    ...table(WRITES),
    "<FilesBucket.Arn>/products/*": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
  },
  v1Texts: table(WRITES),
  files: { ...table(WRITES), ...recordFiles },
  flow: table(COUNTS),
  fields: table(WRITES),
  samples: table(WRITES),
  v1Bytes: { ...table(WRITES), "<FilesBucket.Arn>/files/*": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] },
  board: table(COUNTS),
  search: table(COUNTS),
  reports: table(COUNTS),
  // who asks for what is no operation is told so only if they may call others
  docs: table(COUNTS),
  outside: { ...table(WRITES), ...deliveries },
  webhookSender: { ...table(WRITES), "<WebhooksQueue.Arn>": [...HEARS, ...SENDS] },
  webhookHearer: { ...table(WRITES), "<EventsWebhookHearerQueue.Arn>": HEARS, ...deliveries },
  users: { ...table(WRITES), ...pool("AdminGetUser", "AdminEnableUser", "AdminDisableUser", "AdminUserGlobalSignOut") },
  v1: { ...table(WRITES), ...pool("AdminGetUser", "AdminEnableUser", "AdminDisableUser", "AdminUserGlobalSignOut") },
  workspaces: {
    ...table(WRITES),
    ...pool("AdminGetUser", "AdminUpdateUserAttributes", "AdminCreateUser", "AdminSetUserPassword"),
  },
  imports: { ...table(WRITES), ...importFiles, "<JobsImports>": ["states:StartExecution"] },
  importer: { ...table(WRITES), ...importFiles },
  projector: {
    ...table(WRITES),
    "<FilesBucket.Arn>/files/*": ["s3:DeleteObject"],
    "<FilesBucket.Arn>/products/*": ["s3:DeleteObject"],
    [`${LIVE}/publish`]: ["appsync:GraphQL"],
    [`${LIVE}/expel`]: ["appsync:GraphQL"],
    "<EventsBus.Arn>": ["events:PutEvents"],
    "<JobsImports>": ["states:StartExecution"],
    "<ProjectorDead.Arn>": ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
    "<StoreTable.StreamArn>": ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    "*": ["dynamodb:ListStreams"],
  },
  rebuild: table([...READS, "dynamodb:PutItem", "dynamodb:BatchWriteItem"]),
  claims: table(["dynamodb:PutItem"]),
  join: table(READS),
  invitations: {
    ...table(WRITES),
    "<EventsInvitationsQueue.Arn>": HEARS,
    [IDENTITY]: ["ses:SendEmail", "ses:SendRawEmail"],
  },
  lookAfter: { ...table(WRITES), "<JobsImports>": ["states:StartExecution"] },
  notifier: { ...table(WRITES), "<EventsNotifierQueue.Arn>": HEARS },
  relabel: { ...table(WRITES), "<EventsRelabelQueue.Arn>": HEARS },
  relink: { ...table(WRITES), "<EventsRelinkQueue.Arn>": HEARS },
}

function grantsOf(roleId: string | undefined): Grants {
  const grants: Grants = {}
  for (const { Effect, Action, Resource } of statementsOf(of, roleId)) {
    expect(Effect).toBe("Allow")
    for (const resource of Resource) grants[resource] = [...(grants[resource] ?? []), ...Action]
  }
  return grants
}

const sorted = (grants: Grants) =>
  Object.fromEntries(Object.entries(grants).map(([resource, actions]) => [resource, [...actions].sort()]))

const functions = lambdasOf(of).flatMap(({ name, roleId }) => (name === undefined ? [] : [{ name, roleId }]))

test("every function is accounted for, and each has a role of its own", () => {
  expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(MAY).sort())
  expect(new Set(functions.map(({ roleId }) => roleId)).size).toBe(functions.length)
})

describe.each(functions)("$name", ({ name, roleId }) => {
  test("may do what is written here, and nothing else", () => {
    const { "*": anywhere = [], ...rest } = MAY[name] ?? {}
    expect(sorted(grantsOf(roleId))).toEqual(sorted({ ...rest, "*": [...anywhere, ...TRACES] }))
  })
})

const everyone = of.all("IAM::Role").flatMap(({ id }) => statementsOf(of, id).map((one) => ({ id, ...one })))

test("nobody may scan the table, or do anything with a wildcard but CDK's copier of files", () => {
  for (const { id, Action } of everyone) {
    for (const action of Action) {
      expect(action, id).not.toBe("dynamodb:Scan")
      if (action.includes("*"))
        expect([id.startsWith("CustomCDKBucketDeployment"), action.split(":")[0]]).toEqual([true, "s3"])
    }
  }
})

test("what is allowed anywhere is only what AWS ties to no resource", () => {
  const anywhere = everyone.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action)
  const services = new Set(anywhere.map((action) => action.split(":")[0]))
  expect([...services].sort()).toEqual(["cloudfront", "dynamodb", "logs", "xray"])
  expect(new Set(anywhere.filter((action) => action.startsWith("dynamodb:")))).toEqual(
    new Set(["dynamodb:ListStreams"]),
  )
  expect(anywhere.filter((action) => action.startsWith("cloudfront:")).sort()).toEqual([
    "cloudfront:CreateInvalidation",
    "cloudfront:GetInvalidation",
  ])
})

const who = (...actions: RegExp[]) =>
  functions
    .filter(({ roleId }) =>
      statementsOf(of, roleId).some(({ Action }) => Action.some((one) => actions.some((action) => action.test(one)))),
    )
    .map(({ name }) => name)
    .sort()

test("readers cannot write records", () => {
  const writers = who(/^dynamodb:(PutItem|DeleteItem|BatchWriteItem)$/)
  for (const reader of ["board", "search", "reports", "join", "docs"]) expect(writers).not.toContain(reader)
})

test("claims notes a sign-in, and reads and changes nothing", () => {
  for (const action of ["GetItem", "Query", "UpdateItem", "DeleteItem", "BatchWriteItem"])
    expect(who(new RegExp(`^dynamodb:${action}$`))).not.toContain("claims")
})

test("only what adds, shuts out or lets in people touches the user pool", () => {
  expect(who(/^cognito-idp:/)).toEqual(["users", "v1", "workspaces"])
})

test("only the projector tells the bus and open browsers what happened", () => {
  expect(who(/^events:PutEvents$/)).toEqual(["projector"])
  expect(who(/^appsync:/)).toEqual(["projector"])
})

test("only invitations send mail", () => {
  expect(who(/^ses:/)).toEqual(["invitations"])
})

test("a rebuild deletes nothing", () => {
  const rebuild = functions.find(({ name }) => name === "rebuild")
  const actions = statementsOf(of, rebuild?.roleId).flatMap(({ Action }) => Action)
  expect(actions.filter((action) => /Delete|Update/.test(action))).toEqual([])
})

test("managed policies are only the one for log lines", () => {
  const managed = of.all("IAM::Role").flatMap(({ Properties }) => [Properties["ManagedPolicyArns"] ?? []].flat())
  for (const arn of managed) expect(JSON.stringify(arn)).toMatch(/AWSLambdaBasicExecutionRole/)
})
