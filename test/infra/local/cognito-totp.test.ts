import { expect, test } from "vitest"
import { base32, codeAt, newSecret, stepOf } from "../../../infra/local/cognito/totp.ts"

const secret = base32(Buffer.from("12345678901234567890"))

test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
])("RFC 6238: at %i s the code ends in %s", (seconds, code) => {
  expect(codeAt(secret, seconds * 1000)).toBe(code)
})

test("a secret is written in base32 as RFC 4648 does", () => {
  expect(base32(Buffer.from("foobar"))).toBe("MZXW6YTBOI")
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(newSecret())
})

test("a code counts a step early and a step late, and no further", () => {
  const at = 1_700_000_010_000
  const step = Math.floor(at / 30_000)
  expect(stepOf(secret, codeAt(secret, at), at)).toBe(step)
  expect(stepOf(secret, codeAt(secret, at - 30_000), at)).toBe(step - 1)
  expect(stepOf(secret, codeAt(secret, at + 30_000), at)).toBe(step + 1)
  expect(stepOf(secret, codeAt(secret, at - 60_000), at)).toBeUndefined()
  expect(stepOf(secret, codeAt(secret, at + 60_000), at)).toBeUndefined()
  expect(stepOf(secret, "", at)).toBeUndefined()
})
