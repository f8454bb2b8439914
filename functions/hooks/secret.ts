/** The secret in a hook's address: `hhk_`, workspace (10), the hook's UUID (32), chance (40). Only its SHA-256 is stored. */
import { randomBytes } from "node:crypto"

export function newSecret(workspaceId: string, id: string): string {
  const w = Number(workspaceId).toString(16).padStart(10, "0")
  return `hhk_${w}${id.replaceAll("-", "")}${randomBytes(20).toString("hex")}`
}

/** Which hook a secret is of; undefined for what is none. */
export function placeOfSecret(secret: string): { workspaceId: string; id: string } | undefined {
  if (!/^hhk_[0-9a-f]{82}$/.test(secret)) return undefined
  const id = secret.slice(14, 46).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
  return { workspaceId: String(Number.parseInt(secret.slice(4, 14), 16)), id }
}
