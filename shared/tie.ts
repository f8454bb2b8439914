/** How two organizations belong together: one owns the other, or they are related. */
import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

export const TieType = z.enum(["parent", "related"])

export const Tie = z.object({
  id: Id,
  version: z.int().positive(),
  type: TieType,
  /** The parent, where one is. */
  ownerId: Id,
  linkedId: Id,
  addedAt: Instant,
  changedAt: Instant,
  changedBy: z.int(),
})
export type Tie = z.infer<typeof Tie>
