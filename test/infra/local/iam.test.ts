import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import type { Principal } from "../../../infra/local/family.ts"
import { createIam, type Policies } from "../../../infra/local/iam/iam.ts"
import { PolicyDocument } from "../../../infra/local/iam/policy.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { openState, type State } from "../../../infra/local/state.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

const table = "arn:aws:dynamodb:eu-central-1:000000000000:table/deals"
const roleArn = "arn:aws:iam::000000000000:role/deals"
const role: Principal = { kind: "role", arn: roleArn }

let state: State
let iam: ReturnType<typeof createIam>
beforeEach(() => {
  state = openState(undefined)
  iam = createIam(state, "000000000000")
})
afterEach(() => state.close())

const grant = (...statements: object[]) => iam.grant(roleArn, PolicyDocument.parse({ Statement: statements }).Statement)
const may = (
  action: string,
  resource = table,
  principal: Principal = role,
  context?: Record<string, string>,
): boolean => {
  try {
    iam.assert(principal, action, resource, context)
    return true
  } catch (error) {
    if (error instanceof AwsError) return false
    throw error
  }
}

describe("a role's policies", () => {
  test("a denial names principal, action and resource as AWS does", () => {
    expect(() => iam.assert(role, "dynamodb:PutItem", table)).toThrow(
      `User: ${roleArn} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    )
  })

  test("an action is allowed on the named resource only", () => {
    grant({ Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: [table, `${table}/index/*`] })
    expect(may("dynamodb:GetItem")).toBe(true)
    expect(may("dynamodb:GetItem", `${table}/index/by-owner`)).toBe(true)
    expect(may("dynamodb:GetItem", `${table}2`)).toBe(false)
    expect(may("dynamodb:PutItem")).toBe(false)
  })

  test("wildcards match in actions, whatever their case, and in resources", () => {
    grant({ Effect: "Allow", Action: "s3:getobject*", Resource: "arn:aws:s3:::files/ws-?/*" })
    expect(may("s3:GetObject", "arn:aws:s3:::files/ws-1/a/b.csv")).toBe(true)
    expect(may("s3:GetObjectTagging", "arn:aws:s3:::files/ws-1/a")).toBe(true)
    expect(may("s3:GetObject", "arn:aws:s3:::files/ws-12/a")).toBe(false)
  })

  test("NotAction and NotResource leave out what they name", () => {
    grant({ Effect: "Allow", NotAction: "dynamodb:Delete*", NotResource: `${table}/index/*` })
    expect(may("dynamodb:GetItem")).toBe(true)
    expect(may("dynamodb:DeleteItem")).toBe(false)
    expect(may("dynamodb:GetItem", `${table}/index/x`)).toBe(false)
  })

  test("an explicit deny wins over every allow", () => {
    grant(
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "dynamodb:DeleteTable", Resource: "*" },
    )
    expect(may("dynamodb:PutItem")).toBe(true)
    expect(() => iam.assert(role, "dynamodb:DeleteTable", table)).toThrow(
      "with an explicit deny in an identity-based policy",
    )
  })

  test("a grant that comes later counts, also after a refusal", () => {
    expect(may("dynamodb:GetItem")).toBe(false)
    grant({ Effect: "Allow", Action: "dynamodb:*", Resource: "*" })
    expect(may("dynamodb:GetItem")).toBe(true)
    grant({ Effect: "Deny", Action: "dynamodb:GetItem", Resource: "*" })
    expect(may("dynamodb:GetItem")).toBe(false)
  })

  test("the operator may do anything, a stranger nothing", () => {
    expect(may("dynamodb:DeleteTable", table, { kind: "operator" })).toBe(true)
    expect(may("dynamodb:GetItem", table, { kind: "anonymous" })).toBe(false)
  })
})

describe("conditions", () => {
  test.each([
    [{ StringEquals: { "ses:FromAddress": ["a@x.io", "b@x.io"] } }, { "ses:FromAddress": "b@x.io" }, true],
    [{ StringEquals: { "ses:FromAddress": "a@x.io" } }, { "ses:FromAddress": "c@x.io" }, false],
    [{ StringEquals: { "ses:FromAddress": "a@x.io" } }, {}, false],
    [{ StringEqualsIfExists: { "ses:FromAddress": "a@x.io" } }, {}, true],
    [{ StringNotEquals: { "ses:FromAddress": "a@x.io" } }, { "ses:FromAddress": "c@x.io" }, true],
    [{ StringNotEquals: { "ses:FromAddress": ["a@x.io", "c@x.io"] } }, { "ses:FromAddress": "c@x.io" }, false],
    [{ StringLike: { "SES:fromaddress": "*@x.io" } }, { "ses:FromAddress": "c@x.io" }, true],
    [
      { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } },
      { "aws:SourceArn": "arn:aws:events:eu:0:rule/a" },
      true,
    ],
    [
      { ArnLike: { "aws:SourceArn": "arn:aws:events:*:rule/*" } },
      { "aws:SourceArn": "arn:aws:events:eu:0:rule/a" },
      false,
    ],
    [{ ArnEquals: { "aws:SourceArn": "arn:a" } }, { "aws:SourceArn": "arn:b" }, false],
    [{ Bool: { "aws:SecureTransport": true } }, {}, true],
    [{ Bool: { "aws:SecureTransport": "false" } }, {}, false],
    [{ NumericLessThan: { "s3:max-keys": 10 } }, { "s3:max-keys": "9" }, true],
    [{ Null: { "aws:SourceArn": "true" } }, {}, true],
    [{ "ForAllValues:StringLike": { "aws:TagKeys": ["a*"] } }, { "aws:TagKeys": "abc" }, true],
    [{ "ForAllValues:StringLike": { "aws:TagKeys": ["a*"] } }, { "aws:TagKeys": "xyz" }, false],
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a"] } }, {}, false],
  ])("%j given %j: %s", (Condition, context, expected) => {
    grant({ Effect: "Allow", Action: "x:Y", Resource: "*", Condition })
    expect(may("x:Y", "arn:z", role, context)).toBe(expected)
  })

  test("an operator or a DynamoDB key the stack does not know denies with its name", () => {
    grant({ Effect: "Allow", Action: "x:Y", Resource: "*", Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })
    expect(() => iam.assert(role, "x:Y", "arn:z")).toThrow("condition operator IpAddress")
    const Condition = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["1"] } }
    grant({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*", Condition })
    expect(() => iam.assert(role, "dynamodb:GetItem", table)).toThrow("condition key dynamodb:LeadingKeys")
  })
})

describe("policies of resources", () => {
  const queue = "arn:aws:sqs:eu-central-1:000000000000:jobs"
  const rule = (name: string): Principal => ({
    kind: "service",
    service: "events.amazonaws.com",
    sourceArn: `arn:aws:events:eu:0:rule/${name}`,
  })

  test("let a service in that the statement names, from the source it names", () => {
    iam.attach(queue, {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu:0:rule/won" } },
    })
    expect(may("sqs:SendMessage", queue, rule("won"))).toBe(true)
    expect(may("sqs:SendMessage", queue, rule("lost"))).toBe(false)
    expect(may("sqs:SendMessage", queue, { kind: "service", service: "sns.amazonaws.com" })).toBe(false)
    expect(may("sqs:SendMessage", `${queue}-other`, rule("won"))).toBe(false)
    expect(() => iam.assert(rule("lost"), "sqs:SendMessage", queue)).toThrow(
      "because no resource-based policy allows the sqs:SendMessage action",
    )
  })

  test("a bucket's policy speaks about its objects, and its deny about everybody", () => {
    const bucket = "arn:aws:s3:::site"
    grant({ Effect: "Allow", Action: "s3:*", Resource: "*" })
    iam.attach(bucket, { Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: [`${bucket}/*`] })
    iam.attach(bucket, {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: [bucket, `${bucket}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    })
    expect(may("s3:GetObject", `${bucket}/index.html`)).toBe(true)
    expect(() => iam.assert(role, "s3:DeleteObject", `${bucket}/index.html`)).toThrow(
      "explicit deny in a resource-based policy",
    )
  })

  test("a role named by the resource's policy needs no policy of its own", () => {
    iam.attach(queue, { Effect: "Allow", Principal: { AWS: roleArn }, Action: "sqs:*", Resource: queue })
    expect(may("sqs:SendMessage", queue)).toBe(true)
    expect(may("sqs:SendMessage", queue, { kind: "role", arn: `${roleArn}2` })).toBe(false)
  })
})

describe("keys", () => {
  test("are the same for a role after a restart, differ between roles, and find their owner", () => {
    const again = createIam(state, "000000000000")
    expect(again.credentialsFor(roleArn)).toEqual(iam.credentialsFor(roleArn))
    expect(again.operator).toEqual(iam.operator)
    const other = iam.credentialsFor(`${roleArn}2`)
    expect(other.secretAccessKey).not.toBe(iam.credentialsFor(roleArn).secretAccessKey)
    expect(iam.lookUp(other.accessKeyId)).toEqual({
      secretAccessKey: other.secretAccessKey,
      principal: { kind: "role", arn: `${roleArn}2` },
    })
    expect(iam.lookUp("AKIANOBODY")).toBeUndefined()
  })

  test("another stack has others", () => {
    const elsewhere = openState(undefined)
    expect(createIam(elsewhere, "000000000000").operator).not.toEqual(iam.operator)
    elsewhere.close()
  })
})

describe("the template's types", () => {
  let context: TestContext
  let types: ReturnType<typeof createRoles>["types"]
  beforeEach(async () => {
    context = await testContext()
    const policies: Policies = iam
    types = createRoles({ ...context, iam }, policies).types
  })
  afterEach(() => context.close())
  const provision = (type: string, id: string, properties: Record<string, unknown>) => types[type]?.(id, properties, {})
  const document = (action: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  })
  const made: Principal = { kind: "role", arn: "arn:aws:iam::000000000000:role/test-Role" }

  test("inline, attached and managed policies of a role add up", async () => {
    await provision("AWS::IAM::ManagedPolicy", "Managed", { PolicyDocument: document("a:Managed") })
    const basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    const role = await provision("AWS::IAM::Role", "Role", {
      AssumeRolePolicyDocument: {},
      ManagedPolicyArns: [basic, "arn:aws:iam::000000000000:policy/test-Managed"],
      Policies: [{ PolicyName: "p", PolicyDocument: document("a:Inline") }],
    })
    expect(role).toMatchObject({ ref: "test-Role", attributes: { Arn: made.kind === "role" ? made.arn : "" } })
    await provision("AWS::IAM::Policy", "Policy", {
      PolicyName: "q",
      PolicyDocument: document("a:Attached"),
      Roles: ["test-Role"],
    })
    for (const action of ["a:Inline", "a:Attached", "a:Managed", "logs:PutLogEvents"]) {
      expect([action, may(action, "arn:z", made)]).toEqual([action, true])
    }
    expect(may("a:Other", "arn:z", made)).toBe(false)
  })

  test("a managed policy of AWS the stack does not know stops the start by name", () => {
    const ManagedPolicyArns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    expect(() => provision("AWS::IAM::Role", "Role", { AssumeRolePolicyDocument: {}, ManagedPolicyArns })).toThrow(
      "does not know the managed policy AdministratorAccess",
    )
  })

  test("a policy variable stops the start", () => {
    const PolicyDocument = { Statement: [{ Effect: "Allow", Action: "a:B", Resource: `arn:\${aws:username}` }] }
    expect(() => provision("AWS::IAM::Policy", "P", { PolicyName: "p", PolicyDocument, Roles: [] })).toThrow(
      /PolicyDocument.Statement/,
    )
  })
})
