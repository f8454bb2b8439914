import { randomUUID } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import { assertComplete, assertConforms, invalid, isEmail, merged } from "./attributes.ts"
import type { Idp } from "./idp.ts"
import type { Pool } from "./pool.ts"
import type { Attributes, User } from "./users.ts"

/** A user who may be stored, but is not yet. Where addresses are names, the user is kept under a UUID, the `sub`. */
export function draftUser(
  { context, users }: Idp,
  pool: Pool,
  about: {
    name: string
    attributes: Attributes
    status: User["status"]
    passwordFor: (username: string) => User["password"]
    complete: boolean
  },
): User {
  const sub = randomUUID()
  const byAddress = pool.properties.UsernameAttributes.length > 0
  const attributes = merged({}, byAddress ? { email: about.name, ...about.attributes } : about.attributes)
  assertName(pool, about.name, attributes)
  assertConforms(pool, attributes)
  if (about.complete) assertComplete(pool, attributes)
  const username = byAddress ? sub : about.name
  const password = about.passwordFor(username)
  if (users.find(pool, about.name) !== undefined) throw exists(byAddress)
  const at = context.now()
  return {
    username,
    attributes: { sub, ...attributes },
    status: about.status,
    enabled: true,
    createdAt: at,
    modifiedAt: at,
    password,
    groups: [],
  }
}

function assertName({ properties }: Pool, name: string, { email }: Attributes): void {
  const byAddress = properties.UsernameAttributes.length > 0
  if (byAddress && !isEmail(name)) throw invalid("Username should be an email.")
  if (byAddress && email !== name) throw invalid("User attribute email must match the username.")
  if (!byAddress && properties.AliasAttributes.length > 0 && isEmail(name)) {
    throw invalid("Username cannot be of email format, since user pool is configured for email alias.")
  }
}

function exists(byAddress: boolean): AwsError {
  const message = byAddress ? "An account with the given email already exists." : "User already exists"
  return new AwsError("UsernameExistsException", message)
}

/** The user as the PreSignUp function lets it in. */
export function admitted(user: User, verdict: { confirmed: boolean; emailVerified: boolean }): User {
  return {
    ...user,
    status: verdict.confirmed ? "CONFIRMED" : user.status,
    attributes: { ...user.attributes, ...(verdict.emailVerified ? { email_verified: "true" } : {}) },
  }
}
