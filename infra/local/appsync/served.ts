import type { GraphQLSchema } from "graphql"
import type { Context } from "../family.ts"
import type { Api } from "./api.ts"
import { type Prepare, prepareFor } from "./operation.ts"
import { executableSchema } from "./schema.ts"
import { createSubscribers, type Subscribers } from "./subscribers.ts"

/** An API that answers. */
export type Served = { api: Api; schema: GraphQLSchema; prepare: Prepare; subscribers: Subscribers }

export function serve(context: Context, api: Api): Served {
  const schema = executableSchema(context, api)
  return { api, schema, prepare: prepareFor(schema, api.introspection), subscribers: createSubscribers(schema) }
}

const prefix = "/_aws/appsync"

export const graphqlPrefix = prefix

export function graphqlPath(apiId: string): string {
  return `${prefix}/${apiId}/graphql`
}

/** The API and the rest of the path behind `/_aws/appsync/<apiId>/graphql`. */
export function addressed(
  apis: ReadonlyMap<string, Served>,
  url: string,
): { served: Served; rest: string } | undefined {
  const [, apiId = "", rest = ""] = /^\/_aws\/appsync\/([^/?]+)\/graphql([^?]*)/.exec(url) ?? []
  const served = apis.get(apiId)
  return served === undefined ? undefined : { served, rest }
}
