/** The mails of a pool: its templates, or what its CustomMessage function says instead. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Pool } from "./pool.ts"
import { ask, type Metadata, userAttributes } from "./triggers.ts"
import type { User } from "./users.ts"

export type Occasion =
  | "SignUp"
  | "ResendCode"
  | "ForgotPassword"
  | "UpdateUserAttribute"
  | "VerifyUserAttribute"
  | "AdminCreateUser"

export type Letter = {
  occasion: Occasion
  user: User
  to: string
  code: string
  clientId?: string | undefined
  metadata: Metadata
}

type Words = { subject: string; message: string }

export type CodeDelivery = {
  CodeDeliveryDetails: { AttributeName: "email"; DeliveryMedium: "EMAIL"; Destination: string }
}

const codeMark = "{####}"
const nameMark = "{username}"

export async function post(context: Context, pool: Pool, letter: Letter): Promise<CodeDelivery> {
  const { subject, message } = (await customWords(context, pool, letter)) ?? templateWords(pool, letter.occasion)
  const username = letter.user.attributes.email ?? letter.user.username
  const filled = (text: string, as: (value: string) => string) =>
    text.replaceAll(codeMark, () => as(letter.code)).replaceAll(nameMark, () => as(username))
  const mail = {
    ...(pool.properties.EmailConfiguration.From === undefined ? {} : { from: pool.properties.EmailConfiguration.From }),
    to: [letter.to],
    subject: filled(subject, String),
    text: filled(plain(message), String),
    html: filled(message, escaped),
  }
  await deliver(context, mail)
  return deliveredTo(letter.to)
}

async function deliver(context: Context, mail: object): Promise<void> {
  const by = { kind: "service", service: "cognito-idp.amazonaws.com" } as const
  try {
    await context.deliver(context.arn("ses", "identity/no-reply"), mail, { by })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AwsError("CodeDeliveryFailureException", `The mail could not be sent: ${why}`)
  }
}

function templateWords({ properties }: Pool, occasion: Occasion): Words {
  if (occasion === "AdminCreateUser") {
    const invitation = properties.AdminCreateUserConfig.InviteMessageTemplate
    return {
      subject: invitation.EmailSubject ?? "Your temporary password",
      message: invitation.EmailMessage ?? "Your username is {username} and temporary password is {####}.",
    }
  }
  const verification = properties.VerificationMessageTemplate
  return {
    subject: verification.EmailSubject ?? properties.EmailVerificationSubject ?? "Your verification code",
    message: verification.EmailMessage ?? properties.EmailVerificationMessage ?? "Your confirmation code is {####}",
  }
}

const CustomWords = z.object({ emailMessage: z.string(), emailSubject: z.string().nullish() })

/** A message that would not carry what it is sent for is passed over. */
async function customWords(context: Context, pool: Pool, letter: Letter): Promise<Words | undefined> {
  const arn = pool.properties.LambdaConfig.CustomMessage
  if (arn === undefined) return undefined
  const invites = letter.occasion === "AdminCreateUser"
  const answer = await ask(context, pool, {
    name: "CustomMessage",
    source: `CustomMessage_${letter.occasion}`,
    arn,
    username: letter.user.username,
    clientId: letter.clientId,
    request: {
      userAttributes: userAttributes(letter.user),
      codeParameter: codeMark,
      linkParameter: "{##Click Here##}",
      usernameParameter: invites ? nameMark : null,
      clientMetadata: letter.metadata ?? {},
    },
  })
  const words = CustomWords.safeParse(answer).data
  const complete = words?.emailMessage.includes(codeMark) && (!invites || words.emailMessage.includes(nameMark))
  if (words === undefined || !complete) return undefined
  const { subject } = templateWords(pool, letter.occasion)
  return { subject: words.emailSubject ?? subject, message: words.emailMessage }
}

export function deliveredTo(address: string): CodeDelivery {
  const Destination = address.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***")
  return { CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination } }
}

function plain(html: string): string {
  const broken = html.replaceAll(/<(br|\/p|\/div|\/h\d)[^>]*>/gi, "\n").replaceAll(/<[^>]*>/g, "")
  return broken.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&")
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
}
