import * as z from "zod"
import { NextActivity } from "./deal.ts"
import { Address, Custom, Follower, Id, Merged, Owned } from "./record.ts"
import { Day, Instant } from "./time.ts"

/** A phone number or an e-mail address with what it is for. */
export const Channel = z.object({ value: z.string().min(1).max(255), label: z.string().max(50), primary: z.boolean() })
export type Channel = z.infer<typeof Channel>

/** A person's picture; its bytes are in the bucket. */
export const Picture = z.object({
  id: z.int().positive(),
  type: z.string(),
  size: z.int().positive(),
  addedBy: Id,
  addedAt: Instant,
})
export type Picture = z.infer<typeof Picture>

export const Person = Owned.extend({
  name: z.string().min(1).max(255),
  organizationId: Id.optional(),
  organizationName: z.string().optional(),
  emails: z.array(Channel),
  phones: z.array(Channel),
  labelIds: z.array(Id),
  jobTitle: z.string().max(255).optional(),
  birthday: Day.optional(),
  postalAddress: Address.optional(),
  picture: Picture.optional(),
  nextActivity: NextActivity.optional(),
  followers: z.array(Follower).optional(),
  ...Merged,
  importId: z.string().optional(),
  custom: Custom,
})
export type Person = z.infer<typeof Person>

/** First and last name as the API shows them: the last word is the last name. */
export function namesOf(name: string): { first: string | null; last: string | null } {
  const words = name.trim().split(/\s+/)
  const last = words.length > 1 ? (words.pop() ?? null) : null
  return { first: words.join(" ") || null, last }
}
