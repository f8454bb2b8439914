import * as z from "zod"

/** CloudFormation writes numbers and booleans as strings too. */
export const Whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
])
export const Flag = z.union([z.boolean(), z.stringbool()])

/** A policy or a pattern is an object, or that object as JSON text. */
export const JsonObject = z.union([
  z.record(z.string(), z.unknown()),
  z.string().transform((text, context): Record<string, unknown> => {
    const value = parsed(text)
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value }
    context.addIssue({ code: "custom", message: "not a JSON object" })
    return z.NEVER
  }),
])

/** A property that changes nothing on one machine. */
export const ignored = z.unknown().optional()

/** The value of a JSON text, or undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
