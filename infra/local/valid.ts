import type * as z from "zod"
import { AwsError } from "./aws-error.ts"

/** A request's input as `schema` reads it; what is wrong is answered as a ValidationException that names the field. */
export function valid<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`)
  throw new AwsError("ValidationException", problems.join("; "))
}
