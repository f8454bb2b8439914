/** An error as an AWS service answers it: `code` is the exception's name (`ResourceNotFoundException`). */
export class AwsError extends Error {
  code: string
  status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
  }
}

/** What this stack does not build: it says so instead of pretending. */
export function notBuilt(service: string, operation: string): AwsError {
  return new AwsError("NotImplemented", `${service}:${operation} is not built in the local stack`, 501)
}
