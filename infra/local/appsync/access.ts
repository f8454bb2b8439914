/**
 * Who may read a field: the modes its own directives name, else those of its type, else the default mode of the API.
 * A type that only the default mode may read answers null to everyone else, even inside a field they may read.
 */
import { type DirectiveNode, type GraphQLField, type GraphQLObjectType, Kind } from "graphql"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Api, Mode } from "./api.ts"
import type { Caller } from "./caller.ts"
import { unauthorized } from "./resolver-error.ts"

type Access = { modes: ReadonlySet<Mode | "OTHER">; groups: readonly string[] }

const modeOf: Record<string, Mode | "OTHER"> = {
  aws_iam: "AWS_IAM",
  aws_cognito_user_pools: "AMAZON_COGNITO_USER_POOLS",
  aws_auth: "AMAZON_COGNITO_USER_POOLS",
  aws_api_key: "OTHER",
  aws_oidc: "OTHER",
  aws_lambda: "OTHER",
}

export const accessDirectives = `
directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
directive @aws_iam on FIELD_DEFINITION | OBJECT
directive @aws_api_key on FIELD_DEFINITION | OBJECT
directive @aws_oidc on FIELD_DEFINITION | OBJECT
directive @aws_lambda on FIELD_DEFINITION | OBJECT
`

export function accessTo(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, api: Api): Access {
  const ofType = [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? [])
  return (
    accessBy(field.astNode?.directives ?? []) ??
    accessBy(ofType) ?? { modes: new Set<Mode>([api.providers[0].mode]), groups: [] }
  )
}

export function permit(access: Access, caller: Caller, type: string, field: string): void {
  if (!access.modes.has(caller.mode)) throw unauthorized(type, field)
  if (caller.mode !== "AMAZON_COGNITO_USER_POOLS") return
  if (access.groups.length === 0 && caller.defaultAction === "ALLOW") return
  if (!access.groups.some((group) => caller.groups.includes(group))) throw unauthorized(type, field)
}

/** What a role may do with a field of Query, Mutation or Subscription is written in its policies. */
export function permitByPolicy(context: Context, api: Api, caller: Caller, type: string, field: string): void {
  if (caller.mode !== "AWS_IAM") return
  try {
    context.iam.assert(caller.principal, "appsync:GraphQL", `${api.arn}/types/${type}/fields/${field}`)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    context.log("warn", "appsync", error.message)
    throw unauthorized(type, field)
  }
}

/** The strings in a list argument of a directive. */
export function listed(directive: DirectiveNode, argument: string): string[] {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value
  const items = value?.kind === Kind.LIST ? value.values : [value]
  return items.flatMap((item) => (item?.kind === Kind.STRING ? [item.value] : []))
}

function accessBy(directives: readonly DirectiveNode[]): Access | undefined {
  const named = directives.filter(({ name }) => Object.hasOwn(modeOf, name.value))
  if (named.length === 0) return undefined
  return {
    modes: new Set(named.flatMap(({ name }) => modeOf[name.value] ?? [])),
    groups: named.flatMap((directive) => listed(directive, "cognito_groups")),
  }
}
