import {
  assertValidSchema,
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  responsePathAsArray,
} from "graphql"
import type { Context } from "../family.ts"
import { StartError } from "../start-error.ts"
import { accessDirectives, accessTo, listed, permit, permitByPolicy } from "./access.ts"
import type { Api } from "./api.ts"
import { ResolverError } from "./resolver-error.ts"
import { type Run, runResolver } from "./run.ts"
import { giveScalars, scalarDefinitions } from "./scalars.ts"

/** The schema of an API with its resolvers and its authorization; refuses what AppSync would not accept. */
export function executableSchema(context: Context, api: Api): GraphQLSchema {
  const schema = built(api)
  giveScalars(schema)
  refuseLooseEnds(api, schema)
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields())) attach(context, api, schema, type, field)
  }
  return schema
}

/** The mutations whose results a subscription field gets. */
export function mutationsBehind(field: GraphQLField<unknown, unknown>): string[] {
  const directives = field.astNode?.directives ?? []
  return directives.filter(({ name }) => name.value === "aws_subscribe").flatMap((one) => listed(one, "mutations"))
}

function attach(
  context: Context,
  api: Api,
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): void {
  const access = accessTo(type, field, api)
  const isRoot = [schema.getQueryType(), schema.getMutationType()].includes(type)
  const isSubscription = type === schema.getSubscriptionType()
  const resolves = api.resolvers.has(`${type.name}.${field.name}`)
  const resolve = (source: unknown, args: Record<string, unknown>, run: Run, info: GraphQLResolveInfo): unknown => {
    if (isSubscription) return run.event?.value
    permit(access, run.caller, type.name, field.name)
    if (isRoot) permitByPolicy(context, api, run.caller, type.name, field.name)
    if (run.event !== undefined || !resolves) return property(source, field.name)
    const visit = {
      type: type.name,
      field: field.name,
      source,
      args,
      variables: info.variableValues,
      fieldNodes: info.fieldNodes,
      fragments: info.fragments,
      path: responsePathAsArray(info.path),
    }
    return runResolver(context, api, run, visit).then(
      ({ value }) => value,
      (error: unknown) => {
        throw error instanceof ResolverError ? error : failure(context, error)
      },
    )
  }
  Object.assign(field, { resolve })
}

function built(api: Api): GraphQLSchema {
  if (api.definition === undefined) throw new StartError(`API ${api.logicalId} has no schema`)
  try {
    const schema = buildSchema(`${scalarDefinitions}\n${accessDirectives}\n${api.definition}`)
    assertValidSchema(schema)
    return schema
  } catch (error) {
    throw new StartError(`The schema of API ${api.logicalId}: ${error instanceof Error ? error.message : error}`)
  }
}

function refuseLooseEnds(api: Api, schema: GraphQLSchema): void {
  for (const key of api.resolvers.keys()) {
    const [typeName = "", fieldName = ""] = key.split(".")
    const type = schema.getType(typeName)
    if (!isObjectType(type) || type.getFields()[fieldName] === undefined) {
      throw new StartError(`API ${api.logicalId} has a resolver for ${key}, which its schema lacks`)
    }
  }
  const mutations = schema.getMutationType()?.getFields() ?? {}
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    for (const name of mutationsBehind(field)) {
      if (String(mutations[name]?.type).replaceAll("!", "") !== String(field.type).replaceAll("!", "")) {
        throw new StartError(
          `API ${api.logicalId}: Subscription.${field.name} and Mutation.${name} must be of the same type`,
        )
      }
    }
  }
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
  )
}

function failure(context: Context, error: unknown): ResolverError {
  context.log("error", "appsync", error instanceof Error ? `${error.stack}` : String(error))
  return new ResolverError("The local stack failed; see its log.", "InternalFailure")
}

function property(source: unknown, name: string): unknown {
  return typeof source === "object" && source !== null ? Reflect.get(source, name) : undefined
}
