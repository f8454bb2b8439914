import type * as z from "zod"

const STATUS = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unprocessable: 422,
  too_many_requests: 429,
  not_offered: 501,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof STATUS

/** What the caller can fix. `fields` says what is wrong by the field's name in the API, for forms to show beside it. */
export class Problem extends Error {
  code: ProblemCode
  fields: Record<string, string>
  /** What an answer says besides, where operations have words of their own. */
  also: Record<string, unknown> = {}
  constructor(code: ProblemCode, message: string, fields: Record<string, string> = {}) {
    super(message)
    this.name = "Problem"
    this.code = code
    this.fields = fields
  }
  get status(): number {
    return STATUS[this.code]
  }
}

/** The code behind an HTTP status, for a client that turns an answer back into a `Problem`. */
export function codeOf(status: number): ProblemCode {
  const known = Object.entries(STATUS).find(([, value]) => value === status)
  return known === undefined ? (status >= 500 ? "unavailable" : "invalid") : (known[0] as ProblemCode)
}

/** Turns what zod found into a `Problem` that names every field. */
export function invalid(error: z.ZodError, where: string): Problem {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) fields[[...issue.path, key].join(".")] = "is not a field of this request"
    } else {
      const at = issue.path.join(".") || where
      fields[at] ??= issue.message
    }
  }
  const first = Object.entries(fields)[0]
  return new Problem("invalid", first === undefined ? `${where} is invalid` : `${first[0]}: ${first[1]}`, fields)
}
