/** What the host and an execution environment say to each other. Events and results travel as JSON text, as in AWS. */
export type Failure = { errorType: string; errorMessage: string; trace: string[] }

export type Boot = {
  file: string
  handler: string
  functionName: string
  functionArn: string
  memoryMb: number
  logGroup: string
}

export type Invocation = { requestId: string; event: string; deadline: number }

export type Report =
  | { kind: "ready" }
  | { kind: "broken"; failure: Failure }
  | { kind: "result"; requestId: string; result: string }
  | { kind: "failure"; requestId: string; failure: Failure }
