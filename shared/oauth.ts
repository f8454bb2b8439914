/** Other people's programs that act for someone who has allowed it: apps, what was allowed, and the rules between. */
import * as z from "zod"
import { Id } from "./record.ts"
import { Scope } from "./scopes.ts"
import { Instant } from "./time.ts"

/** Lifetimes in seconds. A refresh token's begins anew with each use. */
export const LIFE = { code: 300, access: 3600, refresh: 60 * 86_400 } as const
export const MOST_APPS = 50
export const MOST_REDIRECTS = 10

/** 10 hexadecimal digits of the workspace, 16 of the app. */
export const ClientId = z.string().regex(/^[0-9a-f]{26}$/, "is not the id of an app")

export const OauthApp = z.object({
  version: z.int(),
  clientId: ClientId,
  name: z.string(),
  redirectUris: z.array(z.string()),
  scopes: z.array(Scope),
  secretHash: z.string(),
  secretLastFour: z.string(),
  addedAt: Instant,
  addedBy: Id,
  changedAt: Instant,
})
export type OauthApp = z.infer<typeof OauthApp>

/** What one person allows one app. Of tokens it holds the hashes alone; the family is what all its refresh tokens share. */
export const OauthGrant = z.object({
  version: z.int(),
  clientId: ClientId,
  userId: Id,
  scopes: z.array(Scope),
  codeHash: z.string(),
  familyHash: z.string(),
  refreshHash: z.string(),
  refreshUntil: z.int(),
  access: z.array(z.object({ hash: z.string(), until: z.int() })),
  grantedAt: Instant,
  refreshedAt: Instant,
})
export type OauthGrant = z.infer<typeof OauthGrant>

/** Kept for a while after its end, so that its use a second time is known for what it is. */
export const OauthCode = z.object({
  clientId: ClientId,
  userId: Id,
  redirectUri: z.string(),
  scopes: z.array(Scope),
  challenge: z.string().optional(),
  until: z.int(),
  usedAt: Instant.optional(),
})
export type OauthCode = z.infer<typeof OauthCode>

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"])

/** Why an address cannot be one to send people back to, or undefined. */
export function redirectFault(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || text !== text.trim() || text.length > 2000) return "is not a URL"
  const isHere = url.protocol === "http:" && LOOPBACK.has(url.hostname)
  if (url.protocol !== "https:" && !isHere) return "must begin with https://, or http:// for this computer alone"
  if (url.hash !== "" || text.includes("#")) return "must have no part after #"
  if (url.username !== "" || url.password !== "") return "must hold no password"
  return undefined
}

/** An address with some more parameters in its query. */
export function withParameters(address: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/** PKCE's only method here: S256. */
export const Challenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be a SHA-256 in base64url")
export const Verifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/)
