import { timingSafeEqual } from "node:crypto"
import { sha256 } from "./srp.ts"

/** Compares secrets in a time that does not tell where, or in what length, they differ. */
export function equal(one: string | Buffer, other: string | Buffer): boolean {
  return timingSafeEqual(sha256(Buffer.from(one)), sha256(Buffer.from(other)))
}
