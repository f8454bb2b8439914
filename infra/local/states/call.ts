import * as z from "zod"
import type { Context } from "../family.ts"
import { StateError } from "./state-error.ts"
import { taskError } from "./task-error.ts"
import type { Execution } from "./visit.ts"

type Sender = { context: Context; execution: Execution }

/** Something a Task can do. Every call is made as the machine's role, so that a missing grant fails here as on AWS. */
export type Integration = {
  service: string
  action: string
  awaitsToken: boolean
  /** Names what is wrong with the fields of its Arguments, as far as the definition shows them. */
  misfits(fields: object): string[]
  /** Adds what must stay the same if the task is done again. Throws `StateError` for unfit arguments. */
  complete(input: unknown): unknown
  send(sender: Sender, input: unknown): Promise<unknown>
}

export type Call = Pick<Integration, "misfits" | "complete" | "send">

/** A call whose arguments have a fixed shape. `errors` is how Step Functions names the service in errors. */
export function call<Shape extends z.ZodRawShape>(
  errors: string,
  fields: Shape,
  send: (sender: Sender, input: z.infer<z.ZodObject<Shape>>) => Promise<unknown>,
  complete: (input: z.infer<z.ZodObject<Shape>>) => unknown = (input) => input,
): Call {
  const schema = z.strictObject(fields)
  const checked = (input: unknown) => {
    const result = schema.safeParse(input)
    if (result.success) return result.data
    throw new StateError("States.Runtime", `the arguments do not fit the task: ${z.prettifyError(result.error)}`)
  }
  return {
    misfits(given) {
      const unknown = Object.keys(given).filter((field) => !Object.hasOwn(fields, field))
      const missing = Object.keys(fields).filter(
        (field) => !Object.hasOwn(given, field) && !z.safeParse(schema.shape[field] ?? z.never(), undefined).success,
      )
      return [...unknown.map((field) => `${field} is not built`), ...missing.map((field) => `${field} is missing`)]
    },
    complete: (input) => complete(checked(input)),
    async send(sender, input) {
      try {
        return await send(sender, checked(input))
      } catch (error) {
        throw taskError(errors, error)
      }
    },
  }
}

export function asRole({ execution }: Sender): { kind: "role"; arn: string } {
  return { kind: "role", arn: execution.roleArn }
}
