/** Conversions of leads to deals and back: what became of each, for a few days. */
import * as z from "zod"
import { ConversionStatus } from "../../shared/api/leads.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { get } from "./table.ts"

const SECONDS_KEPT = 7 * 86_400

export const Conversion = z.object({
  id: z.string(),
  from: z.enum(["lead", "deal"]),
  fromId: z.int(),
  toId: z.int(),
  /** UUID of the lead that was made. */
  toUuid: z.string().optional(),
  status: ConversionStatus,
  /** Seconds since the epoch after which it is forgotten. */
  ttl: z.int(),
})
export type Conversion = z.infer<typeof Conversion>

export function forgottenAt(now: number): number {
  return Math.floor(now / 1000) + SECONDS_KEPT
}

export async function conversion(w: string, id: string): Promise<Conversion | undefined> {
  const item = await get(keys.conversion(w, id))
  return item === undefined ? undefined : Conversion.parse(item)
}

export function conversionWrite(w: string, record: Conversion): Write {
  return { put: { ...keys.conversion(w, record.id), ...record } }
}
