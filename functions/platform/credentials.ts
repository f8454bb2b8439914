/**
 * Stands in bundles for the SDK's chain of credential providers, a tenth of each: a Lambda's credentials are in its environment.
 * See infra/bundle.ts.
 */
import { env } from "./env.ts"

export const defaultProvider = () => async () => ({
  accessKeyId: env("AWS_ACCESS_KEY_ID"),
  secretAccessKey: env("AWS_SECRET_ACCESS_KEY"),
  ...(process.env.AWS_SESSION_TOKEN !== undefined && { sessionToken: process.env.AWS_SESSION_TOKEN }),
})
