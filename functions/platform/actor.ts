/** Who calls: an API token or a Cognito access token becomes the actor that verbs take. */
import { createHash } from "node:crypto"
import { CognitoJwtVerifier } from "aws-jwt-verify"
import { SimpleJwksCache } from "aws-jwt-verify/jwk"
import type { Actor as Person } from "../../shared/permission.ts"
import { rightsOf } from "../../shared/permission-set.ts"
import { Problem } from "../../shared/problem.ts"
import type { User } from "../../shared/workspace.ts"
import { recordOf } from "../data/kinds.ts"
import { keys } from "../data/patterns.ts"
import { setupOf } from "../data/setup.ts"
import { getMany } from "../data/table.ts"
import { viewerOf } from "../data/viewers.ts"
import { endpointOf, env } from "./env.ts"
import { placeOf } from "./oauth-token.ts"
import { noteUse, type Presented, placesOf, type Standing, standingOf } from "./presented.ts"

/** The actor of a request, with the version of the setup that it found. */
export type Actor = Person & { setupVersion: number } & Partial<Standing>

/** Someone who signed in to Cognito; `workspaceId` is missing until they have made or joined a workspace. */
export type Identity = { sub: string; username: string; workspaceId?: string; userId?: number }

export type Credential = Presented | { jwt: string }

type Headers = Record<string, string | undefined>

/**
 * An API token is 40 hexadecimal characters: 10 of the workspace's id, 6 of the user's, 24 of chance. It says where it
 * belongs, so that looking it up needs no index across workspaces; only its SHA-256 is stored.
 */
export function tokenFor(workspaceId: string, userId: number, secret: Buffer): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0")
  return hex(Number(workspaceId), 10) + hex(userId, 6) + secret.subarray(0, 12).toString("hex")
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex")
}

/** The credential of a request: `x-api-token`, `?api_token=` or `Authorization: Bearer`; an app's token comes by the last alone. */
export function credentialOf(headers: Headers, query: Record<string, string | undefined>): Credential | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1]
  const token = headers["x-api-token"] ?? query.api_token ?? bearer
  if (token === undefined) return undefined
  if (token.includes(".")) return { jwt: token }
  const place = placeOf(token)
  if (place?.kind === "access" && token === bearer) return { ...place, hash: hashOf(token) }
  if (!/^[0-9a-f]{40}$/.test(token)) return undefined
  const workspaceId = String(Number.parseInt(token.slice(0, 10), 16))
  return { token, hash: hashOf(token), workspaceId, userId: Number.parseInt(token.slice(10, 16), 16) }
}

const UNAUTHORIZED = () => new Problem("unauthorized", "unauthorized access")

const cache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } })
let verifier: ReturnType<typeof createVerifier> | undefined

function createVerifier() {
  return CognitoJwtVerifier.create(
    { userPoolId: env("USER_POOL_ID"), clientId: env("USER_POOL_CLIENT_ID"), tokenUse: "access" },
    { jwksCache: cache },
  )
}

async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  const base = endpointOf("COGNITO_IDENTITY_PROVIDER")
  const address = base === undefined ? uri : base + new URL(uri).pathname
  const answer = await fetch(address, { signal: AbortSignal.timeout(5000) })
  if (!answer.ok) throw new Error(`The user pool's keys answered ${answer.status}`)
  return answer.arrayBuffer()
}

/** The person a Cognito access token belongs to. Throws `unauthorized` on any token that is not this pool's. */
export async function identify(jwt: string): Promise<Identity> {
  verifier ??= createVerifier()
  try {
    const claims = await verifier.verify(jwt)
    const workspaceId = typeof claims.workspace === "string" ? claims.workspace : undefined
    const userId = typeof claims.user === "string" ? Number(claims.user) : undefined
    return {
      sub: claims.sub,
      username: claims.username,
      ...(workspaceId !== undefined && userId !== undefined && { workspaceId, userId }),
    }
  } catch {
    throw UNAUTHORIZED()
  }
}

/** The actor behind a credential: an active user of a workspace, as stored now. Throws `unauthorized` otherwise. */
export async function actorOf(credential: Credential, now = Date.now()): Promise<Actor> {
  const presented = "jwt" in credential ? undefined : credential
  const who = "jwt" in credential ? await identify(credential.jwt) : credential
  const { workspaceId, userId } = who
  if (workspaceId === undefined || userId === undefined) {
    throw new Problem("forbidden", "Make a workspace or accept an invitation first")
  }
  const [user, version, ...said] = await getMany([
    keys.setupOf(workspaceId, "user", userId),
    keys.setupVersion(workspaceId),
    ...(presented === undefined ? [] : placesOf(presented)),
  ])
  const standing = presented === undefined ? {} : standingOf(presented, said, now)
  if (user === undefined || standing === undefined) throw UNAUTHORIZED()
  const person = recordOf("user", user)
  if (person.status !== "active") throw UNAUTHORIZED()
  if (presented !== undefined) await noteUse(presented, said, now)
  const via = presented === undefined ? "app" : "api"
  return { ...(await actorFor(workspaceId, person, via, Number(version?.count ?? 0))), ...standing }
}

/** Someone of a workspace as who acts, by a version of its setup. */
export async function actorFor(
  workspaceId: string,
  user: User,
  via: Actor["via"],
  setupVersion: number,
): Promise<Actor> {
  const { id: userId, role, zone, currency } = user
  const setup = await setupOf({ workspaceId, setupVersion })
  const { sight } = viewerOf(setup, user)
  const rights = rightsOf(setup.permissionSets, user)
  return { workspaceId, userId, role, sight, rights, via, zone, currency, setupVersion }
}
