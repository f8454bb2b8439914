/** The authenticator app of a user: its secret, its proof, and whether a sign-in asks for it. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { invalid } from "./attributes.ts"
import { type ChallengeNamed, invalidSession } from "./challenges.ts"
import type { Idp } from "./idp.ts"
import { admin, OfUser, type Operations, open, Secret } from "./operation.ts"
import type { Pool } from "./pool.ts"
import { keyOf } from "./someone.ts"
import { bearer, type SignedIn } from "./tokens.ts"
import { newSecret, stepOf } from "./totp.ts"
import type { User } from "./users.ts"

const Who = z.object({ AccessToken: Secret.nullish(), Session: Secret.nullish() })
const Verify = Who.extend({ UserCode: z.string() })
const Setting = z.object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) }).nullish()
const Preference = z.object({ SoftwareTokenMfaSettings: Setting, SMSMfaSettings: Setting, EmailMfaSettings: Setting })
type Preference = z.infer<typeof Preference>

export function softwareTokenOperations(idp: Idp): { open: Operations; admin: Operations } {
  return {
    open: {
      AssociateSoftwareToken: open(Who, (input) =>
        input.AccessToken ? associate(idp, bearer(idp, input.AccessToken)) : associateInSession(idp, input.Session),
      ),
      VerifySoftwareToken: open(Verify, (input) =>
        input.AccessToken
          ? verify(idp, bearer(idp, input.AccessToken), input.UserCode)
          : verifyInSession(idp, input.Session, input.UserCode),
      ),
      SetUserMFAPreference: open(Preference.extend({ AccessToken: Secret }), (input) => {
        const { client, user } = bearer(idp, input.AccessToken)
        return prefer(idp, client.pool, user, input)
      }),
    },
    admin: {
      AdminSetUserMFAPreference: admin(idp, Preference.extend(OfUser.shape), (pool, input) =>
        prefer(idp, pool, idp.users.need(pool, input.Username), input),
      ),
    },
  }
}

function associate({ users }: Idp, { client, user }: SignedIn) {
  assertOffered(client.pool)
  const pendingSecret = newSecret()
  users.change(client.pool, user.username, () => ({ pendingSecret }))
  return { SecretCode: pendingSecret }
}

function verify({ context, users }: Idp, { client, user }: SignedIn, code: string) {
  const { pendingSecret: secret } = user
  if (secret === undefined) throw invalid("The software token has not been associated.")
  const lastStep = provenStep(secret, code, context.now())
  users.change(client.pool, user.username, ({ softwareToken }) => ({
    pendingSecret: undefined,
    softwareToken: { enabled: false, preferred: false, ...softwareToken, secret, lastStep },
  }))
  return { Status: "SUCCESS" }
}

function associateInSession({ challenges }: Idp, session: string | null | undefined) {
  return inSetup(challenges, session, (challenge, reopen) => {
    const secret = newSecret()
    return { SecretCode: secret, Session: reopen({ ...challenge, secret }) }
  })
}

function verifyInSession({ challenges, context }: Idp, session: string | null | undefined, code: string) {
  return inSetup(challenges, session, (challenge, reopen) => {
    if (challenge.secret === undefined) throw invalidSession()
    const verifiedStep = provenStep(challenge.secret, code, context.now())
    return { Status: "SUCCESS", Session: reopen({ ...challenge, verifiedStep }) }
  })
}

function inSetup<R>(
  challenges: Idp["challenges"],
  session: string | null | undefined,
  work: (challenge: ChallengeNamed<"MFA_SETUP">, reopen: (next: ChallengeNamed<"MFA_SETUP">) => string) => R,
): Promise<R> {
  if (!session) throw invalid("Missing required parameter AccessToken or Session")
  return challenges.use(session, "MFA_SETUP", undefined, (challenge, client) =>
    work(challenge, (next) => challenges.open(client, next)),
  )
}

function provenStep(secret: string, code: string, now: number): number {
  const step = stepOf(secret, code, now)
  if (step === undefined) throw new AwsError("EnableSoftwareTokenMFAException", "Code mismatch")
  return step
}

/** Takes a code for a sign-in. A code, and those before it, count once. */
export function spendCode({ context, users, lockout }: Idp, pool: Pool, user: User, code: string): void {
  const key = `${keyOf(pool, user.username)}/software-token`
  lockout.guard(key)
  const { softwareToken } = user
  const step = softwareToken === undefined ? undefined : stepOf(softwareToken.secret, code, context.now())
  if (softwareToken === undefined || step === undefined) {
    lockout.miss(key)
    throw new AwsError("CodeMismatchException", "Invalid code received for user")
  }
  if (step <= softwareToken.lastStep) {
    throw new AwsError("ExpiredCodeException", "Your software token has already been used once.")
  }
  lockout.clear(key)
  users.change(pool, user.username, () => ({ softwareToken: { ...softwareToken, lastStep: step } }))
}

function prefer({ users }: Idp, pool: Pool, user: User, { SoftwareTokenMfaSettings, ...others }: Preference) {
  if (others.SMSMfaSettings?.Enabled || others.EmailMfaSettings?.Enabled) {
    throw invalid("Only software tokens are a second factor of this user pool.")
  }
  if (!SoftwareTokenMfaSettings) return
  const { Enabled, PreferredMfa } = SoftwareTokenMfaSettings
  const { softwareToken } = user
  if (softwareToken === undefined) {
    if (Enabled) throw invalid("User has not verified software token mfa")
    return
  }
  assertOffered(pool)
  const next = { ...softwareToken, enabled: Enabled, preferred: Enabled && PreferredMfa }
  users.change(pool, user.username, () => ({ softwareToken: next }))
}

function assertOffered({ properties }: Pool): void {
  if (properties.MfaConfiguration !== "OFF") return
  throw new AwsError("SoftwareTokenMFANotFoundException", "Software token MFA has not been enabled by the userPool.")
}
