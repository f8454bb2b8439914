/** What a Lambda function answered instead of a result: its own error, or the runtime's (`Sandbox.Timedout`). */
export class FunctionError extends Error {
  errorType: string
  errorMessage: string
  trace: string[]
  /** As Lambda answers it. */
  payload: { errorType: string; errorMessage: string; trace: string[] }
  constructor(errorType: string, errorMessage: string, trace: string[] = []) {
    super(errorMessage)
    this.name = errorType
    this.errorType = errorType
    this.errorMessage = errorMessage
    this.trace = trace
    this.payload = { errorType, errorMessage, trace }
  }
}
