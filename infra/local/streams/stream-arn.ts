/** DynamoDB Local knows its streams by ARNs of its own region; functions are told those of the stack. */
import type { Context } from "../family.ts"

export function localStreamArn(arn: string): string {
  return `arn:aws:dynamodb:ddblocal:000000000000:${resource(arn)}`
}

export function lambdaStreamArn(context: Context, arn: string): string {
  return context.arn("dynamodb", resource(arn))
}

/** The label of a stream is a time and has colons of its own. */
function resource(arn: string): string {
  return arn.split(":").slice(5).join(":")
}
