import { AwsError } from "../aws-error.ts"

const statuses: Record<string, number> = {
  AccessDenied: 403,
  AccessForbidden: 403,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
}

/** An S3 error with the status S3 gives that code; 400 where S3 has no other. */
export function refusal(code: string, message: string): AwsError {
  return new AwsError(code, message, statuses[code] ?? 400)
}
