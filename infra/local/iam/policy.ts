/** Policy documents: what a statement says, and whether it speaks about a request. */
import * as z from "zod"
import { type Facts, holdConditions } from "./conditions.ts"
import { matchesPattern } from "./pattern.ts"

const OneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())])
const Scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String)
const ConditionValues = z.union([Scalar.transform((one) => [one]), z.array(Scalar)])
const resource = z.string().refine((text) => !text.includes("${"), "policy variables are not built in the local stack")
const Resources = z.union([resource.transform((one) => [one]), z.array(resource)])

const clauses = {
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: OneOrMany.optional(),
  NotAction: OneOrMany.optional(),
  Resource: Resources.optional(),
  NotResource: Resources.optional(),
  Condition: z.record(z.string(), z.record(z.string(), ConditionValues)).default({}),
}

export const Statement = z.strictObject(clauses)
export type Statement = z.infer<typeof Statement>

export const PolicyDocument = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]),
})

const Principals = z.union([
  z.literal("*").transform(() => ({ AWS: ["*"], Service: ["*"] })),
  z.looseObject({ AWS: OneOrMany.default([]), Service: OneOrMany.default([]) }),
])
/** A statement of a resource's policy: it also says whom it speaks about. */
export const ResourceStatement = z.strictObject({ ...clauses, Principal: Principals })
export type ResourceStatement = z.infer<typeof ResourceStatement>

export type Query = { action: string; resource: string; facts: Facts }

export function speaksAbout(statement: Statement, { action, resource, facts }: Query): boolean {
  const isAction = (pattern: string): boolean => matchesPattern(pattern.toLowerCase(), action.toLowerCase())
  if (statement.Action !== undefined && !statement.Action.some(isAction)) return false
  if (statement.NotAction?.some(isAction)) return false
  const isResource = (pattern: string): boolean => matchesPattern(pattern, resource)
  if (statement.Resource !== undefined && !statement.Resource.some(isResource)) return false
  if (statement.NotResource?.some(isResource)) return false
  return holdConditions(statement.Condition, facts)
}
