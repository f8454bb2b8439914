import type { GraphQLError, SourceLocation } from "graphql"

/** What a resolver, or the authorization in front of it, refuses with; a client reads it in `errors`. */
export class ResolverError extends Error {
  errorType: string
  data: unknown
  errorInfo: unknown
  constructor(message: string, errorType: string, data: unknown = null, errorInfo: unknown = null) {
    super(message)
    this.name = errorType
    this.errorType = errorType
    this.data = data
    this.errorInfo = errorInfo
  }
}

export type PresentedError = {
  path: readonly (string | number)[] | null
  data: unknown
  errorType: string | null
  errorInfo: unknown
  locations: { line: number; column: number; sourceName: null }[]
  message: string
}

export function unauthorized(type: string, field: string): ResolverError {
  return new ResolverError(`Not Authorized to access ${field} on type ${type}`, "Unauthorized")
}

export function presentError(error: GraphQLError): PresentedError {
  const cause = error.originalError instanceof ResolverError ? error.originalError : undefined
  const errorType = error.path === undefined ? "ValidationException" : null
  return present(cause ?? { errorType, message: error.message }, error.path, error.locations)
}

export function present(
  error: { message: string; errorType: string | null; data?: unknown; errorInfo?: unknown },
  path: readonly (string | number)[] | undefined,
  locations: readonly SourceLocation[] | undefined,
): PresentedError {
  return {
    path: path ?? null,
    data: error.data ?? null,
    errorType: error.errorType,
    errorInfo: error.errorInfo ?? null,
    locations: (locations ?? []).map(({ line, column }) => ({ line, column, sourceName: null })),
    message: error.message,
  }
}
