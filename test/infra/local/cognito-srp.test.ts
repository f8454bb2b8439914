import { createHash } from "node:crypto"
import { expect, test } from "vitest"
import {
  bytes,
  decoyVerifier,
  exchange,
  g,
  k,
  N,
  power,
  proofOf,
  verifierOf,
} from "../../../infra/local/cognito/srp.ts"
import { clientProof, clientPublic, timestamp } from "../../support/srp-client.ts"

const person = { poolName: "ExamplePl", username: "ada", password: "Correct-horse-7" }
const secretBlock = Buffer.from("a block that the server drew")
const a = BigInt(`0x${"1234567890abcdef".repeat(4)}`)
const b = BigInt(`0x${"fedcba0987654321".repeat(4)}`)

function proofs(password: string) {
  const { salt, verifier } = verifierOf(person.poolName, person.username, person.password, "00ff".repeat(8))
  const offer = exchange(verifier, clientPublic(a).toString(16), b)
  if (offer === undefined) throw new Error("no offer")
  const client = clientProof(a, { ...person, password, salt, B: offer.B, secretBlock })
  return { client, server: proofOf(offer, { ...person, secretBlock, timestamp }) }
}

test("the group is the 3072-bit one of RFC 5054 and k the one every Cognito client knows", () => {
  expect(N.toString(2)).toHaveLength(3072)
  expect(g).toBe(2n)
  expect(k.toString(16)).toBe("538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6")
})

test("2 generates the subgroup of prime order: 2^((N-1)/2) is 1", () => {
  expect(power(2n, (N - 1n) / 2n)).toBe(1n)
})

test("numbers are written as two's complement: a zero byte leads only where the first bit is set", () => {
  expect(bytes(0x7fn).toString("hex")).toBe("7f")
  expect(bytes(0x80n).toString("hex")).toBe("0080")
  expect(bytes(0xabcn).toString("hex")).toBe("0abc")
})

test("client and server come to the same proof by their two formulas, and to another with another password", () => {
  const right = proofs(person.password)
  expect(right.client).toEqual(right.server)
  const wrong = proofs("correct-horse-7")
  expect(wrong.client).not.toEqual(wrong.server)
})

test("the verifier is g to the hash of salt and identity, whatever zeros the salt begins with", () => {
  const identity = createHash("sha256").update("ExamplePlada:Correct-horse-7").digest()
  const padded = Buffer.concat([Buffer.from([0, 0xff]), identity])
  const expected = power(g, BigInt(`0x${createHash("sha256").update(padded).digest("hex")}`)).toString(16)
  expect(verifierOf("ExamplePl", "ada", "Correct-horse-7", "00ff").verifier).toBe(expected)
})

test("an A that is a multiple of N, which would let anybody in, is refused", () => {
  const { verifier } = verifierOf("p", "u", "w")
  for (const bad of [0n, N, 2n * N]) expect(exchange(verifier, bad.toString(16))).toBeUndefined()
})

test("salts and answers are new for each password and each exchange", () => {
  expect(verifierOf("p", "u", "w").salt).not.toBe(verifierOf("p", "u", "w").salt)
  const { verifier } = verifierOf("p", "u", "w")
  const A = clientPublic(a).toString(16)
  expect(exchange(verifier, A)?.B).not.toBe(exchange(verifier, A)?.B)
})

test("a stranger's salt is stable, another for each name, and as long as a real one", () => {
  const secret = Buffer.from("of this pool")
  expect(decoyVerifier(secret, "ghost")).toEqual(decoyVerifier(secret, "ghost"))
  expect(decoyVerifier(secret, "ghost").salt).not.toBe(decoyVerifier(secret, "ghoul").salt)
  expect(decoyVerifier(secret, "ghost").salt).toHaveLength(verifierOf("p", "u", "w").salt.length)
})
