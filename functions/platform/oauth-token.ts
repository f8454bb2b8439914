/**
 * What an app presents. Each says the workspace it is of, and where in it, so that looking it up needs no index across
 * workspaces; what makes it secret is chance, and only its SHA-256 is stored.
 *
 * | access token  | `hat_`, workspace (10), user (6), app (16), chance (40)              |
 * | refresh token | `hrt_`, workspace (10), user (6), app (16), family (32), chance (40) |
 * | code          | `hac_`, workspace (10), chance (40)                                  |
 * | client id     | workspace (10), app (16)                                             |
 */
import { randomBytes } from "node:crypto"

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0")
const chance = (digits: number) => randomBytes(digits / 2).toString("hex")
const decimal = (text: string) => String(Number.parseInt(text, 16))

export const newClientId = (workspaceId: string) => hex(Number(workspaceId), 10) + chance(16)
export const newClientSecret = () => `hcs_${chance(40)}`
export const newCode = (workspaceId: string) => `hac_${hex(Number(workspaceId), 10)}${chance(40)}`
export const newFamily = () => chance(32)

type Of = { clientId: string; userId: number }

export const newAccessToken = ({ clientId, userId }: Of) =>
  `hat_${clientId.slice(0, 10)}${hex(userId, 6)}${clientId.slice(10)}${chance(40)}`
export const newRefreshToken = ({ clientId, userId }: Of, family: string) =>
  `hrt_${clientId.slice(0, 10)}${hex(userId, 6)}${clientId.slice(10)}${family}${chance(40)}`

export type Place = { workspaceId: string; clientId: string; userId: number }

/** Where an access or a refresh token belongs; undefined for what is neither. */
export function placeOf(token: string): (Place & { kind: "access" | "refresh"; family: string }) | undefined {
  const isAccess = /^hat_[0-9a-f]{72}$/.test(token)
  if (!isAccess && !/^hrt_[0-9a-f]{104}$/.test(token)) return undefined
  const rest = token.slice(4)
  return {
    kind: isAccess ? "access" : "refresh",
    workspaceId: decimal(rest.slice(0, 10)),
    userId: Number.parseInt(rest.slice(10, 16), 16),
    clientId: rest.slice(0, 10) + rest.slice(16, 32),
    family: isAccess ? "" : rest.slice(32, 64),
  }
}

export function workspaceOfCode(code: string): string | undefined {
  return /^hac_[0-9a-f]{50}$/.test(code) ? decimal(code.slice(4, 14)) : undefined
}

export function workspaceOfClient(clientId: string): string {
  return decimal(clientId.slice(0, 10))
}
