import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

/** People who work together under a manager. What each may see does not follow from it. */
export const Team = z.object({
  id: Id,
  version: z.int().positive(),
  name: z.string().min(1).max(255),
  description: z.string().max(2000),
  managerId: Id,
  userIds: z.array(Id),
  active: z.boolean(),
  createdBy: Id,
  addedAt: Instant,
  deletedAt: Instant.optional(),
})
export type Team = z.infer<typeof Team>
