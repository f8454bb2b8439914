/**
 * The API in this process: the handlers of all Lambdas over the engine of `engine.ts`, without a gateway before them, so that a test
 * can ask tens of thousands of times. AWS's other services say that all went well; what they do is the stack's tests'.
 */

import { join } from "node:path"
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider"
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3"
import { SFNClient } from "@aws-sdk/client-sfn"
import { SQSClient } from "@aws-sdk/client-sqs"
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda"
import { mockClient } from "aws-sdk-client-mock"
import { gatewayPathsOf, HTTP_FUNCTIONS, type HttpFunction, mountsOf } from "../../infra/functions.ts"
import { createRouteTable } from "../../infra/local/gateway/routes.ts"
import { RecordKind } from "../../shared/record.ts"
import { BYTES } from "./files.ts"

Object.assign(process.env, {
  AUDIT_DAYS: "400",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  POWERTOOLS_DEV: "false",
  POWERTOOLS_METRICS_DISABLED: "true",
  POWERTOOLS_TRACE_ENABLED: "false",
  DELIVERIES_URL: "http://127.0.0.1:9/deliveries",
  FILES_BUCKET: "files",
  IMPORT_MACHINE: "machine",
  SITE_URL: "http://127.0.0.1:9",
  USER_POOL_CLIENT_ID: "client",
  USER_POOL_ID: "us-east-1_Pool",
})

export type Asked = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | undefined
  /** The body is bytes, written in Base64. */
  isBase64?: boolean
}
export type Told = { status: number; headers: Record<string, unknown>; text: string }
export type InProcess = {
  /** The answer, or undefined for a path behind which no function stands: the gateway's own. */
  ask(token: string, asked: Asked): Promise<Told | undefined>
  /** A workspace with its founder's token. */
  found(sub: string): Promise<{ id: string; token: string }>
  /** Someone who has joined a workspace, with their token. */
  colleague(workspaceId: string, name: string, role?: "admin" | "regular"): Promise<{ id: number; token: string }>
  /** Records to come have ids that small numbers do not name. */
  skipIds(workspaceId: string, count: number): Promise<void>
}

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>

export async function startInProcess(): Promise<InProcess> {
  mockClient(S3Client).onAnyCommand().resolves({}).on(HeadObjectCommand).resolves({ ContentLength: BYTES.length })
  mockClient(SFNClient).onAnyCommand().resolves({})
  mockClient(SQSClient).onAnyCommand().resolves({})
  mockClient(CognitoIdentityProviderClient)
    .onAnyCommand()
    .resolves({ UserAttributes: [{ Name: "email", Value: "founder@test.example" }] })
  const names = Object.keys(HTTP_FUNCTIONS) as HttpFunction[]
  const gateway = createRouteTable<Handler>()
  for (const name of names) {
    const { handler } = (await import(join(import.meta.dirname, "../../functions", HTTP_FUNCTIONS[name].entry))) as {
      handler: Handler
    }
    const paths = name === "docs" ? ["/{proxy+}"] : mountsOf(name).flatMap(gatewayPathsOf)
    for (const path of paths.flatMap((one) => (one.startsWith("/v1") ? [one, `/api${one}`] : [one])))
      gateway.add(`ANY ${path}`, handler)
  }
  const workspaces = await import("../../functions/workspaces/workspaces.ts")
  const tokens = await import("../../functions/users/tokens.ts")
  const { open } = await import("../../functions/data/store.ts")
  const { setupChanged } = await import("../../functions/data/setup.ts")
  return {
    async ask(token, asked) {
      const event = eventOf(token, asked)
      const found = gateway.find(asked.method, event.rawPath)
      if (found === undefined) return undefined
      const { statusCode = 0, headers = {}, body = "" } = await found.route(event, CONTEXT)
      return { status: statusCode, headers, text: body }
    },
    async found(sub) {
      const body = { name: "Test & Co", person_name: "Fran Founder", currency: "USD", zone: "UTC", template: "sales" }
      const { id } = await workspaces.create({ sub, username: sub }, body as Parameters<typeof workspaces.create>[1])
      return { id, token: (await tokens.create({ ...FOUNDER, workspaceId: id }, { name: "test" })).token }
    },
    async skipIds(workspaceId, count) {
      const { ids } = open({ workspaceId })
      for (const kind of [...RecordKind.options, "user"] as const) await ids(kind, count)
    },
    async colleague(workspaceId, name, role = "regular") {
      const store = open({ workspaceId })
      const founder = await store.get("user", FOUNDER.userId)
      const [id = 0] = await store.ids("user")
      if (founder === undefined) throw new Error(`Workspace ${workspaceId} has no founder`)
      const user = {
        ...founder,
        id,
        version: 1,
        name,
        email: `${name.replaceAll(/\W+/g, ".")}@test.example`.toLowerCase(),
        role,
      }
      await store.commit(...store.saving("user", user), setupChanged(workspaceId))
      const { token } = await tokens.create({ ...FOUNDER, workspaceId, userId: id }, { name: "test" })
      return { id, token }
    },
  }
}

const FOUNDER = {
  userId: 1,
  role: "admin",
  sight: "everything",
  rights: "everything",
  via: "api",
  zone: "UTC",
  currency: "USD",
  setupVersion: 0,
} as const

/** Of a Lambda's context only what its logger reads. */
const CONTEXT = { functionName: "test", awsRequestId: "test", invokedFunctionArn: "test" } as Context

/** The event as the gateway makes it. */
function eventOf(token: string, { method, path, headers = {}, body, isBase64 = false }: Asked): APIGatewayProxyEventV2 {
  const [rawPath = "", rawQueryString = ""] = path.split(/\?(.*)/s)
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value
  }
  return {
    version: "2.0",
    routeKey: "",
    rawPath: decoded(rawPath),
    rawQueryString,
    headers: {
      ...(token !== "" && { "x-api-token": token }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    queryStringParameters: query,
    requestContext: { http: { method, path: rawPath } },
    ...(body !== undefined && { body }),
    isBase64Encoded: isBase64,
  } as APIGatewayProxyEventV2
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
