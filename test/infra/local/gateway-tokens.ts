/** Tokens of the user pool that the API trusts. */
import { createSign, generateKeyPairSync } from "node:crypto"

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
export const Issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool"
export const now = Math.floor(Date.now() / 1000)

/** A token of the pool, or of whoever holds another key. */
export function token(claims: object, key = privateKey, kid = "one"): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const all = { iss: Issuer, exp: now + 3600, client_id: "web", sub: "1", ...claims }
  const signed = `${part({ alg: "RS256", kid })}.${part(all)}`
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key).toString("base64url")}`
}

export const poolKeys = [{ ...publicKey.export({ format: "jwk" }), kid: "one" }]
