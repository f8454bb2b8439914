import * as z from "zod"
import { NextActivity } from "./deal.ts"
import { Address, Custom, Follower, Merged, Owned } from "./record.ts"

export const Organization = Owned.extend({
  name: z.string().min(1).max(255),
  address: Address.optional(),
  labelIds: z.array(z.int().positive()),
  website: z.string().max(255).optional(),
  linkedin: z.string().max(255).optional(),
  industry: z.int().optional(),
  annualRevenue: z.int().optional(),
  employeeCount: z.int().optional(),
  nextActivity: NextActivity.optional(),
  followers: z.array(Follower).optional(),
  ...Merged,
  importId: z.string().optional(),
  custom: Custom,
})
export type Organization = z.infer<typeof Organization>

/** Names that need no more than lower case: most of them. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/

/** A name as it is compared: without case, accents and doubled spaces. */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase()
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim()
}
