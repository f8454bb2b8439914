/**
 * Stands in the app for `@aws-amplify/data-schema/runtime`, which Amplify's client loads for typed models: 16 kB of a page's
 * scripts for what a client without models never calls.
 */

export const INTERNAL_USER_AGENT_OVERRIDE = Symbol("INTERNAL_USER_AGENT_OVERRIDE")

/** Leaves the client without models. */
export function addSchemaToClient<T>(client: T): T {
  return client
}

export function addSchemaToClientWithInstance<T>(client: T): T {
  return client
}
