/**
 * Who a name stands for. A client that prevents user-existence errors must answer for a stranger as it would for a user:
 * the same challenge, the same counted attempts, the same code that is asked for and never right.
 */
import { createHmac } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Client } from "./client.ts"
import type { Idp } from "./idp.ts"
import type { Pool } from "./pool.ts"
import { decoyVerifier, type Verifier } from "./srp.ts"
import { folded, type User } from "./users.ts"

export type Someone = {
  /** Under which attempts and codes are counted. */
  key: string
  /** The name that SRP hashes. */
  srpName: string
  verifier: Verifier
  user?: User
}

export function someone({ users }: Idp, client: Client, name: string): Someone {
  const { pool } = client
  const user = users.find(pool, name)
  if (user !== undefined) {
    return { key: keyOf(pool, user.username), srpName: user.username, verifier: user.password, user }
  }
  if (!client.hidesUsers) throw new AwsError("UserNotFoundException", "User does not exist.")
  const srpName = decoyName(pool, name)
  return { key: `${pool.id}/?${folded(pool, name)}`, srpName, verifier: decoyVerifier(pool.key.decoySecret, srpName) }
}

export function keyOf(pool: Pool, username: string): string {
  return `${pool.id}/${username}`
}

/** Where addresses are names, users are called by a UUID; so are those who do not exist. */
function decoyName(pool: Pool, name: string): string {
  if (pool.properties.UsernameAttributes.length === 0) return name
  const hex = decoyHex(pool, `name/${folded(pool, name)}`)
  const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4]
  const rest = `${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${rest}`
}

/** The address a stranger's mail would go to: the name when it is one. */
export function decoyAddress(pool: Pool, name: string): string {
  if (name.includes("@")) return name
  const hex = decoyHex(pool, `address/${folded(pool, name)}`)
  const letter = (at: number) => String.fromCharCode(97 + (Number.parseInt(hex.slice(at, at + 4), 16) % 26))
  return `${letter(0)}@${letter(4)}`
}

function decoyHex({ key }: Pool, text: string): string {
  return createHmac("sha256", key.decoySecret).update(text).digest("hex")
}
