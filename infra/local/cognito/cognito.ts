/**
 * Cognito user pools: the people of the template's pools, how they sign in, and what the tokens say of them.
 *
 * A browser calls unsigned, by `x-amz-target`; functions and the operator call signed, and IAM is asked about each of
 * their operations.
 */
import { AwsError } from "../aws-error.ts"
import type { Context, Family } from "../family.ts"
import { jsonService } from "../json-service.ts"
import { accountOperations } from "./account.ts"
import { administrationOperations } from "./administration.ts"
import { challengeOperations } from "./challenge-answers.ts"
import { directoryOperations } from "./directory.ts"
import { createIdp, type Idp } from "./idp.ts"
import { invitationOperations } from "./invitation.ts"
import type { Operations } from "./operation.ts"
import { recoveryOperations } from "./recovery.ts"
import { signInOperations } from "./sign-in.ts"
import { signOutOperations } from "./sign-out.ts"
import { signUpOperations } from "./sign-up.ts"
import { softwareTokenOperations } from "./software-token.ts"
import { type Jwks, jwksOf, wellKnown } from "./well-known.ts"

export type Cognito = Family & {
  /** The keys that sign a pool's tokens; undefined when there is no such pool. */
  jwks(poolId: string): Jwks | undefined
}

const sweepEveryMs = 3_600_000

export function createCognito(context: Context): Cognito {
  const { endpoint, iam } = context
  const keys = wellKnown(() => idp.pools, endpoint)
  const idp = createIdp(context, ({ id }) => endpoint.path(`/${id}/.well-known/`, keys))
  const { open, admin } = operationsOf(idp)
  const unsigned = { ...refusedOf(admin), ...open }
  endpoint.path("/_aws/cognito/", keys)
  endpoint.service("cognito-idp", jsonService("cognito-idp", iam, "1.1", { ...admin, ...open }))
  endpoint.target("AWSCognitoIdentityProviderService", jsonService("cognito-idp", iam, "1.1", unsigned))

  let timer: NodeJS.Timeout | undefined
  return {
    name: "cognito",
    types: idp.pools.types,
    jwks(poolId) {
      const pool = idp.pools.find(poolId)
      return pool && jwksOf(pool)
    },
    start() {
      sweep(idp)
      timer = setInterval(() => sweep(idp), sweepEveryMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}

function operationsOf(idp: Idp): { open: Operations; admin: Operations } {
  const signIn = signInOperations(idp)
  const challenges = challengeOperations(idp)
  const softwareToken = softwareTokenOperations(idp)
  const signOut = signOutOperations(idp)
  return {
    open: {
      ...signUpOperations(idp),
      ...signIn.open,
      ...challenges.open,
      ...accountOperations(idp),
      ...softwareToken.open,
      ...recoveryOperations(idp),
      ...signOut.open,
    },
    admin: {
      ...signIn.admin,
      ...challenges.admin,
      ...softwareToken.admin,
      ...signOut.admin,
      ...invitationOperations(idp),
      ...administrationOperations(idp),
      ...directoryOperations(idp),
    },
  }
}

/** An administrator's operations, as an unsigned caller finds them. */
function refusedOf(operations: Operations): Operations {
  const refuse = () => {
    throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
  }
  return Object.fromEntries(Object.keys(operations).map((name) => [name, { resources: refuse, run: refuse }]))
}

function sweep({ codes, lockout, refreshTokens }: Idp): void {
  codes.sweep()
  lockout.sweep()
  refreshTokens.sweep()
}
