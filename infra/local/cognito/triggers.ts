/** The functions that a pool asks: their event, and what becomes of an answer that is none. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Pool } from "./pool.ts"
import type { Attributes, User } from "./users.ts"

export type Metadata = Record<string, string> | undefined

export type Question = {
  name: "PreSignUp" | "PostConfirmation" | "CustomMessage" | "PreTokenGeneration"
  source: string
  arn: string
  version?: string
  username: string
  clientId?: string | undefined
  request: Record<string, unknown>
}

export type Answer = Record<string, unknown>

export async function ask(context: Context, pool: Pool, question: Question): Promise<Answer> {
  const event = {
    version: question.version ?? "1",
    triggerSource: question.source,
    region: pool.region,
    userPoolId: pool.id,
    userName: question.username,
    callerContext: {
      awsSdkVersion: "aws-sdk-unknown-unknown",
      clientId: question.clientId ?? "CLIENT_ID_NOT_APPLICABLE",
    },
    request: question.request,
    response: {},
  }
  const by = { kind: "service", service: "cognito-idp.amazonaws.com", sourceArn: pool.arn } as const
  const result = await context.deliver(question.arn, event, { by, wait: true }).catch((error: unknown) => {
    throw failed(question.name, error)
  })
  const parsed = z.object({ response: z.record(z.string(), z.unknown()).nullish() }).safeParse(result)
  if (!parsed.success) throw new AwsError("InvalidLambdaResponseException", "Unrecognizable lambda output")
  return parsed.data.response ?? {}
}

function failed(name: string, error: unknown): AwsError {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof AwsError && /AccessDenied|NotFound/.test(error.code)) {
    return new AwsError("UnexpectedLambdaException", `${name} invocation failed due to error ${message}.`)
  }
  return new AwsError("UserLambdaValidationException", `${name} failed with error ${message}.`)
}

export function userAttributes({ attributes, status }: User): Attributes {
  return { ...attributes, "cognito:user_status": status }
}

const SignUpVerdict = z.object({
  autoConfirmUser: z.boolean().nullish(),
  autoVerifyEmail: z.boolean().nullish(),
})

/** May refuse a new user (by failing), confirm it or verify its address. */
export async function preSignUp(
  context: Context,
  pool: Pool,
  about: {
    source: "SignUp" | "AdminCreateUser"
    user: User
    clientId?: string
    validation: Attributes
    metadata: Metadata
  },
): Promise<{ confirmed: boolean; emailVerified: boolean }> {
  const arn = pool.properties.LambdaConfig.PreSignUp
  if (arn === undefined) return { confirmed: false, emailVerified: false }
  const answer = await ask(context, pool, {
    name: "PreSignUp",
    source: `PreSignUp_${about.source}`,
    arn,
    username: about.user.username,
    clientId: about.clientId,
    request: {
      userAttributes: about.user.attributes,
      validationData: about.validation,
      clientMetadata: about.metadata ?? {},
    },
  })
  const verdict = SignUpVerdict.safeParse(answer).data
  return { confirmed: verdict?.autoConfirmUser === true, emailVerified: verdict?.autoVerifyEmail === true }
}

export async function postConfirmation(
  context: Context,
  pool: Pool,
  about: {
    source: "ConfirmSignUp" | "ConfirmForgotPassword"
    user: User
    clientId?: string | undefined
    metadata: Metadata
  },
): Promise<void> {
  const arn = pool.properties.LambdaConfig.PostConfirmation
  if (arn === undefined) return
  await ask(context, pool, {
    name: "PostConfirmation",
    source: `PostConfirmation_${about.source}`,
    arn,
    username: about.user.username,
    clientId: about.clientId,
    request: { userAttributes: userAttributes(about.user), clientMetadata: about.metadata ?? {} },
  })
}
