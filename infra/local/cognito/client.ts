/** What a user pool client's template may say, and how long its tokens live. */
import * as z from "zod"
import { StartError } from "../start-error.ts"
import type { Pool } from "./pool.ts"

const units = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
const Unit = z.enum(["seconds", "minutes", "hours", "days"])
const Length = z.coerce.number().int().positive()

export const ClientProperties = z.strictObject({
  UserPoolId: z.string(),
  ClientName: z.string().optional(),
  ExplicitAuthFlows: z
    .array(z.string().startsWith("ALLOW_"))
    .default(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"]),
  ReadAttributes: z.array(z.string()).default([]),
  WriteAttributes: z.array(z.string()).default([]),
  AccessTokenValidity: Length.default(1),
  IdTokenValidity: Length.default(1),
  RefreshTokenValidity: Length.default(30),
  TokenValidityUnits: z
    .object({
      AccessToken: Unit.default("hours"),
      IdToken: Unit.default("hours"),
      RefreshToken: Unit.default("days"),
    })
    .prefault({}),
  /** Minutes that an answer to a challenge may take. */
  AuthSessionValidity: z.coerce.number().int().min(3).max(15).default(3),
  PreventUserExistenceErrors: z.enum(["LEGACY", "ENABLED"]).default("LEGACY"),
  EnableTokenRevocation: z.boolean().default(true),
  RefreshTokenRotation: z
    .object({
      Feature: z.enum(["ENABLED", "DISABLED"]),
      RetryGracePeriodSeconds: z.coerce.number().int().min(0).max(60).default(0),
    })
    .optional(),
  GenerateSecret: z.literal(false, "a client with a secret is not built in the local stack").optional(),
  AllowedOAuthFlowsUserPoolClient: z
    .literal(false, "the hosted pages are not built in the local stack: disable OAuth on the client")
    .optional(),
  SupportedIdentityProviders: z.array(z.literal("COGNITO")).optional(),
})
export type ClientProperties = z.infer<typeof ClientProperties>

export type Client = {
  id: string
  pool: Pool
  properties: ClientProperties
  /** Seconds. */
  lifetimes: { access: number; id: number; refresh: number }
  hidesUsers: boolean
  rotates: boolean
}

export function clientOf(id: string, pool: Pool, properties: ClientProperties): Client {
  const unit = properties.TokenValidityUnits
  const lifetimes = {
    access: properties.AccessTokenValidity * units[unit.AccessToken],
    id: properties.IdTokenValidity * units[unit.IdToken],
    refresh: properties.RefreshTokenValidity * units[unit.RefreshToken],
  }
  inRange("AccessTokenValidity", lifetimes.access, 300, 86_400)
  inRange("IdTokenValidity", lifetimes.id, 300, 86_400)
  inRange("RefreshTokenValidity", lifetimes.refresh, 3600, 3650 * 86_400)
  return {
    id,
    pool,
    properties,
    lifetimes,
    hidesUsers: properties.PreventUserExistenceErrors === "ENABLED",
    rotates: properties.RefreshTokenRotation?.Feature === "ENABLED",
  }
}

function inRange(name: string, seconds: number, from: number, to: number): void {
  if (seconds < from || seconds > to) throw new StartError(`${name}: ${seconds} s is not between ${from} s and ${to} s`)
}
