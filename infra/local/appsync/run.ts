import { type FieldNode, getLocation, print } from "graphql"
import type { Context } from "../family.ts"
import type { Api } from "./api.ts"
import type { Caller } from "./caller.ts"
import type { Frame, Invalidation } from "./frame.ts"
import { type ResolverContext, resolve } from "./resolver.ts"
import { type PresentedError, present } from "./resolver-error.ts"
import { type Fragments, selectionPaths } from "./selection.ts"

/** One request on its way through the schema. */
export type Run = {
  caller: Caller
  headers: Record<string, unknown>
  /** Errors that resolvers appended to their results. */
  appended: PresentedError[]
  invalidations: Invalidation[]
  /** The published value a subscription is answered with; no resolver runs for it. */
  event?: { value: unknown }
}

/** A field whose resolver is to run. */
type Visit = {
  type: string
  field: string
  source: unknown
  args: Record<string, unknown>
  variables: Record<string, unknown>
  fieldNodes: readonly FieldNode[]
  fragments: Fragments
  path: readonly (string | number)[]
}

const authTypes = { AWS_IAM: "IAM Authorization", AMAZON_COGNITO_USER_POOLS: "User Pool Authorization" }

export function newRun(caller: Caller, headers: Record<string, unknown>): Run {
  return { caller, headers, appended: [], invalidations: [] }
}

/** Runs the resolver of a field, if it has one, and answers what it returned and what else it left. */
export async function runResolver(
  context: Context,
  api: Api,
  run: Run,
  visit: Visit,
): Promise<{ value: unknown; frame: Frame }> {
  const frame = newFrame(context, run.caller, visit)
  const resolver = api.resolvers.get(`${visit.type}.${visit.field}`)
  if (resolver === undefined) return { value: null, frame }
  const value = await resolve(resolver, resolverContext(api, run, visit), frame)
  const locations = visit.fieldNodes.flatMap(({ loc }) =>
    loc === undefined ? [] : [getLocation(loc.source, loc.start)],
  )
  run.appended.push(...frame.appended.map((error) => present(error, visit.path, locations)))
  run.invalidations.push(...frame.invalidations)
  return { value, frame }
}

function newFrame(context: Context, caller: Caller, { type, field }: Visit): Frame {
  return {
    type,
    field,
    authType: authTypes[caller.mode],
    now: context.now,
    print: (level, line) => context.log(level, "appsync", line),
    appended: [],
    invalidations: [],
  }
}

function resolverContext(api: Api, run: Run, visit: Visit): ResolverContext {
  return {
    arguments: visit.args,
    args: visit.args,
    source: visit.source ?? null,
    identity: run.caller.identity,
    request: { headers: run.headers, domainName: null },
    info: {
      fieldName: visit.field,
      parentTypeName: visit.type,
      variables: visit.variables,
      selectionSetList: selectionPaths(visit),
      selectionSetGraphQL: visit.fieldNodes
        .flatMap(({ selectionSet }) => (selectionSet ? print(selectionSet) : []))
        .join("\n"),
    },
    env: api.environment,
    stash: {},
    prev: null,
    result: null,
  }
}
