/**
 * A sign-in is a grant. Every access token and every refresh token that comes of it ends when the grant ends. Only hashes
 * of the tokens are kept.
 */
import { randomBytes, randomUUID } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Client } from "./client.ts"
import type { Pool } from "./pool.ts"
import { sha256 } from "./srp.ts"

/** `id` is the event id that its access tokens bear. Times are in milliseconds. */
export type Grant = {
  id: string
  originId: string
  username: string
  clientId: string
  signedInAt: number
  expiresAt: number
  ended: boolean
}

type Token = { grant: string; graceUntil?: number }

export type RefreshTokens = {
  /** A grant that counts for nothing until `begin`. */
  draft(client: Client, username: string): Grant
  begin(client: Client, grant: Grant): string
  /** The grant behind a token that may still be used. */
  check(client: Client, token: string): Grant
  /** The token that takes the place of the old one, when the client rotates. */
  rotate(client: Client, token: string): string | undefined
  revoke(client: Client, token: string): void
  endAll(pool: Pool, username: string): void
  isOpen(pool: Pool, username: string, id: string): boolean
  sweep(): void
}

export function createRefreshTokens({ state, now }: Context): RefreshTokens {
  const grants = state.records<Grant>("cognito.grant")
  const tokens = state.records<Token>("cognito.refresh")

  function write(client: Client, grant: string): string {
    const token = randomBytes(64).toString("base64url")
    tokens.put(keyOf(client.pool, token), { grant })
    return token
  }

  function check(client: Client, token: string): Grant {
    const stored = tokens.get(keyOf(client.pool, token))
    const grant = stored === undefined ? undefined : grants.get(stored.grant)
    if (stored === undefined || grant?.clientId !== client.id) throw refused("Invalid Refresh Token")
    if (grant.ended) throw refused("Refresh Token has been revoked")
    if (grant.expiresAt < now()) throw refused("Refresh Token has expired")
    if (stored.graceUntil !== undefined && stored.graceUntil <= now()) {
      throw new AwsError("RefreshTokenReuseException", "Refresh token has been rotated and cannot be used again.")
    }
    return grant
  }

  return {
    draft: (client, username) => ({
      id: randomUUID(),
      originId: randomUUID(),
      username,
      clientId: client.id,
      signedInAt: now(),
      expiresAt: now() + client.lifetimes.refresh * 1000,
      ended: false,
    }),
    begin(client, grant) {
      const key = `${client.pool.id}/${grant.username}/${grant.id}`
      grants.put(key, grant)
      return write(client, key)
    },
    check,
    rotate(client, token) {
      check(client, token)
      if (!client.rotates) return undefined
      const key = keyOf(client.pool, token)
      const graceMs = (client.properties.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1000
      const stored = tokens.get(key)
      if (stored === undefined) throw refused("Invalid Refresh Token")
      tokens.put(key, { ...stored, graceUntil: stored.graceUntil ?? now() + graceMs })
      return write(client, stored.grant)
    },
    revoke(client, token) {
      const key = tokens.get(keyOf(client.pool, token))?.grant
      const grant = key === undefined ? undefined : grants.get(key)
      if (key === undefined || grant === undefined) return
      if (grant.clientId !== client.id) throw new AwsError("UnauthorizedException", "The token is another client's.")
      grants.put(key, { ...grant, ended: true })
    },
    endAll(pool, username) {
      for (const [key, grant] of grants.list(`${pool.id}/${username}/`)) {
        grants.put(key, { ...grant, ended: true })
      }
    },
    isOpen: (pool, username, id) => grants.get(`${pool.id}/${username}/${id}`)?.ended === false,
    sweep() {
      for (const [key, { expiresAt }] of grants.list()) if (expiresAt + 86_400_000 < now()) grants.delete(key)
      for (const [key, { grant }] of tokens.list()) if (grants.get(grant) === undefined) tokens.delete(key)
    },
  }
}

function keyOf(pool: Pool, token: string): string {
  return `${pool.id}/${sha256(Buffer.from(token)).toString("hex")}`
}

function refused(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message)
}
