import { expect, test } from "vitest"
import * as z from "zod"
import { codeOf, invalid, Problem } from "../../shared/problem.ts"

const Shape = z.strictObject({
  title: z.string(),
  value: z.number().optional(),
  emails: z.array(z.strictObject({ value: z.email("must be an e-mail address") })).optional(),
})

function problemOf(value: unknown): Problem {
  const parsed = Shape.safeParse(value)
  if (parsed.success) throw new Error("this is valid")
  return invalid(parsed.error, "body")
}

test("every field that is wrong is named, by its path in the request", () => {
  const problem = problemOf({ value: "1", emails: [{ value: "a@b.ee" }, { value: "nobody" }] })
  expect(Object.keys(problem.fields).sort()).toEqual(["emails.1.value", "title", "value"])
  expect(problem.fields["emails.1.value"]).toBe("must be an e-mail address")
  expect(problem.status).toBe(400)
})

test("fields that are not of the request are named where they stand", () => {
  const problem = problemOf({ title: "x", colour: 1, emails: [{ value: "a@b.ee", kind: "work" }] })
  expect(problem.fields).toEqual({
    colour: "is not a field of this request",
    "emails.0.kind": "is not a field of this request",
  })
})

test("what is wrong as a whole is named by where it came from", () => {
  expect(Object.keys(problemOf("nothing").fields)).toEqual(["body"])
})

test("the message begins with the first field that is wrong", () => {
  expect(problemOf({ title: "x", value: "1" }).message).toMatch(/^value: /)
})

test("only the first thing wrong with a field is said", () => {
  const parsed = z
    .object({ name: z.string().min(3, "too short").regex(/^a/, "must begin with a") })
    .safeParse({ name: "b" })
  expect(parsed.success ? {} : invalid(parsed.error, "body").fields).toEqual({ name: "too short" })
})

test.each([
  [400, "invalid"],
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [409, "conflict"],
  [410, "gone"],
  [429, "too_many_requests"],
  [503, "unavailable"],
] as const)("status %i is the problem %s, and back", (status, code) => {
  expect(new Problem(code, "x").status).toBe(status)
  expect(codeOf(status)).toBe(code)
})

test("a status that no problem has is the caller's fault below 500 and the server's above", () => {
  expect(codeOf(418)).toBe("invalid")
  expect(codeOf(502)).toBe("unavailable")
})
