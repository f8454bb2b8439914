/** Calls DynamoDB Local itself, past the checks of the endpoint. */
import { setTimeout as delay } from "node:timers/promises"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"

const READS = /^(Describe|List|Get|BatchGet|Query|Scan)/
const ATTEMPTS = 6

export type Dynamo = (operation: string, input: object) => Promise<unknown>

/** Any key will do: with a shared database DynamoDB Local does not look at it. */
export const localAuthorization =
  "AWS4-HMAC-SHA256 Credential=LOCAL/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00"

const Refusal = z.looseObject({
  __type: z.string().default("InternalFailure"),
  message: z.string().optional(),
  Message: z.string().optional(),
})

/** Where DynamoDB Local answers 500, as it may while it builds an index, whatever only reads is asked again. */
export function dynamoClient(url: string): Dynamo {
  return async (operation, input) => {
    const call = () => callOnce(url, operation, input)
    if (!READS.test(operation)) return await call()
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof AwsError) || error.status < 500) throw error
        await delay(50 * 2 ** attempt)
      }
    }
    return await call()
  }
}

async function callOnce(url: string, operation: string, input: object): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization: localAuthorization,
    },
    body: JSON.stringify(input),
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer
  const { __type, message, Message } = Refusal.parse(answer)
  throw new AwsError(__type.split("#").pop() ?? __type, message ?? Message ?? operation, response.status)
}
