/** An HTTP API whose functions answer as the query asks. */
import type { Context } from "../../../infra/local/family.ts"
import { createGateway } from "../../../infra/local/gateway/gateway.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { createLambda } from "../../../infra/local/lambda/lambda.ts"
import { runStack } from "../../../infra/local/run.ts"
import { createWatch } from "../../../infra/local/watch.ts"
import { lambdaFunction, permission, type Resources, role, writeAssembly } from "../../support/assembly.ts"
import { Issuer, poolKeys } from "./gateway-tokens.ts"

const code = `
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const answers = {
    plain: () => "just text",
    object: () => ({ a: 1 }),
    full: () => ({
      statusCode: 201,
      headers: { "Content-Type": "text/csv", "X-Number": 5, "access-control-allow-origin": "https://evil.example" },
      cookies: ["a=1; Path=/", "b=2"],
      body: "a,b",
    }),
    binary: () => ({ statusCode: 200, headers: { "content-type": "image/png" }, body: "iVBORw==", isBase64Encoded: true }),
    empty: () => ({ statusCode: 204 }),
    untyped: () => ({ statusCode: 200, body: "x" }),
    malformed: () => ({ statusCode: 200, body: { not: "text" } }),
    throws: () => { throw new Error("a bug") },
    slow: async () => { await wait(400); return "late" },
    hangs: () => wait(60_000),
  }
  export const handler = async (event) => answers[event.queryStringParameters?.answer]?.() ?? { event }
`

const ref = (Ref: string) => ({ Ref })
const integration = (functionId: string, properties: object = {}) => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: {
    ApiId: ref("Api"),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: { "Fn::GetAtt": [functionId, "Arn"] },
    PayloadFormatVersion: "2.0",
    ...properties,
  },
})
const route = (RouteKey: string, integrationId: string, properties: object = {}) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: ref("Api"),
    RouteKey,
    Target: { "Fn::Join": ["", ["integrations/", ref(integrationId)]] },
    ...properties,
  },
})
const jwt = (scopes: string[] = []) => ({
  AuthorizationType: "JWT",
  AuthorizerId: ref("Jwt"),
  AuthorizationScopes: scopes,
})

const resources: Resources = {
  Role: role(),
  Fn: lambdaFunction("Fn", "Role", { Timeout: 1 }),
  Busy: lambdaFunction("Fn", "Role", { ReservedConcurrentExecutions: 1, Timeout: 10 }),
  Closed: lambdaFunction("Fn", "Role"),
  FnAllowed: permission("Fn", "apigateway.amazonaws.com"),
  BusyAllowed: permission("Busy", "apigateway.amazonaws.com"),
  Api: {
    Type: "AWS::ApiGatewayV2::Api",
    Properties: {
      Name: "crm",
      ProtocolType: "HTTP",
      CorsConfiguration: {
        AllowOrigins: ["https://app.example"],
        AllowMethods: ["GET", "POST"],
        AllowHeaders: ["authorization", "content-type"],
        ExposeHeaders: ["x-next"],
        AllowCredentials: true,
        MaxAge: 600,
      },
    },
  },
  Logs: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 7 } },
  Stage: {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: {
      ApiId: ref("Api"),
      StageName: "$default",
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: { "Fn::GetAtt": ["Logs", "Arn"] },
        Format: "$context.httpMethod $context.routeKey $context.path $context.status $context.unknown.thing",
      },
      RouteSettings: { "GET /limited": { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 } },
    },
  },
  Jwt: {
    Type: "AWS::ApiGatewayV2::Authorizer",
    Properties: {
      ApiId: ref("Api"),
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Audience: ["web"], Issuer },
      Name: "jwt",
    },
  },
  ToFn: integration("Fn"),
  ToFnSoon: integration("Fn", { TimeoutInMillis: 100 }),
  ToBusy: integration("Busy"),
  ToClosed: integration("Closed"),
  Greedy: route("ANY /{proxy+}", "ToFn"),
  Deals: route("ANY /deals/{id}", "ToFn"),
  DealsGet: route("GET /deals/{id}", "ToFn"),
  DealsWon: route("GET /deals/won", "ToFn"),
  Nested: route("GET /deals/{id}/notes/{note}", "ToFn"),
  Files: route("GET /files/{path+}", "ToFn"),
  Limited: route("GET /limited", "ToFn"),
  Soon: route("GET /soon", "ToFnSoon"),
  BusyRoute: route("GET /busy", "ToBusy"),
  ClosedRoute: route("GET /closed", "ToClosed"),
  Me: route("GET /me", "ToFn", jwt()),
  Admin: route("GET /admin", "ToFn", jwt(["admin", "owner"])),
}

export type Line = { level: string; source: string; line: string }
export type GatewayStack = { base: string; lines: Line[]; close(): Promise<void> }

export async function runGateway(): Promise<GatewayStack> {
  const lines: Line[] = []
  const assembly = writeAssembly(
    resources,
    { Fn: { "index.mjs": code } },
    { Outputs: { Url: { Value: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } } } },
  )
  const stack = await runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: 0,
    region: "eu-central-1",
    terminal: () => undefined,
    families(context, policies) {
      const watched: Context = { ...context, log: (level, source, line) => void lines.push({ level, source, line }) }
      return {
        roles: createRoles(context, policies),
        watch: createWatch(context),
        lambda: createLambda(context),
        gateway: createGateway(watched, (issuer) => (issuer === Issuer ? poolKeys : [])),
      }
    },
  })
  return {
    base: String(stack.outputs["Url"]),
    lines,
    async close() {
      await stack.close()
      assembly.remove()
    },
  }
}
