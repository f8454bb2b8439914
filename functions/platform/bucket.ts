/** The bucket of workspaces' files. */
import { S3Client, S3ServiceException } from "@aws-sdk/client-s3"
import { env } from "./env.ts"

export const client = new S3Client({
  maxAttempts: 4,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
})

export const bucket = () => env("FILES_BUCKET")

/** Who may not list a bucket is told 403 of what is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0)
}
