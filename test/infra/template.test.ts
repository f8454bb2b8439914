import { Validations } from "aws-cdk-lib"
import { AwsSolutionsChecks } from "cdk-nag"
import type { IConstruct } from "constructs"
import { describe, expect, test } from "vitest"
import * as z from "zod"
import { BOARD_ATTRIBUTES, INDEX } from "../../functions/data/patterns.ts"
import { HTTP_FUNCTIONS } from "../../infra/functions.ts"
import { createRouteTable } from "../../infra/local/gateway/routes.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { lambdasOf, Policy, type Resource, synthesized, target, written } from "../support/template.ts"

const dev = synthesized()
const prod = synthesized({ stage: "prod", region: "eu-west-1" })
const stages = [
  { name: "dev", of: dev, keeps: false },
  { name: "prod", of: prod, keeps: true },
]

describe.each(stages)("in the stage $name", ({ of, keeps }) => {
  test("cdk-nag's AwsSolutions finds nothing that is not accounted for", () => {
    const { violations } = new AwsSolutionsChecks(of.app, { verbose: true }).validateScope(of.app)
    const found = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((one) => `${ruleName} ${"constructPath" in one ? one.constructPath : ""}`),
    )
    expect(found).toEqual([])
  })

  test("every finding that is accounted for has a reason", () => {
    const reasons = of.app.node.findAll().flatMap(reasonsOf)
    expect(reasons.length).toBeGreaterThan(20)
    for (const [rule, reason] of reasons) expect(reason.length, rule).toBeGreaterThan(20)
  })

  test("the table is encrypted, restored to any second, streamed, and empties its trash", () => {
    expect(of.only("DynamoDB::Table").Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      DeletionProtectionEnabled: keeps,
    })
  })

  test("the table has the indexes that the data layer reads, and no other", () => {
    const { GlobalSecondaryIndexes } = Table.parse(of.only("DynamoDB::Table").Properties)
    const found = GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      name: IndexName,
      keys: KeySchema.map((key) => key.AttributeName),
      holds: Projection.NonKeyAttributes ?? Projection.ProjectionType,
    }))
    expect(found).toEqual(
      Object.values(INDEX).map(({ name, pk, sk }) => ({
        name,
        keys: [pk, sk],
        holds: name === "board" ? [...BOARD_ATTRIBUTES] : "KEYS_ONLY",
      })),
    )
  })

  test(keeps ? "what holds data outlives the stack" : "nothing outlives the stack", () => {
    const kept = ["DynamoDB::Table", "S3::Bucket", "Cognito::UserPool"].flatMap(of.all)
    expect(kept).toHaveLength(4)
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of kept) {
      const policy = keeps ? "Retain" : "Delete"
      expect([DeletionPolicy, UpdateReplacePolicy], id).toEqual([policy, policy])
    }
    expect(of.stack.terminationProtection).toBe(keeps)
    expect(of.only("Cognito::UserPool").Properties["DeletionProtection"]).toBe(keeps ? "ACTIVE" : "INACTIVE")
  })

  test("every log ends some day: after a year where data is kept, else after two weeks", () => {
    const groups = of.all("Logs::LogGroup")
    expect(groups.length).toBeGreaterThan(10)
    for (const { id, Properties } of groups) expect(Properties["RetentionInDays"], id).toBe(keeps ? 365 : 14)
  })

  test("events are kept to be played again", () => {
    expect(of.only("Events::Archive").Properties["RetentionDays"]).toBe(keeps ? 90 : 7)
  })

  test("every function has a log group of its own that ends", () => {
    const groups = new Set(of.all("Logs::LogGroup").map(({ id }) => id))
    const used = lambdasOf(of).map(({ id, LoggingConfig }) => ({ id, group: target(LoggingConfig?.LogGroup) ?? "" }))
    for (const { id, group } of used) expect(groups.has(group), id).toBe(true)
    expect(new Set(used.map(({ group }) => group)).size).toBe(used.length)
  })

  test("the log of the live API is the one that AppSync writes to", () => {
    const api = of.only("AppSync::GraphQLApi").id
    const names = of.all("Logs::LogGroup").map(({ Properties }) => JSON.stringify(Properties["LogGroupName"] ?? ""))
    expect(names.filter((name) => name.includes("/aws/appsync/apis/") && name.includes(api))).toHaveLength(1)
  })

  test("every queue has a queue for what could not be done, or is one; all are encrypted", () => {
    const text = JSON.stringify(of.resources.map(({ id, Properties }) => ({ id, ...Properties })))
    for (const { id, Properties } of of.all("SQS::Queue")) {
      const { RedrivePolicy } = Queue.parse(Properties)
      const isOne = [`"deadLetterTargetArn":{"Fn::GetAtt":["${id}"`, `"Destination":{"Fn::GetAtt":["${id}"`]
      expect(RedrivePolicy !== undefined || isOne.some((use) => text.includes(use)), id).toBe(true)
      expect(Properties["SqsManagedSseEnabled"], id).toBe(true)
    }
  })

  test("a message is hidden longer than its function may run, and is not lost when it fails", () => {
    const timeouts = new Map(lambdasOf(of).map(({ id, Timeout }) => [id, Timeout]))
    for (const { id, Properties } of of.all("Lambda::EventSourceMapping")) {
      const { FunctionName, EventSourceArn, ...rest } = Source.parse(Properties)
      const queue = of.all("SQS::Queue").find((one) => one.id === target(EventSourceArn))
      const timeout = timeouts.get(target(FunctionName) ?? "") ?? 0
      if (queue === undefined) {
        expect(rest, id).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 50 })
        expect(target(rest.DestinationConfig?.OnFailure.Destination), id).toBeDefined()
      } else {
        expect(Queue.parse(queue.Properties).VisibilityTimeout, id).toBeGreaterThanOrEqual(6 * timeout)
        expect(rest.FunctionResponseTypes, id).toEqual(["ReportBatchItemFailures"])
      }
    }
  })

  test("an alarm goes off for what people would notice", () => {
    const alarms = of.all("CloudWatch::Alarm").map(({ Properties }) => Alarm.parse(Properties))
    const on = (metric: string, dimension: string) =>
      alarms.filter(
        (one) => one.MetricName === metric && one.Dimensions.some(({ Value }) => target(Value) === dimension),
      ).length
    for (const { id, name } of lambdasOf(of)) {
      if (name === undefined) continue
      expect(on("Errors", id), name).toBe(1)
    }
    expect(alarms.filter((one) => one.MetricName === "Throttles")).toHaveLength(1)
    const projector = lambdasOf(of).find(({ name }) => name === "projector")?.id ?? ""
    expect(on("IteratorAge", projector)).toBe(1)
    const api = of.only("ApiGatewayV2::Api").id
    expect([on("Latency", api), on("5xx", api)]).toEqual([1, 1])
    expect(on("ThrottledRequests", of.only("DynamoDB::Table").id)).toBe(1)
    const dead = of.all("SQS::Queue").filter(({ Properties }) => Queue.parse(Properties).RedrivePolicy === undefined)
    expect(dead.length).toBeGreaterThan(0)
    const depths = alarms.filter((one) => one.MetricName === "ApproximateNumberOfMessagesVisible")
    expect(depths.map(({ Dimensions }) => written(Dimensions[0]?.Value)).sort()).toEqual(
      dead.map(({ id }) => written({ "Fn::GetAtt": [id, "QueueName"] })).sort(),
    )
  })

  test("every route of the route table is led to the Lambda of its domain", () => {
    const integrations = new Map(
      of.all("ApiGatewayV2::Integration").map(({ id, Properties }) => [id, Integration.parse(Properties)]),
    )
    const names = new Map(lambdasOf(of).map(({ id, name }) => [id, name]))
    const gateway = createRouteTable<string | undefined>()
    for (const { Properties } of of.all("ApiGatewayV2::Route")) {
      const { RouteKey, Target } = Route.parse(Properties)
      const integration = integrations.get(target(Target["Fn::Join"][1][1]) ?? "")
      gateway.add(RouteKey, names.get(target(integration?.IntegrationUri) ?? ""))
    }
    for (const [name, { domains }] of Object.entries(HTTP_FUNCTIONS)) {
      const own = everyRoute().filter(({ domain }) => domains.some((one) => one === domain))
      for (const { route } of own) {
        const at = `${route.method} ${route.path}`
        expect(gateway.find(route.method, route.path)?.route, at).toBe(name)
        if (route.path.startsWith("/v1/")) expect(gateway.find(route.method, `/api${route.path}`)?.route, at).toBe(name)
      }
    }
    expect(gateway.find("GET", "/api/v2/nothing-of-ours")?.route).toBe("docs")
    for (const path of [
      "/v1/users:(id,email)",
      "/api/v1/deals:(id,title)",
      "/v1/deals/7:(id)",
      "/v1/nothing-of-ours",
    ]) {
      expect(gateway.find("GET", path)?.route, path).toBe("v1")
    }
    expect([...integrations.values()].every((one) => one.PayloadFormatVersion === "2.0")).toBe(true)
  })

  test("the stack is well below what CloudFormation takes", () => {
    expect(of.resources.length).toBeLessThan(475)
  })

  test("the gateway slows down who asks too much, and logs who asked", () => {
    expect(of.only("ApiGatewayV2::Stage").Properties).toMatchObject({
      StageName: "$default",
      DefaultRouteSettings: { ThrottlingBurstLimit: expect.any(Number), ThrottlingRateLimit: expect.any(Number) },
      AccessLogSettings: { DestinationArn: expect.anything() },
    })
  })

  test("every bucket is private, encrypted and reached by TLS only", () => {
    const policies = new Map(of.all("S3::BucketPolicy").map((one) => [target(one.Properties["Bucket"]), policyOf(one)]))
    for (const { id, Properties } of of.all("S3::Bucket")) {
      expect(Properties, id).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: expect.anything(),
      })
      const denied = policies.get(id)?.filter(({ Effect }) => Effect === "Deny")
      expect(denied, id).toMatchObject([
        { Action: ["s3:*"], Condition: { Bool: { "aws:SecureTransport": "false" } }, Principal: { AWS: "*" } },
      ])
    }
  })

  test("the site's files are read by its distribution alone, which signs for them", () => {
    const distribution = of.only("CloudFront::Distribution")
    const { DistributionConfig } = Distribution.parse(distribution.Properties)
    const [origin] = DistributionConfig.Origins.filter((one) => one.S3OriginConfig !== undefined)
    expect(target(origin?.OriginAccessControlId)).toBe(of.only("CloudFront::OriginAccessControl").id)
    expect(origin?.S3OriginConfig).toEqual({ OriginAccessIdentity: "" })
    const bucket = target(origin?.DomainName)
    const policy = of.all("S3::BucketPolicy").find(({ Properties }) => target(Properties["Bucket"]) === bucket)
    const allowed = policy === undefined ? [] : policyOf(policy).filter(({ Effect }) => Effect === "Allow")
    expect(allowed).toMatchObject([
      {
        Action: ["s3:GetObject"],
        Principal: { Service: "cloudfront.amazonaws.com" },
        Resource: ["<SiteBucket.Arn>/*"],
      },
    ])
    expect(JSON.stringify(allowed[0]?.Condition)).toContain(distribution.id)
  })

  test("pages may run and load nothing but their own", () => {
    const headers = JSON.stringify(of.only("CloudFront::ResponseHeadersPolicy").Properties)
    const policy = written(
      Headers.parse(of.only("CloudFront::ResponseHeadersPolicy").Properties).ResponseHeadersPolicyConfig
        .SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy,
    )
    const directives = new Map(
      policy.split("; ").map((one): [string, string[]] => {
        const [name = "", ...sources] = one.split(" ")
        return [name, sources]
      }),
    )
    expect(policy).not.toMatch(/unsafe-|\*/)
    expect(directives.get("default-src")).toEqual(["'none'"])
    for (const name of ["script-src", "style-src", "font-src", "form-action"]) {
      expect(directives.get(name), name).toEqual(["'self'"])
    }
    for (const name of ["base-uri", "frame-ancestors"]) expect(directives.get(name), name).toEqual(["'none'"])
    expect(headers).toMatch(/"AccessControlMaxAgeSec":31536000/)
    expect(headers).toMatch(/"FrameOption":"DENY"/)
    expect(headers).toMatch(/"ContentTypeOptions":\{"Override":true\}/)
  })

  test("only this product's app may sign people in, by a password that never travels", () => {
    expect(of.only("Cognito::UserPoolClient").Properties).toMatchObject({
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
      WriteAttributes: ["email", "name"],
    })
    expect(of.only("Cognito::UserPool").Properties).toMatchObject({
      Policies: { PasswordPolicy: { MinimumLength: 10 } },
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
    })
  })
})

