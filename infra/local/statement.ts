/** Statements of resource policies, as templates write them. */
import * as z from "zod"

const names = z.union([z.string(), z.array(z.string())])

export const Statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([
    z.literal("*"),
    z.object({ Service: names.optional(), AWS: names.optional(), CanonicalUser: z.string().optional() }),
  ]),
  Action: names,
  Resource: names.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([names, z.coerce.string()]))).optional(),
})
