/** The browser's side of SRP, with its own formula for the shared secret. */
import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { bytes, g, hashed, k, N, power, sessionKey, sha256, signed } from "../../infra/local/cognito/srp.ts"

export const timestamp = "Tue Nov 24 10:00:00 UTC 2026"

export function clientPublic(a: bigint): bigint {
  return power(g, a)
}

export function clientProof(
  a: bigint,
  given: { poolName: string; username: string; password: string; salt: string; B: bigint; secretBlock: Buffer },
): Buffer {
  const u = hashed(bytes(clientPublic(a)), bytes(given.B))
  const identity = sha256(Buffer.from(`${given.poolName}${given.username}:${given.password}`))
  const x = hashed(bytes(BigInt(`0x${given.salt}`)), identity)
  const base = (((given.B - k * power(g, x)) % N) + N) % N
  const secret = power(base, a + u * x)
  return signed(sessionKey(secret, u), { ...given, timestamp })
}

export type SrpSignIn = { sdk: idp.CognitoIdentityProviderClient; clientId: string; poolId: string }

const a = BigInt(`0x${"9f3c57a1".repeat(8)}`)

export function begin({ sdk, clientId }: SrpSignIn, username: string) {
  const AuthParameters = { USERNAME: username, SRP_A: clientPublic(a).toString(16) }
  return sdk.send(new idp.InitiateAuthCommand({ ClientId: clientId, AuthFlow: "USER_SRP_AUTH", AuthParameters }))
}

export function finish(
  { sdk, clientId, poolId }: SrpSignIn,
  parameters: Record<string, string> = {},
  password: string,
) {
  const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = parameters
  const signature = clientProof(a, {
    poolName: poolId.split("_")[1] ?? "",
    username: USER_ID_FOR_SRP,
    password,
    salt: SALT,
    B: BigInt(`0x${SRP_B}`),
    secretBlock: Buffer.from(SECRET_BLOCK, "base64"),
  })
  return sdk.send(
    new idp.RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature.toString("base64"),
        TIMESTAMP: timestamp,
      },
    }),
  )
}

export async function srpSignIn(stack: SrpSignIn, username: string, password: string) {
  const { ChallengeParameters } = await begin(stack, username)
  return finish(stack, ChallengeParameters, password)
}
