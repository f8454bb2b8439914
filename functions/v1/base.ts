import type { APIGatewayProxyEventV2 } from "aws-lambda"

/** Where the request was sent to: `https://crm.example`. */
export function baseOf({ headers, requestContext }: APIGatewayProxyEventV2): string {
  const host = headers["x-forwarded-host"] ?? headers.host ?? requestContext.domainName
  const local = /^(localhost|127\.0\.0\.1)(:|$)/.test(host)
  return `${local ? "http" : "https"}://${host}`
}
