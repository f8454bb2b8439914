/** How a wish to subscribe is granted: authorized, its resolver run, its filter taken. */
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  OperationTypeNode,
} from "graphql"
import type { Context } from "../family.ts"
import { accessTo, permit, permitByPolicy } from "./access.ts"
import type { Caller } from "./caller.ts"
import { InvalidDocument, operationOf } from "./operation.ts"
import type { GraphQLRequest } from "./request.ts"
import { newRun, runResolver } from "./run.ts"
import { mutationsBehind } from "./schema.ts"
import { fieldsOf, fragmentsOf } from "./selection.ts"
import type { Served } from "./served.ts"
import type { Subscription } from "./subscribers.ts"

/** Throws `ResolverError` for who may not subscribe, `InvalidDocument` for what is no subscription. */
export async function subscribe(
  context: Context,
  { api, schema, prepare }: Served,
  request: GraphQLRequest,
  caller: Caller,
  headers: Record<string, unknown>,
): Promise<Omit<Subscription, "deliver" | "end">> {
  const document = prepare(request.query)
  const { type, field, node, variables, args } = asked(schema, document, request)
  permit(accessTo(type, field, api), caller, type.name, field.name)
  permitByPolicy(context, api, caller, type.name, field.name)
  const { frame } = await runResolver(context, api, newRun(caller, headers), {
    type: type.name,
    field: field.name,
    source: null,
    args,
    variables,
    fieldNodes: [node],
    fragments: fragmentsOf(document),
    path: [field.name],
  })
  const [appended] = frame.appended
  if (appended !== undefined) throw appended
  const { filter, invalidation } = frame
  if (filter === undefined && Object.values(args).includes(null)) {
    context.log("warn", "appsync", `${field.name}: AppSync compares an argument that is null; leave it out instead`)
  }
  const sent = { query: request.query, variables: request.variables ?? {} }
  return { ...sent, field: field.name, mutations: mutationsBehind(field), document, args, filter, invalidation, caller }
}

type Asked = {
  type: GraphQLObjectType
  field: GraphQLField<unknown, unknown>
  node: FieldNode
  variables: Record<string, unknown>
  args: Record<string, unknown>
}

function asked(schema: GraphQLSchema, document: DocumentNode, request: GraphQLRequest): Asked {
  const operation = operationOf(document, null)
  const type = schema.getSubscriptionType()
  const [node] = fieldsOf(operation.selectionSet, fragmentsOf(document))
  const field = type?.getFields()[node?.name.value ?? ""]
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION || !type || !node || !field) {
    throw new InvalidDocument([new GraphQLError("The real-time endpoint takes subscriptions only.")])
  }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {})
  if (errors !== undefined) throw new InvalidDocument(errors)
  try {
    const args: Record<string, unknown> = JSON.parse(JSON.stringify(getArgumentValues(field, node, coerced)))
    return { type, field, node, variables: coerced, args }
  } catch (error) {
    throw error instanceof GraphQLError ? new InvalidDocument([error]) : error
  }
}
