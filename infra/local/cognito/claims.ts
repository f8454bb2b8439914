import { randomUUID } from "node:crypto"
import { readable } from "./attributes.ts"
import type { Client } from "./client.ts"
import type { Claims } from "./jwt.ts"
import type { Grant } from "./refresh-tokens.ts"
import type { Attributes, User } from "./users.ts"

export type TokenClaims = { id: Claims; access: Claims }

/** The scope of who signed in by the API, and may call it. */
export const ownScope = "aws.cognito.signin.user.admin"

export function claimsOf(client: Client, user: User, grant: Grant, now: number): TokenClaims {
  const iat = Math.floor(now / 1000)
  const groups = groupsOf(client, user)
  const both = {
    sub: user.attributes.sub,
    ...(groups.length > 0 ? { "cognito:groups": groups } : {}),
    iss: client.pool.issuer,
    ...(client.properties.EnableTokenRevocation ? { origin_jti: grant.originId } : {}),
    event_id: grant.id,
    auth_time: Math.floor(grant.signedInAt / 1000),
    iat,
  }
  const id = { "cognito:username": user.username, aud: client.id, token_use: "id", jti: randomUUID() }
  const access = {
    client_id: client.id,
    username: user.username,
    scope: ownScope,
    token_use: "access",
    jti: randomUUID(),
  }
  return {
    id: { ...typed(readable(client, user.attributes)), ...both, ...id, exp: iat + client.lifetimes.id },
    access: { ...both, ...access, exp: iat + client.lifetimes.access },
  }
}

function typed(attributes: Attributes): Claims {
  const value = (name: string, text: string) => (name.endsWith("_verified") ? text === "true" : text)
  return Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, value(name, text)]))
}

/** The groups of a user that the template still has, the weightiest first. */
export function groupsOf({ pool }: Client, user: User): string[] {
  const precedence = (name: string) => pool.groups.get(name)?.Precedence ?? Number.MAX_SAFE_INTEGER
  return user.groups.filter((name) => pool.groups.has(name)).sort((a, b) => precedence(a) - precedence(b))
}
