/** Tokens of a user pool, checked as AppSync checks them. */
import { createPublicKey, type JsonWebKey, verify } from "node:crypto"
import * as z from "zod"

const Header = z.looseObject({ alg: z.literal("RS256"), kid: z.string() })
const Claims = z.looseObject({ iss: z.string(), exp: z.number(), token_use: z.enum(["access", "id"]) })

type Keys = (poolId: string) => (JsonWebKey & { kid: string })[]

/** Answers the claims of an access or id token of a pool; throws on any other. */
export function tokenVerifier(keysOf: Keys, now: () => number) {
  return async (poolId: string, token: string): Promise<Record<string, unknown>> => {
    const [head = "", body = "", signature = ""] = token.split(".")
    const header = Header.parse(decoded(head))
    const claims = Claims.parse(decoded(body))
    const jwk = keysOf(poolId).find((key) => key.kid === header.kid)
    if (jwk === undefined || !claims.iss.endsWith(`/${poolId}`)) throw new Error("the token is another pool's")
    const key = createPublicKey({ key: jwk, format: "jwk" })
    const signed = verify("RSA-SHA256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"))
    if (!signed) throw new Error("the token's signature is wrong")
    if (claims.exp * 1000 <= now()) throw new Error("the token has expired")
    return claims
  }
}

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, "base64url").toString())
}
