/** The public keys of the pools, where a verifier of tokens looks for them. */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Endpoint } from "../family.ts"
import type { Pool } from "./pool.ts"
import type { Pools } from "./pools.ts"

export type Jwks = { keys: { kid: string; kty: "RSA"; alg: "RS256"; use: "sig"; n: string; e: string }[] }

export function jwksOf({ key }: Pool): Jwks {
  const { n = "", e = "" } = key.publicKey.export({ format: "jwk" })
  return { keys: [{ kid: key.id, kty: "RSA", alg: "RS256", use: "sig", n, e }] }
}

/** Answers `…/<pool>/.well-known/jwks.json` and `…/<pool>/.well-known/openid-configuration`. */
export function wellKnown(pools: () => Pools, endpoint: Endpoint) {
  return ({ method, url = "/" }: IncomingMessage, response: ServerResponse): void => {
    const path = new URL(url, endpoint.url).pathname
    const [, poolId = "", name] = /([^/]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? []
    const pool = pools().find(poolId)
    if (method !== "GET" && method !== "HEAD") send(response, 405, {})
    else if (pool === undefined) send(response, 404, { message: "There is no such user pool." })
    else send(response, 200, name === "jwks.json" ? jwksOf(pool) : configuration(pool, endpoint.url))
  }
}

function configuration(pool: Pool, base: string) {
  return {
    issuer: pool.issuer,
    jwks_uri: `${base}/${pool.id}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}
