import * as z from "zod"
import type { Rates } from "./exchange.ts"
import { Currency, Rate } from "./money.ts"
import { App, Role } from "./permission.ts"
import { Base, Id } from "./record.ts"
import { Zone } from "./time.ts"

/** Reasons offered where a workspace has not said its own. */
export const LOST_REASONS = ["Price", "Timing", "Went with a competitor", "No budget", "No answer"]

export const Workspace = Base.extend({
  name: z.string().min(1).max(120),
  /** The company's name in addresses: `acme` in acme.example.com. Unique. */
  domain: z.string(),
  currency: Currency,
  zone: Zone,
  /** Reasons offered when a deal is lost; others may be typed. */
  lostReasons: z.array(z.string().min(1).max(255)).optional(),
  /** What a unit of other currencies is worth in the workspace's own. */
  rates: z.record(Currency, Rate).optional(),
})
export type Workspace = z.infer<typeof Workspace>

export function ratesOf({ currency, rates = {} }: Workspace): Rates {
  return { base: currency, rates }
}

/** `pending` people own records but cannot sign in yet: an invitation is out, or none was sent. */
export const UserStatus = z.enum(["active", "pending", "inactive"])

export const User = Base.extend({
  name: z.string().min(1).max(120),
  email: z.email("must be an e-mail address").max(254).optional(),
  role: Role,
  /** Their visibility group; the default one where it is not said. */
  groupId: Id.optional(),
  /** Their permission sets by app; the regular one where it is not said. */
  setIds: z.partialRecord(App, Id).optional(),
  status: UserStatus,
  zone: Zone,
  currency: Currency,
  /** SHA-256 of the secret in the invitation's link. */
  invitationHash: z.string().optional(),
  invitedAt: z.string().optional(),
})
export type User = z.infer<typeof User>
