/** Time-based one-time passwords (RFC 6238): SHA-1, six digits, steps of 30 seconds. */
import { createHmac, randomBytes } from "node:crypto"
import { equal } from "./equal.ts"

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
const stepMs = 30_000

export function newSecret(): string {
  return base32(randomBytes(20))
}

export function codeAt(secret: string, atMs: number): string {
  return codeOfStep(secret, Math.floor(atMs / stepMs))
}

/** The step a code belongs to, a step early or late allowed; undefined when it is of none. */
export function stepOf(secret: string, code: string, atMs: number): number | undefined {
  const now = Math.floor(atMs / stepMs)
  return [now, now - 1, now + 1].find((step) => equal(codeOfStep(secret, step), code))
}

function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest()
  const offset = mac.readUInt8(19) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0")
}

export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("")
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("")
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("")
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
