/**
 * Who hears of which mutation. Subscribers with the same document, variables and rights form an audience, for which an
 * event is put into words once; each subscriber then only has its own filter and its own id.
 */
import { isDeepStrictEqual } from "node:util"
import { type DocumentNode, execute, type GraphQLSchema } from "graphql"
import type { Caller } from "./caller.ts"
import { at, type Filter, passes } from "./filter.ts"
import { answer } from "./operation.ts"
import { presentError } from "./resolver-error.ts"
import { newRun } from "./run.ts"

export type Subscription = {
  field: string
  mutations: readonly string[]
  query: string
  document: DocumentNode
  variables: Record<string, unknown>
  /** What the event must equal; only asked without a filter. */
  args: Record<string, unknown>
  filter: Filter | undefined
  invalidation: Filter | undefined
  caller: Caller
  /** Takes an event, as the JSON of its GraphQL answer. */
  deliver(payload: string): void
  /** Ends the subscription and its connection. */
  end(): void
}

export type Subscribers = {
  add(subscription: Subscription): void
  remove(subscription: Subscription): void
  publish(mutation: string, event: unknown): void
  invalidate(field: string, payload: Record<string, unknown>): void
}

type Audience = Set<Subscription>

export function createSubscribers(schema: GraphQLSchema): Subscribers {
  const byMutation = new Map<string, Map<string, Audience>>()
  const byField = new Map<string, Set<Subscription>>()

  function worded(subscription: Subscription, event: unknown): string {
    const run = { ...newRun(subscription.caller, {}), event: { value: event } }
    const { document, variables } = subscription
    const result = execute({ schema, document, variableValues: variables, contextValue: run })
    if ("then" in result) throw new Error("an event is answered at once")
    return JSON.stringify(answer(result.data ?? null, (result.errors ?? []).map(presentError)))
  }

  return {
    add(subscription) {
      member(byField, subscription.field, () => new Set()).add(subscription)
      for (const mutation of subscription.mutations) {
        const audiences = member(byMutation, mutation, () => new Map<string, Audience>())
        member(audiences, audienceKey(subscription), () => new Set()).add(subscription)
      }
    },
    remove(subscription) {
      byField.get(subscription.field)?.delete(subscription)
      for (const mutation of subscription.mutations) {
        const audiences = byMutation.get(mutation)
        const key = audienceKey(subscription)
        audiences?.get(key)?.delete(subscription)
        if (audiences?.get(key)?.size === 0) audiences.delete(key)
      }
    },
    publish(mutation, event) {
      for (const audience of byMutation.get(mutation)?.values() ?? []) {
        let payload: string | undefined
        for (const subscription of audience) {
          if (!wants(subscription, event)) continue
          payload ??= worded(subscription, event)
          subscription.deliver(payload)
        }
      }
    },
    invalidate(field, payload) {
      for (const subscription of [...(byField.get(field) ?? [])]) {
        if (subscription.invalidation && passes(subscription.invalidation, payload)) subscription.end()
      }
    },
  }
}

/** A filter takes the place of the arguments; an argument that is null asks for nothing. */
function wants({ filter, args }: Subscription, event: unknown): boolean {
  if (filter !== undefined) return passes(filter, event)
  return Object.entries(args).every(([name, value]) => value === null || isDeepStrictEqual(at(event, [name]), value))
}

function audienceKey({ query, variables, caller }: Subscription): string {
  const rights = caller.mode === "AWS_IAM" ? [] : [caller.defaultAction, ...caller.groups]
  return JSON.stringify([query, variables, caller.mode, rights])
}

function member<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = create()
  map.set(key, made)
  return made
}
