/** Saved filters, and whether rows of a fact segment pass one. */
import * as z from "zod"
import { Base, Id } from "./record.ts"
import { Condition } from "./report.ts"

export const MOST_CONDITIONS = 16

/** All of `all` hold, and, where `any` names some, at least one of those. */
export const FilterConditions = z
  .strictObject({ all: z.array(Condition).default([]), any: z.array(Condition).default([]) })
  .refine(({ all, any }) => all.length + any.length <= MOST_CONDITIONS, `must be at most ${MOST_CONDITIONS} conditions`)
export type FilterConditions = z.infer<typeof FilterConditions>

export const Filter = Base.extend({
  name: z.string().min(1).max(255),
  of: z.literal("deal"),
  ownerId: Id,
  conditions: FilterConditions,
  shared: z.boolean(),
})
export type Filter = z.infer<typeof Filter>
