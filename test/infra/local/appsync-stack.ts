/** AppSync on a context of its own: an API with a live `Change`, and callers made up by the test. */
import type { Duplex } from "node:stream"
import { onTestFinished, vi } from "vitest"
import * as z from "zod"
import { createAppSync } from "../../../infra/local/appsync/appsync.ts"
import type { Endpoint, Family } from "../../../infra/local/family.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

vi.setConfig({ testTimeout: 30_000 })

export const pool = "eu-central-1_people"
export const projector = "arn:aws:iam::000000000000:role/projector"

export const echo = `export const request = (ctx) => ({ payload: ctx.args }); export const response = (ctx) => ctx.result`

export const liveSchema = `
  type Change @aws_cognito_user_pools @aws_iam {
    tenant: ID!
    entity: String!
    id: ID!
    payload: AWSJSON
    note: String
  }
  type Query { ping: String }
  type Mutation {
    publishChange(tenant: ID!, entity: String!, id: ID!, payload: AWSJSON, note: String): Change @aws_iam
  }
  type Subscription {
    onChange(entity: String): Change @aws_subscribe(mutations: ["publishChange"])
    onTenant: Change @aws_subscribe(mutations: ["publishChange"])
  }
`

/** The live schema with these queries besides. */
export const queries = (fields: string): string => liveSchema.replace("ping: String", `ping: String ${fields}`)

/** Lets a person hear of nothing but their own tenant, which their token names. */
export const ownTenant = `
  import { util, extensions } from "@aws-appsync/utils"
  export const request = () => ({ payload: null })
  export function response(ctx) {
    const tenant = ctx.identity.claims.tenant
    if (!tenant) util.unauthorized()
    extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ tenant: { eq: tenant } }))
    return null
  }
`

export type Description = {
  schema: string
  /** Code by `Type.field`. */
  resolvers?: Record<string, string | { code: string; dataSource: string }>
  api?: Record<string, unknown>
  keepAliveMs?: number
  /** Provisions what else the API has, before the start. */
  besides?: (ApiId: string, provision: AppSyncStack["provision"], context: TestContext) => Promise<void>
}

export type AppSyncStack = {
  context: TestContext
  family: Family
  apiId: string
  arn: string
  url: string
  realtimeUrl: string
  /** A token with these claims; `expiresIn` seconds from now. */
  token(claims?: Record<string, unknown>, expiresIn?: number): string
  provision(type: string, id: string, properties: Record<string, unknown>): Promise<Record<string, unknown>>
  post(query: string, options: { token?: string; variables?: object }): Promise<Answer>
  /** Moves the clock. */
  pass(milliseconds: number): void
  /** Cuts every WebSocket, as a failing network does. */
  cut(): void
}

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.looseObject({ errorType: z.string().nullable(), message: z.string(), errorInfo: z.unknown().optional() }))
    .default([]),
})
export type Answer = z.infer<typeof Answer> & { status: number }

export const live: Description = {
  schema: liveSchema,
  resolvers: { "Mutation.publishChange": echo, "Subscription.onTenant": ownTenant },
}

export async function appSyncStack(description: Description = live): Promise<AppSyncStack> {
  let ahead = 0
  const options = description.keepAliveMs === undefined ? {} : { keepAliveMs: description.keepAliveMs }
  const context = await testContext({ now: () => Date.now() + ahead })
  const people = new Map<string, Record<string, unknown>>()
  const sockets = new Set<Duplex>()
  const upgrade: Endpoint["upgrade"] = (prefix, handler) =>
    context.endpoint.upgrade(prefix, (request, socket, head) => {
      sockets.add(socket)
      return handler(request, socket, head)
    })
  const family = createAppSync(
    { ...context, endpoint: { ...context.endpoint, upgrade } },
    async (poolId, token) => {
      const claims = people.get(`${poolId} ${token}`)
      if (claims === undefined) throw new Error("Unable to parse JWT token.")
      if (Number(claims.exp) * 1000 <= context.now()) throw new Error("Token has expired.")
      return claims
    },
    options,
  )
  onTestFinished(async () => {
    await family.stop?.()
    await context.close()
  })
  const provision: AppSyncStack["provision"] = async (type, id, properties) => {
    const made = await family.types[`AWS::AppSync::${type}`]?.(id, properties, {})
    return { ref: made?.ref, ...made?.attributes }
  }
  const api = await provisionAll(provision, description)
  await description.besides?.(String(api.ApiId), provision, context)
  await family.start?.()
  const url = String(api["GraphQLUrl"])
  return {
    context,
    family,
    apiId: String(api["ApiId"]),
    arn: String(api["Arn"]),
    url,
    realtimeUrl: String(api["RealtimeUrl"]),
    token(claims = {}, expiresIn = 3600) {
      const token = `token-${people.size}`
      const exp = Math.floor(context.now() / 1000) + expiresIn
      people.set(`${pool} ${token}`, { sub: "u1", username: "ann", exp, ...claims })
      return token
    },
    provision,
    async post(query, { token, variables }) {
      const response = await fetch(url, {
        method: "POST",
        headers: token === undefined ? {} : { authorization: token },
        body: JSON.stringify({ query, variables }),
      })
      return { ...Answer.parse(await response.json()), status: response.status }
    },
    pass(milliseconds) {
      ahead += milliseconds
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function provisionAll(provision: AppSyncStack["provision"], description: Description) {
  const api = await provision("GraphQLApi", "Live", {
    Name: "live",
    AuthenticationType: "AMAZON_COGNITO_USER_POOLS",
    UserPoolConfig: { UserPoolId: pool, DefaultAction: "ALLOW" },
    AdditionalAuthenticationProviders: [{ AuthenticationType: "AWS_IAM" }],
    ...description.api,
  })
  const { ApiId } = api
  await provision("GraphQLSchema", "Schema", { ApiId, Definition: description.schema })
  await provision("DataSource", "Nothing", { ApiId, Name: "nothing", Type: "NONE" })
  await provision("DataSource", "Function", {
    ApiId,
    Name: "function",
    Type: "AWS_LAMBDA",
    ServiceRoleArn: "arn:aws:iam::000000000000:role/source",
    LambdaConfig: { LambdaFunctionArn: "arn:aws:lambda:eu-central-1:000000000000:function:answer" },
  })
  for (const [key, resolver] of Object.entries(description.resolvers ?? {})) {
    const { code, dataSource } = typeof resolver === "string" ? { code: resolver, dataSource: "nothing" } : resolver
    const [TypeName, FieldName] = key.split(".")
    await provision("Resolver", key, { ApiId, TypeName, FieldName, DataSourceName: dataSource, Code: code })
  }
  return api
}

export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 })
}
