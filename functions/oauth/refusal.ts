/** What the token endpoint says of a request that it does not take: RFC 6749, section 5.2. */
import type { Raw } from "../../shared/api/route.ts"

type Code =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type"

export class Refusal extends Error {
  code: Code
  constructor(code: Code, message: string) {
    super(message)
    this.name = "Refusal"
    this.code = code
  }
}

export function answered(status: number, body: object, headers: Record<string, string> = {}): Raw {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", pragma: "no-cache", ...headers },
    body: JSON.stringify(body),
  }
}

/** Runs what may be refused. `success` and `message` are for clients of Pipedrive's, who look at these. */
export async function refusing(work: () => Promise<Raw>): Promise<Raw> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message } = error
    const body = { success: false, message, error: code, error_description: message }
    if (code !== "invalid_client") return answered(400, body)
    return answered(401, body, { "www-authenticate": 'Basic realm="oauth"' })
  }
}
