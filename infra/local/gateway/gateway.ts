/** API Gateway's HTTP APIs, each at `/_aws/execute-api/<api id>` and behind a distribution that names it as origin. */
import { createHash } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Family, Provision } from "../family.ts"
import { StartError } from "../start-error.ts"
import { type Address, type Api, createApi, handle, type Stage } from "./api.ts"
import { Authorizer, type KeysOf } from "./authorizer.ts"
import { Cors } from "./cors.ts"

export type Gateway = Family & {
  /** Answers a request that came another way than by the API's own address. */
  handle(apiId: string, request: IncomingMessage, response: ServerResponse, address: Address): Promise<void>
}

const ignored = z.unknown().optional()

const ApiProperties = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal("HTTP", "only HTTP APIs are built in the local stack"),
  CorsConfiguration: Cors.optional(),
  Description: ignored,
  DisableExecuteApiEndpoint: ignored,
  IpAddressType: ignored,
  Tags: ignored,
})
const Limits = z.looseObject({
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
})
const StageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal("$default", "only the $default stage is built in the local stack"),
  AccessLogSettings: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
  AutoDeploy: ignored,
  DefaultRouteSettings: Limits.default({}),
  RouteSettings: z.record(z.string(), Limits).default({}),
  StageVariables: z.record(z.string(), z.string()).optional(),
  Description: ignored,
  Tags: ignored,
})
const IntegrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY", "only AWS_PROXY integrations are built in the local stack"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0", "only payload format 2.0 is built in the local stack"),
  TimeoutInMillis: z.number().default(30_000),
  IntegrationMethod: ignored,
  Description: ignored,
})
const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(["NONE", "JWT"], "only NONE and JWT are built in the local stack").default("NONE"),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: ignored,
})

export function createGateway(context: Context, keysOf: KeysOf): Gateway {
  const apis = new Map<string, Api>()
  const api = (id: string): Api => {
    const found = apis.get(id)
    if (found === undefined) throw new StartError(`There is no HTTP API ${id}.`)
    return found
  }
  const types: Record<string, Provision> = {
    "AWS::ApiGatewayV2::Api": (id, properties) => {
      const given = checked(ApiProperties, properties)
      const apiId = createHash("sha256").update(context.name(id)).digest("hex").slice(0, 10)
      const made = createApi(apiId, given.CorsConfiguration)
      const prefix = `/_aws/execute-api/${apiId}`
      apis.set(apiId, made)
      context.endpoint.path(prefix, (request, response) => {
        const url = (request.url ?? "/").slice(prefix.length)
        const address = { url: url.startsWith("/") ? url : `/${url}`, host: request.headers.host ?? "" }
        return handle(made, context, keysOf, request, response, address)
      })
      return { ref: apiId, attributes: { ApiId: apiId, ApiEndpoint: `${context.endpoint.url}${prefix}` } }
    },
    "AWS::ApiGatewayV2::Stage": (_id, properties) => {
      const given = checked(StageProperties, properties)
      api(given.ApiId).stage = stageOf(given)
      return { ref: given.StageName }
    },
    "AWS::ApiGatewayV2::Integration": (id, properties) => {
      const given = checked(IntegrationProperties, properties)
      const functionArn = /arn:aws:lambda:[^/]+/.exec(given.IntegrationUri)?.[0]
      if (functionArn === undefined) throw new StartError("IntegrationUri: only functions are built in the local stack")
      api(given.ApiId).integrations.set(id, { functionArn, timeoutMs: given.TimeoutInMillis })
      return { ref: id }
    },
    "AWS::ApiGatewayV2::Authorizer": (id, properties) => {
      const given = checked(Authorizer, properties)
      api(given.ApiId).authorizers.set(id, given)
      return { ref: id, attributes: { AuthorizerId: id } }
    },
    "AWS::ApiGatewayV2::Route": (id, properties) => {
      addRoute(api, checked(RouteProperties, properties))
      return { ref: id }
    },
  }
  return {
    name: "gateway",
    types,
    handle: (apiId, request, response, address) => handle(api(apiId), context, keysOf, request, response, address),
  }
}

function addRoute(api: (id: string) => Api, given: z.infer<typeof RouteProperties>): void {
  const { routes, integrations, authorizers } = api(given.ApiId)
  const integration = integrations.get(given.Target.split("/").pop() ?? "")
  if (integration === undefined) throw new StartError(`Target: there is no integration ${given.Target}`)
  const authorizer = given.AuthorizationType === "JWT" ? authorizers.get(given.AuthorizerId ?? "") : undefined
  if (given.AuthorizationType === "JWT" && authorizer === undefined) {
    throw new StartError(`AuthorizerId: there is no authorizer ${given.AuthorizerId}`)
  }
  routes.add(given.RouteKey, { key: given.RouteKey, integration, authorizer, scopes: given.AuthorizationScopes })
}

function stageOf(given: z.infer<typeof StageProperties>): Stage {
  return {
    name: given.StageName,
    variables: given.StageVariables,
    accessLog: given.AccessLogSettings?.Format,
    limits(routeKey) {
      const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = {
        ...given.DefaultRouteSettings,
        ...given.RouteSettings[routeKey],
      }
      if (rate === undefined && burst === undefined) return undefined
      const most = burst ?? Math.max(1, Math.ceil(rate ?? 1))
      return { rate: rate ?? most, burst: most }
    },
  }
}
