import { AwsError } from "../aws-error.ts"
import { FunctionError } from "../function-error.ts"
import { StateError } from "./state-error.ts"

/** Names a failed call as Step Functions does: a function's own error type, or `Lambda.TooManyRequestsException`. */
export function taskError(service: string, error: unknown): StateError {
  if (error instanceof StateError) return error
  if (error instanceof FunctionError) {
    const { errorType, errorMessage, trace } = error
    return new StateError(errorType, JSON.stringify({ errorType, errorMessage, trace }))
  }
  const { message } = error instanceof Error ? error : { message: String(error) }
  if (!(error instanceof AwsError)) return new StateError(`${service}.SdkClientException`, message)
  const cause = `${message} (Service: ${service}; Status Code: ${error.status}; Error Code: ${error.code})`
  return new StateError(`${service}.${exceptionOf(service, error.code)}`, cause)
}

function exceptionOf(service: string, code: string): string {
  if (service === "Lambda" && code.startsWith("AccessDenied")) return "AWSLambdaException"
  return code.endsWith("Exception") ? code : `${code}Exception`
}
