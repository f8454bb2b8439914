/** What a sign-in still asks for once the password is right. */
import { AwsError } from "../aws-error.ts"
import { missingRequired } from "./attributes.ts"
import { type Challenge, holderOf } from "./challenges.ts"
import type { Client } from "./client.ts"
import type { Idp } from "./idp.ts"
import { hasExpired } from "./passwords.ts"
import type { Pool } from "./pool.ts"
import type { Reason } from "./pre-token.ts"
import { type AuthenticationResult, assertEnabled, grantTokens, refused } from "./tokens.ts"
import type { Metadata } from "./triggers.ts"
import type { SoftwareToken, User } from "./users.ts"

export type Step = {
  ChallengeName?: Challenge["name"]
  ChallengeParameters: Record<string, string>
  Session?: string
  AuthenticationResult?: AuthenticationResult
}

export async function afterPassword(idp: Idp, client: Client, user: User, metadata: Metadata): Promise<Step> {
  assertEnabled(user)
  if (user.status === "UNCONFIRMED") throw new AwsError("UserNotConfirmedException", "User is not confirmed.")
  if (user.status === "RESET_REQUIRED") {
    throw new AwsError("PasswordResetRequiredException", "Password reset required for the user")
  }
  if (user.status === "CONFIRMED") return secondFactor(idp, client, user, "Authentication", metadata)
  if (hasExpired(user, idp.context.now())) {
    throw refused("Temporary password has expired and must be reset by an administrator.")
  }
  const { sub: _, ...attributes } = user.attributes
  const missing = missingRequired(client.pool, attributes).map((name) => `userAttributes.${name}`)
  const Session = idp.challenges.open(client, { name: "NEW_PASSWORD_REQUIRED", holder: holderOf(user) })
  return asked("NEW_PASSWORD_REQUIRED", Session, user, {
    requiredAttributes: JSON.stringify(missing),
    userAttributes: JSON.stringify(attributes),
  })
}

export async function secondFactor(
  idp: Idp,
  client: Client,
  user: User,
  reason: Reason,
  metadata: Metadata,
): Promise<Step> {
  const holder = holderOf(user)
  if (activeToken(client.pool, user) !== undefined) {
    const name = "SOFTWARE_TOKEN_MFA"
    return asked(name, idp.challenges.open(client, { name, holder }), user, {})
  }
  if (client.pool.properties.MfaConfiguration === "ON") {
    const name = "MFA_SETUP"
    const parameters = { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' }
    return asked(name, idp.challenges.open(client, { name, holder }), user, parameters)
  }
  return signedIn(idp, client, user, reason, metadata)
}

export async function signedIn(
  idp: Idp,
  client: Client,
  user: User,
  reason: Reason,
  metadata: Metadata,
): Promise<Step> {
  const AuthenticationResult = await grantTokens(idp, client, user, { reason, metadata })
  return { ChallengeParameters: {}, AuthenticationResult }
}

/** The token that must be asked for: where MFA is required, also one that its user turned off. */
function activeToken({ properties }: Pool, { softwareToken }: User): SoftwareToken | undefined {
  const asks = { OFF: false, OPTIONAL: softwareToken?.enabled, ON: true }[properties.MfaConfiguration]
  return asks ? softwareToken : undefined
}

function asked(
  ChallengeName: Challenge["name"],
  Session: string,
  { username }: User,
  parameters: Record<string, string>,
): Step {
  return { ChallengeName, Session, ChallengeParameters: { USER_ID_FOR_SRP: username, ...parameters } }
}
