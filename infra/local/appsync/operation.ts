import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from "graphql"
import type { GraphQLRequest } from "./request.ts"
import { type PresentedError, presentError } from "./resolver-error.ts"
import type { Run } from "./run.ts"
import { fieldsOf, fieldsUnder, fragmentsOf, responseKey, underOwnNames } from "./selection.ts"
import type { Subscribers } from "./subscribers.ts"

type GraphQLAnswer = { data: unknown; errors?: PresentedError[] }

/** Parses and validates a document; throws the `GraphQLError`s it finds. */
export type Prepare = (query: string) => DocumentNode

const keptDocuments = 500

export class InvalidDocument extends Error {
  errors: readonly GraphQLError[]
  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message)
    this.errors = errors
  }
}

/** Remembers the documents it has seen: the same few come with every request. */
export function prepareFor(schema: GraphQLSchema, introspection: boolean): Prepare {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const known = new Map<string, DocumentNode>()
  return (query) => {
    const seen = known.get(query)
    if (seen !== undefined) return seen
    const document = parsed(query)
    const errors = validate(schema, document, rules)
    if (errors.length > 0) throw new InvalidDocument(errors)
    if (known.size === keptDocuments) known.clear()
    known.set(query, document)
    return document
  }
}

/** Runs a query or a mutation, and hands what the mutation answered to its subscribers. */
export async function answerOperation(
  served: { schema: GraphQLSchema; prepare: Prepare; subscribers: Subscribers },
  request: GraphQLRequest,
  run: Run,
): Promise<GraphQLAnswer> {
  try {
    const document = served.prepare(request.query)
    const operation = operationOf(document, request.operationName)
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      throw new InvalidDocument([new GraphQLError("A subscription needs the real-time endpoint.")])
    }
    const { data, errors = [] } = await execute({
      schema: served.schema,
      document,
      variableValues: request.variables ?? {},
      operationName: request.operationName,
      contextValue: run,
    })
    if (operation.operation === OperationTypeNode.MUTATION) announce(served.subscribers, document, operation, data, run)
    return answer(data ?? null, [...errors.map(presentError), ...run.appended])
  } catch (error) {
    if (!(error instanceof InvalidDocument)) throw error
    return answer(null, error.errors.map(presentError))
  }
}

export function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name)
  if (operation) return operation
  throw new InvalidDocument([new GraphQLError("operationName must name one operation of the document")])
}

export function answer(data: unknown, errors: PresentedError[]): GraphQLAnswer {
  return errors.length === 0 ? { data } : { data, errors }
}

function announce(
  subscribers: Subscribers,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  data: unknown,
  run: Run,
): void {
  if (typeof data !== "object" || data === null) return
  const fragments = fragmentsOf(document)
  for (const [key, nodes] of Map.groupBy(fieldsOf(operation.selectionSet, fragments), responseKey)) {
    const value: unknown = Reflect.get(data, key)
    const [node] = nodes
    if (node === undefined || value === null || value === undefined) continue
    subscribers.publish(node.name.value, underOwnNames(fieldsUnder(nodes, fragments), fragments, value))
  }
  for (const { subscriptionField, payload } of run.invalidations) subscribers.invalidate(subscriptionField, payload)
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query)
  } catch (error) {
    throw error instanceof GraphQLError ? new InvalidDocument([error]) : error
  }
}
