import { sign, verify } from "node:crypto"
import * as z from "zod"
import type { PoolKey } from "./pool.ts"

export type Claims = Record<string, unknown>

export function signJwt(key: PoolKey, claims: Claims): string {
  const head = `${encoded({ kid: key.id, alg: "RS256" })}.${encoded(claims)}`
  return `${head}.${sign("RSA-SHA256", Buffer.from(head), key.privateKey).toString("base64url")}`
}

/** Whether `key` signed the token; what its header says of the algorithm is not asked. */
export function isSigned(key: PoolKey, token: string): boolean {
  const [header, payload, signature, ...more] = token.split(".")
  if (signature === undefined || more.length > 0) return false
  return verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key.publicKey, Buffer.from(signature, "base64url"))
}

const AccessClaims = z.object({
  iss: z.string(),
  exp: z.number(),
  token_use: z.literal("access"),
  client_id: z.string(),
  username: z.string(),
  event_id: z.string(),
  scope: z.string().default(""),
})
export type AccessClaims = z.infer<typeof AccessClaims>

/** What an access token claims, not yet believed; undefined when it is none. */
export function claimed(token: string): AccessClaims | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())
    return AccessClaims.safeParse(payload).data
  } catch {
    return undefined
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}
