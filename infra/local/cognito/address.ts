/** Changed attributes, and the proof that a new address is the user's. */
import { AwsError } from "../aws-error.ts"
import { assertConforms, assertMutable, invalid, merged, missingRequired } from "./attributes.ts"
import type { Idp } from "./idp.ts"
import { type CodeDelivery, type Occasion, post } from "./mail.ts"
import type { Pool } from "./pool.ts"
import { keyOf } from "./someone.ts"
import type { Metadata } from "./triggers.ts"
import type { Attributes, User } from "./users.ts"

const dayMs = 86_400_000

/** Stores the changes; answers the address that must now be proven. Where the template says so, the old one stays until then. */
export function changeAttributes(idp: Idp, pool: Pool, user: User, changes: Attributes): string | undefined {
  assertMutable(pool, Object.keys(changes))
  assertConforms(pool, changes)
  assertKept(pool, user, changes)
  const { AutoVerifiedAttributes, UserAttributeUpdateSettings } = pool.properties
  const { email, ...others } = changes
  const moves = email !== undefined && email !== user.attributes.email
  if (moves) idp.codes.cancel(addressKey(pool, user))
  const unproven = moves && email !== "" && changes.email_verified !== "true"
  const waits = unproven && UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.includes("email")
  if (waits) assertFree(idp, pool, user, email)
  const stored = waits ? others : changes
  idp.users.change(pool, user.username, ({ attributes }) => ({ attributes: merged(attributes, stored) }))
  return unproven && AutoVerifiedAttributes.includes("email") ? email : undefined
}

function assertKept(pool: Pool, user: User, changes: Attributes): void {
  const lost = missingRequired(pool, { ...user.attributes, ...changes }).find((name) => changes[name] === "")
  if (lost !== undefined) throw invalid(`Attributes did not conform to the schema: ${lost}: The attribute is required`)
  if (changes.email === "" && pool.properties.UsernameAttributes.length > 0) {
    throw invalid("user.email: the address is the user name and cannot be removed.")
  }
}

function assertFree({ users }: Idp, pool: Pool, user: User, email: string): void {
  const holder = users.find(pool, email)
  if (holder === undefined || holder.username === user.username) return
  throw new AwsError("AliasExistsException", "An account with the given email already exists.")
}

export function sendProof(
  { codes, context }: Idp,
  pool: Pool,
  user: User,
  about: { email: string; occasion: Occasion; clientId?: string; metadata: Metadata },
): Promise<CodeDelivery> {
  const { email, ...letter } = about
  const code = codes.issue(addressKey(pool, user), dayMs, email)
  return post(context, pool, { ...letter, user, to: email, code })
}

/** The address that is being proven: the one that waits, or else the user's own. */
export function addressToProve({ codes }: Idp, pool: Pool, user: User): string {
  const email = codes.outstanding(addressKey(pool, user)) ?? user.attributes.email
  if (email === undefined) throw invalid("User does not have an email to verify.")
  return email
}

export function proveAddress({ codes, users }: Idp, pool: Pool, user: User, code: string): void {
  const email = codes.use(addressKey(pool, user), code)
  users.change(pool, user.username, ({ attributes }) => ({
    attributes: { ...attributes, email, email_verified: "true" },
  }))
}

function addressKey(pool: Pool, { username }: User): string {
  return `${keyOf(pool, username)}/email`
}
