import * as z from "zod"
import { Scope } from "./scopes.ts"

/** An API token as it is kept: never itself, only under its hash. */
export const ApiToken = z.object({
  sk: z.string(),
  userId: z.int(),
  name: z.string(),
  lastFour: z.string(),
  addedAt: z.string(),
  /** All there are where it has none. */
  scopes: z.array(Scope).optional(),
  /** The last day on which it works, in UTC. */
  expiresOn: z.iso.date().optional(),
  lastUsedAt: z.string().optional(),
})
export type ApiToken = z.infer<typeof ApiToken>

/** What a token is called outside: the beginning of its hash. */
export const tokenId = ({ sk }: Pick<ApiToken, "sk">) => sk.slice(0, 16)

export function hasEnded({ expiresOn }: ApiToken, now: number): boolean {
  return expiresOn !== undefined && expiresOn < new Date(now).toISOString().slice(0, 10)
}
