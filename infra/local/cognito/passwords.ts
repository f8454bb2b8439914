import { randomBytes } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import { equal } from "./equal.ts"
import type { Pool } from "./pool.ts"
import { type Verifier, verifierOf } from "./srp.ts"
import type { User } from "./users.ts"

const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/

export function assertPolicy({ properties }: Pool, password: string): void {
  const policy = properties.Policies.PasswordPolicy
  if (password.length < policy.MinimumLength) throw weak("Password not long enough")
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) throw weak("Password must have uppercase characters")
  if (policy.RequireLowercase && !/[a-z]/.test(password)) throw weak("Password must have lowercase characters")
  if (policy.RequireNumbers && !/[0-9]/.test(password)) throw weak("Password must have numeric characters")
  if (policy.RequireSymbols && !symbol.test(password)) throw weak("Password must have symbol characters")
}

function weak(why: string): AwsError {
  return new AwsError("InvalidPasswordException", `Password did not conform with policy: ${why}`)
}

/** The verifier of a password that the pool's policy allows. */
export function newPassword(pool: Pool, username: string, password: string): Verifier {
  assertPolicy(pool, password)
  return verifierOf(pool.name, username, password)
}

export function matches(pool: Pool, username: string, stored: Verifier, password: string): boolean {
  return equal(verifierOf(pool.name, username, password, stored.salt).verifier, stored.verifier)
}

/** Satisfies every policy: upper and lower case, a number and a symbol at any length asked for. */
export function temporaryPassword({ properties }: Pool): string {
  const { MinimumLength } = properties.Policies.PasswordPolicy
  return `Tmp-${randomBytes(Math.max(9, MinimumLength)).toString("base64url")}7a`
}

export function temporaryUntil({ properties }: Pool, now: number): number {
  return now + properties.Policies.PasswordPolicy.TemporaryPasswordValidityDays * 86_400_000
}

export function hasExpired({ password }: User, now: number): boolean {
  return password.expiresAt !== undefined && password.expiresAt < now
}
