import * as z from "zod"
import type { Operation } from "../json-service.ts"
import { invalid } from "./attributes.ts"
import type { Client } from "./client.ts"
import type { Idp } from "./idp.ts"
import type { Pool } from "./pool.ts"

export type Operations = Record<string, Operation>

export const Name = z.string().min(1).max(128)
export const Password = z.string().min(1).max(256)
export const Secret = z.string().min(1).max(8192)
export const AttributeList = z.array(z.object({ Name: z.string().min(1), Value: z.string().max(2048).optional() }))
export const Texts = z.record(z.string(), z.string())

export const OfClient = z.object({ ClientId: Secret, ClientMetadata: Texts.optional() })
export const OfPool = z.object({ UserPoolId: Secret })
export const OfUser = OfPool.extend({ Username: Name })
export const OfBearer = z.object({ AccessToken: Secret, ClientMetadata: Texts.optional() })

/** An operation that a browser may call unsigned. */
export function open<S extends z.ZodType>(schema: S, run: (input: z.output<S>) => unknown): Operation {
  return { resources: () => [], run: (input) => run(parsed(schema, input)) }
}

export function openFor<S extends z.ZodType<{ ClientId: string }>>(
  { pools }: Idp,
  schema: S,
  run: (client: Client, input: z.output<S>) => unknown,
): Operation {
  return open(schema, (input) => run(pools.client(input.ClientId), input))
}

/** An operation on a pool that IAM must allow. */
export function admin<S extends z.ZodType<{ UserPoolId: string }>>(
  { context, pools }: Idp,
  schema: S,
  run: (pool: Pool, input: z.output<S>) => unknown,
): Operation {
  return {
    resources: (input) => [context.arn("cognito-idp", `userpool/${parsed(OfPool, input).UserPoolId}`)],
    run(given) {
      const input = parsed(schema, given)
      return run(pools.pool(input.UserPoolId), input)
    },
  }
}

function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => `${path.join(".") || "the request"}: ${message}`)
  throw invalid(issues.join("; "))
}
