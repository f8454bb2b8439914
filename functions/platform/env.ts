/** A variable that the template gives this function. Throws at start-up when it is missing, naming it. */
export function env(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === "") throw new Error(`The environment variable ${name} is not set`)
  return value
}

/**
 * Base URL of an AWS service when it is not AWS's own: the same variables every AWS SDK reads
 * (`AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`).
 */
export function endpointOf(service: string): string | undefined {
  return process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env.AWS_ENDPOINT_URL
}
