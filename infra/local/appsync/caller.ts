/** Who calls: a person by a token of a user pool, or a role by its SigV4 signature. */
import type { IncomingHttpHeaders } from "node:http"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context, Principal } from "../family.ts"
import { readSignature, verifySignature } from "../sigv4.ts"
import type { Api, Provider } from "./api.ts"

export type VerifyUser = (poolId: string, token: string) => Promise<Record<string, unknown>>

export type Caller = {
  /** `ctx.identity` of a resolver. */
  identity: Record<string, unknown>
  /** When the token dies, in milliseconds since the epoch. */
  expiresAt: number
} & (
  | { mode: "AMAZON_COGNITO_USER_POOLS"; groups: readonly string[]; defaultAction: "ALLOW" | "DENY" }
  | { mode: "AWS_IAM"; principal: Principal }
)

/** What a caller proves itself with; `url` and `body` as they were signed. */
type Presented = {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
  sourceIp: string
}

type UserPool = Extract<Provider, { mode: "AMAZON_COGNITO_USER_POOLS" }>

const Claims = z.looseObject({
  sub: z.string().optional(),
  iss: z.string().optional(),
  exp: z.number().optional(),
  username: z.string().optional(),
  "cognito:username": z.string().optional(),
  "cognito:groups": z.array(z.string()).optional(),
  client_id: z.string().optional(),
  aud: z.string().optional(),
})

/** Throws an `UnauthorizedException` for who proves nothing, and what SigV4 answers for a wrong signature. */
export async function identify(
  api: Api,
  presented: Presented,
  context: Context,
  verifyUser: VerifyUser,
): Promise<Caller> {
  const { authorization = "" } = presented.headers
  if (authorization === "") throw refused("Valid authorization header not provided.")
  if (authorization.startsWith("AWS4-")) return role(api, presented, context)
  const token = authorization.replace(/^Bearer\s+/i, "")
  let reason = "Valid authorization header not provided."
  for (const provider of api.providers) {
    if (provider.mode !== "AMAZON_COGNITO_USER_POOLS") continue
    try {
      return person(provider, Claims.parse(await verifyUser(provider.userPoolId, token)), presented.sourceIp)
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    }
  }
  throw refused(reason)
}

function person(pool: UserPool, claims: z.infer<typeof Claims>, sourceIp: string): Caller {
  const client = claims.client_id ?? claims.aud ?? ""
  if (pool.clients !== undefined && !pool.clients.test(client)) throw refused("Token is not of an allowed app client.")
  const groups = claims["cognito:groups"]
  return {
    mode: "AMAZON_COGNITO_USER_POOLS",
    groups: groups ?? [],
    defaultAction: pool.defaultAction,
    expiresAt: claims.exp === undefined ? Number.POSITIVE_INFINITY : claims.exp * 1000,
    identity: {
      sub: claims.sub,
      issuer: claims.iss,
      username: claims["cognito:username"] ?? claims.username,
      claims,
      groups: groups ?? null,
      sourceIp: [sourceIp],
      defaultAuthStrategy: pool.defaultAction,
    },
  }
}

function role(api: Api, presented: Presented, context: Context): Caller {
  const signature = readSignature(presented.headers.authorization)
  const takesRoles = api.providers.some(({ mode }) => mode === "AWS_IAM")
  if (!takesRoles || signature?.service !== "appsync") throw refused("Permission denied")
  const owner = context.iam.lookUp(signature.accessKeyId)
  if (owner === undefined) {
    throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.", 403)
  }
  verifySignature(presented, presented.body, signature, owner.secretAccessKey, Date.now())
  const { principal } = owner
  const userArn = principal.kind === "role" ? principal.arn : `arn:aws:iam::${context.account}:root`
  return {
    mode: "AWS_IAM",
    principal,
    expiresAt: Number.POSITIVE_INFINITY,
    identity: {
      accountId: context.account,
      userArn,
      username: userArn.split("/").pop(),
      sourceIp: [presented.sourceIp],
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      cognitoIdentityAuthType: null,
      cognitoIdentityAuthProvider: null,
    },
  }
}

function refused(message: string): AwsError {
  return new AwsError("UnauthorizedException", message, 401)
}
