/**
 * Stands in the app for parts that Amplify loads and this app never calls, 20 kB of a page's scripts: clients with typed models,
 * identity pools (people are in a user pool alone), and the formats of configuration files (ours is written in `session.ts`).
 */

export const INTERNAL_USER_AGENT_OVERRIDE = Symbol("INTERNAL_USER_AGENT_OVERRIDE")

/** Leaves the client without models. */
export function addSchemaToClient<T>(client: T): T {
  return client
}

export function addSchemaToClientWithInstance<T>(client: T): T {
  return client
}

/** As where no identity pool is configured: nobody has AWS credentials. */
export class CognitoAWSCredentialsAndIdentityIdProvider {
  async getCredentialsAndIdentityId(): Promise<undefined> {}
  async clearCredentialsAndIdentityId(): Promise<void> {}
}

export class DefaultIdentityIdStore {}

export const isAmplifyOutputs = () => false

export function parseAmplifyOutputs<T>(config: T): T {
  return config
}

export function parseAWSExports<T>(config: T): T {
  return config
}
