/** Task tokens: who holds one may answer for the task. A token is good while its task waits. */
import { randomUUID } from "node:crypto"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Alarms } from "./alarms.ts"
import { openSteps } from "./journal.ts"
import type { Visit } from "./visit.ts"

export type Answer = { output: unknown } | { error: string; cause: string }

const Token = z.tuple([z.string(), z.string(), z.string()])

export function newToken({ scope, steps }: Visit): string {
  return Buffer.from(JSON.stringify([scope.run.execution.arn, steps, randomUUID()])).toString("base64url")
}

/** The state machine whose task the token is for. */
export function machineOf(token: string): string {
  const [executionArn] = read(token)
  return executionArn.replace(":execution:", ":stateMachine:").replace(/:[^:]*$/, "")
}

/** Writes the answer down before it returns: it survives whatever happens next. */
export function answer(context: Context, alarms: Alarms, token: string, given: Answer): void {
  waiting(context, token).write("answer", given)
  alarms.ring(token)
}

export function beat(context: Context, alarms: Alarms, token: string): void {
  waiting(context, token).write("beat", context.now())
  alarms.ring(token)
}

function waiting({ state }: Context, token: string): { write(step: string, value: unknown): void } {
  const [executionArn, at] = read(token)
  const steps = openSteps(state, executionArn)
  const task = steps.read<{ taken: { token?: string } }>(`${at}prepared`)
  if (task?.taken.token !== token || steps.read(`${at}answer`) !== undefined) {
    throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
  }
  return { write: (step, value) => steps.write(at + step, value) }
}

function read(token: string): z.infer<typeof Token> {
  try {
    return Token.parse(JSON.parse(Buffer.from(token, "base64url").toString()))
  } catch {
    throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'")
  }
}
