import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { StateError } from "./state-error.ts"

/** What a function's failure carries: the error as Lambda answers it. */
const Failed = z.object({ payload: z.looseObject({ errorType: z.string().optional() }) })

/** Names a failed call as Step Functions does: a function's own error type, or `Lambda.TooManyRequestsException`. */
export function taskError(service: string, error: unknown): StateError {
  if (error instanceof StateError) return error
  if (error instanceof AwsError) {
    const cause = `${error.message} (Service: ${service}; Status Code: ${error.status}; Error Code: ${error.code})`
    return new StateError(`${service}.${exceptionOf(service, error.code)}`, cause)
  }
  const failed = Failed.safeParse(error)
  if (failed.success) {
    const { payload } = failed.data
    return new StateError(payload.errorType ?? `${service}.Unknown`, JSON.stringify(payload))
  }
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) }
  return new StateError(name, JSON.stringify({ errorType: name, errorMessage: message }))
}

function exceptionOf(service: string, code: string): string {
  if (service === "Lambda" && code.startsWith("AccessDenied")) return "AWSLambdaException"
  return code.endsWith("Exception") ? code : `${code}Exception`
}
