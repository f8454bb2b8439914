import * as z from "zod"
import { AwsError } from "../aws-error.ts"

const GraphQLRequest = z.looseObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})
export type GraphQLRequest = z.infer<typeof GraphQLRequest>

/** Throws an `AwsError` of this code, naming the field, for what is no GraphQL request. */
export function readRequest(text: string, code: string): GraphQLRequest {
  const request = GraphQLRequest.safeParse(json(text))
  if (request.success) return request.data
  const problems = request.error.issues.map(({ path, message }) => `${path.join(".") || "request"}: ${message}`)
  throw new AwsError(code, problems.join("; "))
}

/** The value of a JSON text, or undefined when it is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
