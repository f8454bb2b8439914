import type { Context, Family } from "../family.ts"
import type { Api } from "./api.ts"
import type { VerifyUser } from "./caller.ts"
import { graphqlOverHttp } from "./http.ts"
import { createRealtime } from "./realtime.ts"
import { appSyncTypes } from "./resources.ts"
import { graphqlPrefix, type Served, serve } from "./served.ts"

/** AppSync: GraphQL for people of a user pool and for roles, and the mutations' results live to who subscribed. */
export function createAppSync(
  context: Context,
  verifyUser: VerifyUser,
  { keepAliveMs = 60_000 }: { keepAliveMs?: number } = {},
): Family {
  const apis = new Map<string, Api>()
  const served = new Map<string, Served>()
  const realtime = createRealtime(context, verifyUser, served, keepAliveMs)
  context.endpoint.path(graphqlPrefix, graphqlOverHttp(context, verifyUser, served))
  context.endpoint.upgrade(graphqlPrefix, realtime.upgrade)
  return {
    name: "appsync",
    types: appSyncTypes(context, apis),
    start() {
      for (const api of apis.values()) served.set(api.id, serve(context, api))
      realtime.start()
    },
    stop: () => realtime.stop(),
  }
}
