import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { FunctionError } from "../function-error.ts"

/** Why a data source gave no result, as `ctx.error` tells the response handler. */
export type Failure = { message: string; type: string }
export type Answer = { result: unknown; error?: Failure }
export type DataSource = {
  kind: "NONE" | "AWS_LAMBDA"
  answer(request: unknown): Promise<Answer>
}

const Local = z.looseObject({ payload: z.unknown().optional() })
const Invoke = z.strictObject({
  operation: z.literal("Invoke"),
  payload: z.unknown().optional(),
  invocationType: z.enum(["RequestResponse", "Event"]).default("RequestResponse"),
})

/** Answers with the payload it was asked with. */
export const none: DataSource = {
  kind: "NONE",
  answer: async (request) => {
    const asked = Local.safeParse(request)
    if (!asked.success) return failed("MappingTemplate", "request must return an object with a payload")
    return { result: asked.data.payload ?? null }
  },
}

export function lambda(context: Context, functionArn: string, roleArn: string): DataSource {
  return {
    kind: "AWS_LAMBDA",
    async answer(request) {
      const asked = Invoke.safeParse(request)
      if (!asked.success) {
        const problem = asked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")
        return failed("MappingTemplate", `the request to a Lambda data source: ${problem}`)
      }
      const wait = asked.data.invocationType === "RequestResponse"
      const delivery = { by: { kind: "role", arn: roleArn } as const, wait }
      try {
        const result = await context.deliver(functionArn, asked.data.payload ?? {}, delivery)
        return { result: wait ? (result ?? null) : null }
      } catch (error) {
        if (error instanceof FunctionError) return failed("Lambda:Unhandled", error.errorMessage)
        if (!(error instanceof AwsError)) throw error
        context.log("warn", "appsync", error.message)
        return failed(`Lambda:${error.code}`, error.message)
      }
    },
  }
}

function failed(type: string, message: string): Answer {
  return { result: null, error: { type, message } }
}
