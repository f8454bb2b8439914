import type * as z from "zod"
import { StartError } from "./start-error.ts"

/** A resource's properties as `schema` reads them; a property that is missing, wrong or not built stops the start by its name. */
export function checked<S extends z.ZodType>(schema: S, properties: unknown): z.infer<S> {
  const parsed = schema.safeParse(properties)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "properties"}: ${issue.message}`)
  throw new StartError(problems.join("; "))
}
