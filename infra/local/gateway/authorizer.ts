/** The JWT authorizer of an HTTP API. */
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto"
import type { IncomingMessage } from "node:http"
import * as z from "zod"

export const Authorizer = z.strictObject({
  ApiId: z.string(),
  AuthorizerType: z.literal("JWT", "only JWT authorizers are built in the local stack"),
  IdentitySource: z.array(z.string()),
  JwtConfiguration: z.strictObject({ Audience: z.array(z.string()).default([]), Issuer: z.string() }),
  Name: z.string(),
})
export type Authorizer = z.infer<typeof Authorizer>

/** The keys that sign an issuer's tokens. */
export type KeysOf = (issuer: string) => (JsonWebKey & { kid: string })[]

export type Verdict =
  | { kind: "pass"; authorizer: object }
  | { kind: "unauthorized"; challenge: string }
  | { kind: "forbidden" }

const Header = z.looseObject({ alg: z.literal("RS256"), kid: z.string() })
const Claims = z.looseObject({
  iss: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  scope: z.string().optional(),
})
type Claims = z.infer<typeof Claims>

const keys = new Map<string, KeyObject>()

export function authorize(
  authorizer: Authorizer,
  scopes: string[],
  request: IncomingMessage,
  keysOf: KeysOf,
  now: number,
): Verdict {
  const token = tokenOf(authorizer, request)
  if (token === undefined) return { kind: "unauthorized", challenge: "Bearer" }
  const claims = verified(token, authorizer.JwtConfiguration, keysOf, now)
  if (typeof claims === "string") {
    const challenge = `Bearer scope="" error="invalid_token" error_description="${claims}"`
    return { kind: "unauthorized", challenge }
  }
  const held = claims.scope?.split(" ") ?? []
  if (scopes.length > 0 && !scopes.some((scope) => held.includes(scope))) return { kind: "forbidden" }
  const texts = Object.entries(claims).map(([name, value]) => [name, text(value)])
  return {
    kind: "pass",
    authorizer: { jwt: { claims: Object.fromEntries(texts), scopes: scopes.length > 0 ? held : null } },
  }
}

function tokenOf({ IdentitySource }: Authorizer, request: IncomingMessage): string | undefined {
  const query = new URLSearchParams(request.url?.split("?")[1])
  for (const source of IdentitySource) {
    const [, place, name = ""] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? []
    const value = place === "header" ? String(request.headers[name.toLowerCase()] ?? "") : query.get(name)
    if (value) return value.replace(/^Bearer /i, "")
  }
  return undefined
}

/** The claims of a token, or why it is not accepted. */
function verified(
  token: string,
  { Audience, Issuer }: Authorizer["JwtConfiguration"],
  keysOf: KeysOf,
  now: number,
): Claims | string {
  const [head = "", body = "", signature = ""] = token.split(".")
  const header = Header.safeParse(decoded(head))
  const claims = Claims.safeParse(decoded(body))
  if (!header.success || !claims.success) return "the token is malformed"
  const { iss, exp, nbf = 0, aud, client_id } = claims.data
  if (iss !== Issuer) return "the token has an invalid issuer"
  const key = keyOf(Issuer, header.data.kid, keysOf)
  const signed = Buffer.from(`${head}.${body}`)
  if (key === undefined || !verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))) {
    return "the token has an invalid signature"
  }
  if (exp * 1000 <= now) return "the token has expired"
  if (nbf * 1000 > now) return "the token is not yet valid"
  const audience = aud ?? client_id ?? []
  if (![audience].flat().some((one) => Audience.includes(one))) return "the token does not have a valid audience"
  return claims.data
}

function keyOf(issuer: string, kid: string, keysOf: KeysOf): KeyObject | undefined {
  const known = keys.get(`${issuer} ${kid}`)
  if (known !== undefined) return known
  const jwk = keysOf(issuer).find((one) => one.kid === kid)
  if (jwk === undefined) return undefined
  const key = createPublicKey({ key: jwk, format: "jwk" })
  keys.set(`${issuer} ${kid}`, key)
  return key
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString())
  } catch {
    return undefined
  }
}

/** API Gateway hands every claim on as text; a list becomes `[a b]`. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(" ")}]`
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}