test("stage and region name the stack and say where it is", () => {
  expect([dev.stack.stackName, dev.stack.region]).toEqual(["halyard-dev", "us-east-1"])
  expect([prod.stack.stackName, prod.stack.region]).toEqual(["halyard-prod", "eu-west-1"])
})

test.each([
  [{ stage: "Prod" }, 'stage: "Prod" must be a short lower-case word'],
  [{ stage: "a-stage" }, 'stage: "a-stage"'],
  [{ region: "mars" }, 'region: "mars" is not an AWS region'],
  [{ rateBurst: "-1" }, 'rateBurst: "-1" must be a whole number'],
  [{ rateDaily: "many" }, 'rateDaily: "many"'],
  [{ mailDomain: "no domain" }, 'mailDomain: "no domain" is not a domain'],
  [{ endpoint: "nowhere" }, 'endpoint: "nowhere" is not the base URL of a server'],
])("%j is refused by name", (context, message) => {
  expect(() => synthesized(context)).toThrow(message)
})

function reasonsOf(construct: IConstruct): [string, string][] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data)))
}

function policyOf({ Properties }: Resource) {
  return z.object({ PolicyDocument: Policy }).parse(Properties).PolicyDocument.Statement
}

const Table = z.object({
  GlobalSecondaryIndexes: z.array(
    z.object({
      IndexName: z.string(),
      KeySchema: z.array(z.object({ AttributeName: z.string() })),
      Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
    }),
  ),
})
const Queue = z.object({ RedrivePolicy: z.unknown().optional(), VisibilityTimeout: z.int().optional() })
const Source = z.looseObject({
  FunctionName: z.unknown(),
  EventSourceArn: z.unknown(),
  FunctionResponseTypes: z.array(z.string()).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.unknown() }) }).optional(),
})
const Alarm = z.object({
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
})
const Route = z.object({
  RouteKey: z.string(),
  Target: z.object({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) }),
})
const Integration = z.object({ IntegrationUri: z.unknown(), PayloadFormatVersion: z.string() })
const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(
      z.object({
        DomainName: z.unknown(),
        OriginAccessControlId: z.unknown().optional(),
        S3OriginConfig: z.unknown().optional(),
      }),
    ),
  }),
})
const Headers = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({ ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.unknown() }) }),
  }),
})
