/** What the PreTokenGeneration function of a pool makes of the claims. */
import * as z from "zod"
import type { Context } from "../family.ts"
import { ownScope, type TokenClaims } from "./claims.ts"
import type { Client } from "./client.ts"
import type { Claims } from "./jwt.ts"
import { ask, type Metadata, userAttributes } from "./triggers.ts"
import type { User } from "./users.ts"

export type Reason = "Authentication" | "NewPasswordChallenge" | "RefreshTokens"

export async function preToken(
  context: Context,
  { id, pool }: Client,
  user: User,
  claims: TokenClaims,
  about: { reason: Reason; groups: string[]; metadata: Metadata },
): Promise<TokenClaims> {
  const { PreTokenGeneration, PreTokenGenerationConfig } = pool.properties.LambdaConfig
  const arn = PreTokenGenerationConfig?.LambdaArn ?? PreTokenGeneration
  if (arn === undefined) return claims
  const version = PreTokenGenerationConfig?.LambdaVersion.slice(1, 2) ?? "1"
  const roles = about.groups.flatMap((name) => pool.groups.get(name)?.RoleArn ?? [])
  const answer = await ask(context, pool, {
    name: "PreTokenGeneration",
    source: `TokenGeneration_${about.reason}`,
    arn,
    version,
    username: user.username,
    clientId: id,
    request: {
      userAttributes: userAttributes(user),
      groupConfiguration: {
        groupsToOverride: about.groups,
        iamRolesToOverride: roles,
        preferredRole: roles[0] ?? null,
      },
      ...(version === "1" ? {} : { scopes: [ownScope] }),
      clientMetadata: about.metadata ?? {},
    },
  })
  return overridden(claims, version, answer)
}

const Changes = z.object({
  claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
  claimsToSuppress: z.array(z.string()).nullish(),
  scopesToAdd: z.array(z.string()).nullish(),
  scopesToSuppress: z.array(z.string()).nullish(),
})
type Changes = z.infer<typeof Changes>
const Groups = z.object({ groupsToOverride: z.array(z.string()).nullish() }).nullish()
const Override = z.object({
  claimsOverrideDetails: Changes.extend({ groupOverrideDetails: Groups }).nullish(),
  claimsAndScopeOverrideDetails: z
    .object({
      idTokenGeneration: Changes.nullish(),
      accessTokenGeneration: Changes.nullish(),
      groupOverrideDetails: Groups,
    })
    .nullish(),
})

function overridden(plain: TokenClaims, version: string, answer: unknown): TokenClaims {
  const override = Override.safeParse(answer).data
  const first = override?.claimsOverrideDetails
  const second = override?.claimsAndScopeOverrideDetails
  if (version === "1") return { ...plain, id: changed(plain.id, first, first?.groupOverrideDetails?.groupsToOverride) }
  const groups = second?.groupOverrideDetails?.groupsToOverride
  return {
    id: changed(plain.id, second?.idTokenGeneration, groups),
    access: scoped(changed(plain.access, second?.accessTokenGeneration, groups), second?.accessTokenGeneration),
  }
}

const untouchable = new Set(
  (
    "acr amr at_hash aud auth_time azp client_id cognito:username device_key event_id exp iat identities iss jti nbf " +
    "nonce origin_jti scope sub token_use username version"
  ).split(" "),
)

function changed(claims: Claims, changes: Changes | null | undefined, groups: string[] | null | undefined): Claims {
  const dropped = changes?.claimsToSuppress ?? []
  const all = { ...claims, ...(groups == null ? {} : { "cognito:groups": groups }) }
  const kept = Object.entries(all).filter(([name]) => untouchable.has(name) || !dropped.includes(name))
  const added = Object.entries(changes?.claimsToAddOrOverride ?? {}).filter(([name]) => !untouchable.has(name))
  return Object.fromEntries([...kept, ...added])
}

function scoped(claims: Claims, changes: Changes | null | undefined): Claims {
  const dropped = changes?.scopesToSuppress ?? []
  const scopes = [ownScope, ...(changes?.scopesToAdd ?? [])].filter((name) => !dropped.includes(name))
  return { ...claims, scope: scopes.join(" ") }
}
