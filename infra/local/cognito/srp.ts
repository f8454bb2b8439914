/**
 * SRP-6a as Cognito speaks it: the 3072-bit group of RFC 5054, SHA-256, and an HKDF with a label of its own.
 *
 * The server keeps a salt and a verifier, never the password. It answers the client's public value A with B; both sides
 * then know the same key, and the client proves that it does with an HMAC over what the session is about.
 */
import { createHash, createHmac, randomBytes } from "node:crypto"

const group = Buffer.from(
  [
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD",
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED",
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F",
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B",
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510",
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7",
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C",
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
  ].join(""),
  "hex",
)
export const N = integer(group)
export const g = 2n
export const k = hashed(bytes(N), bytes(g))

/** What stands for a password: both in hex. */
export type Verifier = { salt: string; verifier: string }

export type Exchange = { A: bigint; B: bigint; b: bigint; verifier: bigint }

export function verifierOf(
  poolName: string,
  username: string,
  password: string,
  salt = randomBytes(16).toString("hex"),
): Verifier {
  const identity = sha256(Buffer.from(`${poolName}${username}:${password}`))
  const x = hashed(bytes(BigInt(`0x${salt}`)), identity)
  return { salt, verifier: power(g, x).toString(16) }
}

/** The verifier of a user who does not exist: the same at every try, so that it tells nothing. */
export function decoyVerifier(secret: Buffer, username: string): Verifier {
  const salt = createHmac("sha256", secret).update(`salt/${username}`).digest("hex").slice(0, 32)
  const block = (index: number) => createHmac("sha256", secret).update(`verifier/${index}/${username}`).digest()
  const verifier = integer(Buffer.concat(Array.from({ length: 12 }, (_, index) => block(index)))) % N
  return { salt, verifier: verifier.toString(16) }
}

/** Answers the client's A; undefined when A would let anybody in (a multiple of N). */
export function exchange(verifier: string, clientPublic: string, b = integer(randomBytes(32))): Exchange | undefined {
  const A = BigInt(`0x${clientPublic}`)
  if (A % N === 0n) return undefined
  const v = BigInt(`0x${verifier}`)
  return { A, B: (k * v + power(g, b)) % N, b, verifier: v }
}

/** The proof that a client who knows the password sends. */
export function proofOf(
  { A, B, b, verifier }: Exchange,
  claim: { poolName: string; username: string; secretBlock: Buffer; timestamp: string },
): Buffer {
  const u = hashed(bytes(A), bytes(B))
  const secret = power((A * power(verifier, u)) % N, b)
  return signed(sessionKey(secret, u), claim)
}

export function sessionKey(secret: bigint, u: bigint): Buffer {
  const extracted = createHmac("sha256", bytes(u)).update(bytes(secret)).digest()
  return createHmac("sha256", extracted).update("Caldera Derived Key\x01").digest().subarray(0, 16)
}

export function signed(
  key: Buffer,
  claim: { poolName: string; username: string; secretBlock: Buffer; timestamp: string },
): Buffer {
  return createHmac("sha256", key)
    .update(claim.poolName)
    .update(claim.username)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest()
}

export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % N
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N
    square = (square * square) % N
  }
  return result
}

/** The hash of values as the protocol writes them. */
export function hashed(...parts: Buffer[]): bigint {
  return integer(sha256(...parts))
}

/** Big-endian two's complement of a positive number: a zero byte leads when the first bit is set. */
export function bytes(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 1 ? `0${hex}` : hex
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex")
}

export function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function integer(buffer: Buffer): bigint {
  return BigInt(`0x${buffer.toString("hex") || "0"}`)
}
