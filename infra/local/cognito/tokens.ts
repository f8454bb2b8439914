import { AwsError } from "../aws-error.ts"
import { claimsOf, groupsOf, ownScope, type TokenClaims } from "./claims.ts"
import type { Client } from "./client.ts"
import type { Idp } from "./idp.ts"
import { claimed, isSigned, signJwt } from "./jwt.ts"
import { preToken, type Reason } from "./pre-token.ts"
import type { Grant } from "./refresh-tokens.ts"
import type { Metadata } from "./triggers.ts"
import type { User } from "./users.ts"

export type AuthenticationResult = {
  AccessToken: string
  IdToken: string
  ExpiresIn: number
  TokenType: "Bearer"
  RefreshToken?: string
}

/** The tokens of a finished sign-in. */
export async function grantTokens(
  idp: Idp,
  client: Client,
  user: User,
  about: { reason: Reason; metadata: Metadata },
): Promise<AuthenticationResult> {
  const grant = idp.refreshTokens.draft(client, user.username)
  const claims = await finalClaims(idp, client, user, grant, about)
  assertEnabled(idp.users.find(client.pool, user.username))
  return { ...signedTokens(client, claims), RefreshToken: idp.refreshTokens.begin(client, grant) }
}

export async function refreshTokens(
  idp: Idp,
  client: Client,
  token: string,
  metadata: Metadata,
): Promise<AuthenticationResult> {
  const grant = idp.refreshTokens.check(client, token)
  const user = assertEnabled(idp.users.find(client.pool, grant.username))
  const claims = await finalClaims(idp, client, user, grant, { reason: "RefreshTokens", metadata })
  const next = idp.refreshTokens.rotate(client, token)
  return { ...signedTokens(client, claims), ...(next === undefined ? {} : { RefreshToken: next }) }
}

function finalClaims(
  { context }: Idp,
  client: Client,
  user: User,
  grant: Grant,
  about: { reason: Reason; metadata: Metadata },
): Promise<TokenClaims> {
  const claims = claimsOf(client, user, grant, context.now())
  return preToken(context, client, user, claims, { ...about, groups: groupsOf(client, user) })
}

function signedTokens({ pool, lifetimes }: Client, { id, access }: TokenClaims): AuthenticationResult {
  return {
    AccessToken: signJwt(pool.key, access),
    IdToken: signJwt(pool.key, id),
    ExpiresIn: lifetimes.access,
    TokenType: "Bearer",
  }
}

export type SignedIn = { client: Client; user: User }

/** Who bears an access token: signed by the pool, in time, of a sign-in that nobody ended. */
export function bearer({ context, pools, users, refreshTokens }: Idp, token: string): SignedIn {
  const claims = claimed(token)
  const pool = pools.find(claims?.iss.split("/").pop() ?? "")
  if (claims === undefined || pool === undefined || !isSigned(pool.key, token)) {
    throw refused("Invalid Access Token")
  }
  if (claims.exp * 1000 <= context.now()) throw refused("Access Token has expired")
  if (!refreshTokens.isOpen(pool, claims.username, claims.event_id)) throw refused("Access Token has been revoked")
  if (!claims.scope.split(" ").includes(ownScope)) throw refused("Access Token does not have required scopes")
  const user = assertEnabled(users.find(pool, claims.username))
  return { client: pools.client(claims.client_id), user }
}

export function assertEnabled(user: User | undefined): User {
  if (user === undefined) throw new AwsError("UserNotFoundException", "User does not exist.")
  if (!user.enabled) throw refused("User is disabled.")
  return user
}

export function refused(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message)
}
