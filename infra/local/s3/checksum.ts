import { createHash, type Hash } from "node:crypto"
import { crc32 } from "node:zlib"

/** A checksum as the `x-amz-checksum-<algorithm>` header carries it: base64. */
export type Checksum = { algorithm: string; value: string }

export type Digest = { update(chunk: Uint8Array): void; value(): string }

const digests: Record<string, () => Digest> = {
  crc32: () => {
    let sum = 0
    return {
      update: (chunk) => {
        sum = crc32(chunk, sum)
      },
      value: () => words(sum),
    }
  },
  crc32c: () => {
    let sum = -1
    return {
      update: (chunk) => {
        for (const byte of chunk) sum = (castagnoli[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
      },
      value: () => words(~sum),
    }
  },
  crc64nvme,
  md5: () => hashed(createHash("md5")),
  sha1: () => hashed(createHash("sha1")),
  sha256: () => hashed(createHash("sha256")),
}

/** Undefined for an algorithm this stack does not know. */
export function digest(algorithm: string): Digest | undefined {
  return Object.hasOwn(digests, algorithm) ? digests[algorithm]?.() : undefined
}

function hashed(hash: Hash): Digest {
  return { update: (chunk) => void hash.update(chunk), value: () => hash.digest("base64") }
}

function words(...values: number[]): string {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value >>> 0, index * 4)
  })
  return bytes.toString("base64")
}

const castagnoli = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1
  return sum
})

const nvme = Array.from({ length: 256 }, (_, byte) => {
  let sum = BigInt(byte)
  for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ 0x9a6c9329ac4bc9b5n : sum >> 1n
  return sum
})
const nvmeHigh = Int32Array.from(nvme, (sum) => Number(BigInt.asIntN(32, sum >> 32n)))
const nvmeLow = Int32Array.from(nvme, (sum) => Number(BigInt.asIntN(32, sum)))

/** 64 bits held as two 32-bit halves: BigInt is a hundred times slower. */
function crc64nvme(): Digest {
  let high = -1
  let low = -1
  return {
    update: (chunk) => {
      for (const byte of chunk) {
        const row = (low ^ byte) & 255
        low = ((low >>> 8) | (high << 24)) ^ (nvmeLow[row] ?? 0)
        high = (high >>> 8) ^ (nvmeHigh[row] ?? 0)
      }
    },
    value: () => words(~high, ~low),
  }
}
