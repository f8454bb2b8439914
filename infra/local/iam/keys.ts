/** Access keys derived from a seed kept in the state, so a role signs with the same keys after a restart. */
import { createHmac, randomBytes } from "node:crypto"
import type { Credentials } from "../family.ts"
import type { State } from "../state.ts"

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

export function deriveKeys(state: State): (owner: string) => Credentials {
  const seed = keptSeed(state)
  const derive = (purpose: string, owner: string): Buffer =>
    createHmac("sha256", seed).update(`${purpose}/${owner}`).digest()
  return (owner) => ({
    accessKeyId: `AKIA${Array.from(derive("id", owner).subarray(0, 16), (byte) => alphabet[byte % 32]).join("")}`,
    secretAccessKey: derive("secret", owner).toString("base64").slice(0, 40),
  })
}

function keptSeed(state: State): string {
  const records = state.records<string>("iam.seed")
  const known = records.get("seed")
  if (known !== undefined) return known
  const seed = randomBytes(32).toString("hex")
  records.put("seed", seed)
  return seed
}
