import type { DataSource } from "./data-source.ts"
import type { Resolver } from "./resolver.ts"

export type Provider =
  | { mode: "AWS_IAM" }
  | {
      mode: "AMAZON_COGNITO_USER_POOLS"
      userPoolId: string
      /** Whether a field without groups is open to people of this pool. */
      defaultAction: "ALLOW" | "DENY"
      /** The app clients whose tokens count. */
      clients: RegExp | undefined
    }
export type Mode = Provider["mode"]

/** A GraphQL API as the template describes it. */
export type Api = {
  id: string
  arn: string
  logicalId: string
  /** The default one first. */
  providers: [Provider, ...Provider[]]
  environment: Record<string, string>
  introspection: boolean
  definition: string | undefined
  dataSources: Map<string, DataSource>
  /** By `Type.field`. */
  resolvers: Map<string, Resolver>
}
