import * as z from "zod"
import { refusal } from "./refusal.ts"

/** The policy of an upload form: what its signer lets the form say. */
const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
      z.record(z.string(), z.coerce.string()),
    ]),
  ),
})

const exempt = ["policy", "x-amz-signature", "bucket", "file"]

/** Throws unless the form obeys the policy; returns how large its file may be. */
export function obeyed(
  encoded: string,
  fields: Record<string, string>,
  now: number,
): { minimum: number; maximum?: number } {
  const policy = decode(encoded)
  if (Date.parse(policy.expiration) <= now) throw denied("Policy expired.")
  const named = new Set(exempt)
  let sizes: { minimum: number; maximum?: number } = { minimum: 0 }
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, value] of Object.entries(condition)) named.add(check("eq", name.toLowerCase(), value, fields))
    } else if (condition[0] === "content-length-range") {
      sizes = { minimum: condition[1], maximum: condition[2] }
    } else {
      named.add(check(condition[0], condition[1].slice(1).toLowerCase(), condition[2], fields))
    }
  }
  const extra = Object.keys(fields).filter((name) => !named.has(name) && !name.startsWith("x-ignore-"))
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(", ")}`)
  return sizes
}

function check(operator: "eq" | "starts-with", name: string, value: string, fields: Record<string, string>): string {
  const actual = fields[name] ?? ""
  const holds = operator === "eq" ? actual === value : actual.startsWith(value)
  if (!holds) throw denied(`Policy Condition failed: ["${operator}", "$${name}", "${value}"]`)
  return name
}

function decode(encoded: string): z.infer<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, "base64").toString()))
  } catch {
    throw refusal("InvalidPolicyDocument", "Invalid Policy: it is not a policy in base64-encoded JSON.")
  }
}

function denied(message: string): Error {
  return refusal("AccessDenied", `Invalid according to Policy: ${message}`)
}
