/** The real Amplify client, against the local stack: one signed-in person or role each. */
import { createAmplifyContext } from "aws-amplify"
import { generateClient } from "aws-amplify/api"
import { onTestFinished, vi } from "vitest"
import * as z from "zod"
import type { AppSyncStack } from "./appsync-stack.ts"

export type LiveClient = {
  ask(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>
  /** What `ask` fails with. */
  refusal(query: string, variables?: Record<string, unknown>): Promise<{ errorType?: string; message?: string }>
  subscribe(query: string, variables?: Record<string, unknown>): { received: unknown[]; errors: unknown[]; end(): void }
}

const Result = z.object({ data: z.record(z.string(), z.unknown()) })
const Refused = z.object({ errors: z.array(z.looseObject({ errorType: z.string(), message: z.string() }).partial()) })

/** Amplify opens `wss:` whatever the endpoint is. */
function plainSockets(): void {
  const Native = globalThis.WebSocket
  class PlainSocket extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(String(url).replace(/^wss:\/\/127\.0\.0\.1/, "ws://127.0.0.1"), protocols)
    }
  }
  vi.stubGlobal("WebSocket", PlainSocket)
  onTestFinished(() => void vi.unstubAllGlobals())
}

/** `token` is asked anew at each request and each connection, as Amplify renews it. */
export function person(stack: AppSyncStack, token: () => string): LiveClient {
  const tokens = async () => ({ accessToken: { payload: {}, toString: token } })
  return client(stack, "userPool", { Auth: { tokenProvider: { getTokens: tokens } } })
}

export function role(stack: AppSyncStack, arn: string): LiveClient {
  const credentials = async () => ({ credentials: stack.context.iam.credentialsFor(arn) })
  const credentialsProvider = {
    getCredentialsAndIdentityId: credentials,
    clearCredentialsAndIdentityId: () => undefined,
  }
  return client(stack, "iam", { Auth: { credentialsProvider } })
}

function client(
  stack: AppSyncStack,
  authMode: "userPool" | "iam",
  options: Parameters<typeof createAmplifyContext>[1],
): LiveClient {
  plainSockets()
  const config = { API: { GraphQL: { endpoint: stack.url, region: "eu-central-1", defaultAuthMode: authMode } } }
  const amplify = generateClient(createAmplifyContext(config, options))
  const send = async (query: string, variables = {}) => amplify.graphql({ query, variables })
  return {
    ask: async (query, variables) => Result.parse(await send(query, variables)).data,
    async refusal(query, variables) {
      const error = await send(query, variables).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      return Refused.parse(error).errors[0] ?? {}
    },
    subscribe(query, variables = {}) {
      const received: unknown[] = []
      const errors: unknown[] = []
      const asked = amplify.graphql({ query, variables })
      if (!("subscribe" in asked)) throw new Error("not a subscription")
      const subscription = asked.subscribe({
        next: (message: unknown) => received.push(Object.values(Result.parse(message).data)[0]),
        error: (error: unknown) => errors.push(error),
      })
      const end = (): void => subscription.unsubscribe()
      onTestFinished(end)
      return { received, errors, end }
    },
  }
}
