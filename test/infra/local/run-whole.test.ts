import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build } from "esbuild"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { createDynamoDb } from "../../../infra/local/dynamodb/dynamodb.ts"
import { createGateway } from "../../../infra/local/gateway/gateway.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { createLambda } from "../../../infra/local/lambda/lambda.ts"
import { type RunningStack, runStack } from "../../../infra/local/run.ts"
import { createSite } from "../../../infra/local/site/site.ts"
import {
  lambdaFunction,
  permission,
  type Resources,
  role,
  type Written,
  writeAssembly,
} from "../../support/assembly.ts"
import { tableResource } from "./dynamodb-stack.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const source = `
  import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb"
  const client = new DynamoDBClient({})
  const TableName = process.env.TABLE
  const Key = (id) => ({ pk: { S: id }, sk: { S: "deal" } })
  export const handler = async ({ pathParameters: { id }, requestContext: { http }, body }) => {
    try {
      if (http.method === "PUT") {
        await client.send(new PutItemCommand({ TableName, Item: { ...Key(id), title: { S: body } } }))
        return { id }
      }
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: Key(id) }))
      return { id, title: Item?.title.S }
    } catch (error) {
      return { statusCode: 403, body: error.name + ": " + error.message }
    }
  }
`

const ref = (Ref: string) => ({ Ref })
const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] })
const integration = (functionId: string) => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: {
    ApiId: ref("Api"),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: arn(functionId),
    PayloadFormatVersion: "2.0",
  },
})
const route = (RouteKey: string, integrationId: string) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: { ApiId: ref("Api"), RouteKey, Target: { "Fn::Join": ["", ["integrations/", ref(integrationId)]] } },
})
const code = { Environment: { Variables: { TABLE: ref("Deals") } }, Timeout: 10, MemorySize: 256 }

const resources: Resources = {
  Deals: tableResource(),
  Writer: role({ Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: arn("Deals") }),
  Reader: role({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: arn("Deals") }),
  Write: lambdaFunction("Fn", "Writer", code),
  Read: lambdaFunction("Fn", "Reader", code),
  MayWrite: permission("Write", "apigateway.amazonaws.com"),
  MayRead: permission("Read", "apigateway.amazonaws.com"),
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "crm", ProtocolType: "HTTP" } },
  Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: ref("Api"), StageName: "$default" } },
  ToWrite: integration("Write"),
  ToRead: integration("Read"),
  Put: route("PUT /api/deals/{id}", "ToWrite"),
  Get: route("GET /api/deals/{id}", "ToRead"),
  Forbidden: route("PUT /api/read-only/{id}", "ToRead"),
  Distribution: {
    Type: "AWS::CloudFront::Distribution",
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [{ Id: "api", DomainName: { "Fn::Sub": `\${Api}.execute-api.\${AWS::Region}.amazonaws.com` } }],
        DefaultCacheBehavior: { TargetOriginId: "api", AllowedMethods: ["GET", "PUT"] },
      },
    },
  },
}

let assembly: Written
let dataDir: string
let stack: RunningStack<object>

const start = () =>
  runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: 0,
    dataDir,
    region: "eu-central-1",
    terminal: () => undefined,
    families(context, policies) {
      const gateway = createGateway(context, () => [])
      return {
        roles: createRoles(context, policies),
        dynamodb: createDynamoDb(context, { heapMb: 256, brief: true }),
        lambda: createLambda(context),
        gateway,
        site: createSite(context, { readObject: async () => undefined, api: gateway.handle }),
      }
    },
  })

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "halyard-data-"))
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "js" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    banner: { js: "import{createRequire}from'module';const require=createRequire(import.meta.url);" },
  })
  assembly = writeAssembly(resources, { Fn: { "index.mjs": outputFiles[0]?.text ?? "" } })
  stack = await start()
})
afterAll(async () => {
  await stack?.close()
  assembly?.remove()
  rmSync(dataDir, { recursive: true, force: true })
})

test("a request goes through distribution, API, function and role to the table, and is still there after a restart", async () => {
  const put = await fetch(`${stack.url}/api/deals/1`, {
    method: "PUT",
    body: "Big deal",
    headers: { "content-type": "text/plain" },
  })
  expect([put.status, await put.json()]).toEqual([200, { id: "1" }])
  expect(await (await fetch(`${stack.url}/api/deals/1`)).json()).toEqual({ id: "1", title: "Big deal" })
  await stack.close()
  stack = await start()
  expect(await (await fetch(`${stack.url}/api/deals/1`)).json()).toEqual({ id: "1", title: "Big deal" })
})

test("a right the template does not grant fails inside the function as it would in AWS", async () => {
  const response = await fetch(`${stack.url}/api/read-only/1`, { method: "PUT", body: "x" })
  expect(response.status).toBe(403)
  expect(await response.text()).toMatch(
    /^AccessDeniedException: User: arn:aws:iam::000000000000:role\/\S+ is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-central-1:000000000000:table\/\S+ because no identity-based policy allows the dynamodb:PutItem action$/,
  )
})
