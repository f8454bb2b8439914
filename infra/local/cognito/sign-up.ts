import type * as z from "zod"
import { assertWritable, fromList, invalid } from "./attributes.ts"
import type { Client } from "./client.ts"
import { mismatch } from "./codes.ts"
import type { Idp } from "./idp.ts"
import { type CodeDelivery, deliveredTo, type Occasion, post } from "./mail.ts"
import { admitted, draftUser } from "./new-user.ts"
import { AttributeList, Name, OfClient, type Operations, openFor, Password, Secret } from "./operation.ts"
import { newPassword } from "./passwords.ts"
import { decoyAddress, keyOf, someone } from "./someone.ts"
import { refused } from "./tokens.ts"
import { type Metadata, postConfirmation, preSignUp } from "./triggers.ts"
import type { User } from "./users.ts"

const dayMs = 86_400_000

const SignUp = OfClient.extend({
  Username: Name,
  Password,
  UserAttributes: AttributeList.default([]),
  ValidationData: AttributeList.default([]),
})
const Confirm = OfClient.extend({ Username: Name, ConfirmationCode: Secret })
const Resend = OfClient.extend({ Username: Name })

export function signUpOperations(idp: Idp): Operations {
  return {
    SignUp: openFor(idp, SignUp, (client, input) => signUp(idp, client, input)),
    ConfirmSignUp: openFor(idp, Confirm, (client, input) => confirm(idp, client, input)),
    ResendConfirmationCode: openFor(idp, Resend, (client, input) => resend(idp, client, input)),
  }
}

async function signUp(idp: Idp, client: Client, input: z.infer<typeof SignUp>) {
  const { pool } = client
  if (pool.properties.AdminCreateUserConfig.AllowAdminCreateUserOnly) {
    throw refused("SignUp is not permitted for this user pool")
  }
  const attributes = fromList(input.UserAttributes)
  assertWritable(client, Object.keys(attributes))
  const draft = draftUser(idp, pool, {
    name: input.Username,
    attributes,
    status: "UNCONFIRMED",
    passwordFor: (username) => newPassword(pool, username, input.Password),
    complete: true,
  })
  const about = { clientId: client.id, metadata: input.ClientMetadata }
  const validation = fromList(input.ValidationData)
  const verdict = await preSignUp(idp.context, pool, { ...about, source: "SignUp", user: draft, validation })
  const user = idp.users.add(pool, admitted(draft, verdict))
  const answer = { UserConfirmed: verdict.confirmed, UserSub: user.attributes.sub }
  if (verdict.confirmed) {
    await postConfirmation(idp.context, pool, { ...about, source: "ConfirmSignUp", user })
    return answer
  }
  return { ...answer, ...(await sendConfirmation(idp, client, user, "SignUp", input.ClientMetadata)) }
}

async function confirm(idp: Idp, client: Client, input: z.infer<typeof Confirm>) {
  const { key, user } = someone(idp, client, input.Username)
  if (user?.status === "CONFIRMED") throw refused("User cannot be confirmed. Current status is CONFIRMED")
  const address = idp.codes.use(`${key}/confirm`, input.ConfirmationCode)
  if (user === undefined) throw mismatch()
  const confirmed = idp.users.change(client.pool, user.username, ({ attributes }) => ({
    status: "CONFIRMED",
    attributes: attributes.email === address ? { ...attributes, email_verified: "true" } : attributes,
  }))
  await postConfirmation(idp.context, client.pool, {
    source: "ConfirmSignUp",
    user: confirmed,
    clientId: client.id,
    metadata: input.ClientMetadata,
  })
}

async function resend(idp: Idp, client: Client, input: z.infer<typeof Resend>) {
  const { pool } = client
  if (!pool.properties.AutoVerifiedAttributes.includes("email")) throw invalid("Auto verification not turned on.")
  const { key, user } = someone(idp, client, input.Username)
  if (user === undefined) {
    const address = decoyAddress(pool, input.Username)
    idp.codes.issue(`${key}/confirm`, dayMs, address)
    return deliveredTo(address)
  }
  if (user.status === "CONFIRMED") throw invalid("User is already confirmed.")
  return sendConfirmation(idp, client, user, "ResendCode", input.ClientMetadata)
}

async function sendConfirmation(
  { context, codes }: Idp,
  { id, pool }: Client,
  user: User,
  occasion: Occasion,
  metadata: Metadata,
): Promise<CodeDelivery | undefined> {
  const { email } = user.attributes
  if (email === undefined || !pool.properties.AutoVerifiedAttributes.includes("email")) return undefined
  const code = codes.issue(`${keyOf(pool, user.username)}/confirm`, dayMs, email)
  return post(context, pool, { occasion, user, to: email, code, clientId: id, metadata })
}
