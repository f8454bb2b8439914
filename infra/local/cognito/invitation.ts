/** AdminCreateUser: people who are invited, and their temporary passwords. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { fromList } from "./attributes.ts"
import type { Idp } from "./idp.ts"
import { post } from "./mail.ts"
import { admitted, draftUser } from "./new-user.ts"
import { AttributeList, admin, OfUser, type Operations, Password, Texts } from "./operation.ts"
import { newPassword, temporaryPassword, temporaryUntil } from "./passwords.ts"
import type { Pool } from "./pool.ts"
import { described } from "./profile.ts"
import { preSignUp } from "./triggers.ts"
import type { User } from "./users.ts"

const Create = OfUser.extend({
  UserAttributes: AttributeList.default([]),
  ValidationData: AttributeList.default([]),
  TemporaryPassword: Password.optional(),
  MessageAction: z.enum(["RESEND", "SUPPRESS"]).optional(),
  DesiredDeliveryMediums: z.array(z.literal("EMAIL", "only EMAIL is built in the local stack")).optional(),
  ClientMetadata: Texts.optional(),
})
type Create = z.infer<typeof Create>

export function invitationOperations(idp: Idp): Operations {
  return {
    AdminCreateUser: admin(idp, Create, async (pool, input) => {
      const password = input.TemporaryPassword ?? temporaryPassword(pool)
      const user =
        input.MessageAction === "RESEND" ? renew(idp, pool, input, password) : await create(idp, pool, input, password)
      if (input.MessageAction !== "SUPPRESS") await invite(idp, pool, user, password, input)
      return { User: described(user, "Attributes") }
    }),
  }
}

async function create(idp: Idp, pool: Pool, input: Create, password: string): Promise<User> {
  const draft = draftUser(idp, pool, {
    name: input.Username,
    attributes: fromList(input.UserAttributes),
    status: "FORCE_CHANGE_PASSWORD",
    passwordFor: (username) => temporary(idp, pool, username, password, input),
    complete: false,
  })
  const validation = fromList(input.ValidationData)
  const about = { source: "AdminCreateUser", user: draft, validation, metadata: input.ClientMetadata } as const
  const { emailVerified } = await preSignUp(idp.context, pool, about)
  return idp.users.add(pool, admitted(draft, { confirmed: false, emailVerified }))
}

function renew(idp: Idp, pool: Pool, input: Create, password: string): User {
  const user = idp.users.need(pool, input.Username)
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw new AwsError(
      "UnsupportedUserStateException",
      "Resend not possible. User is not in the FORCE_CHANGE_PASSWORD state",
    )
  }
  const next = temporary(idp, pool, user.username, password, input)
  return idp.users.change(pool, user.username, () => ({ password: next }))
}

/** One that is chosen by nobody and told to nobody but the address proves the address. */
function temporary({ context }: Idp, pool: Pool, username: string, password: string, input: Create): User["password"] {
  const mailed = input.TemporaryPassword === undefined && input.MessageAction !== "SUPPRESS"
  return { ...newPassword(pool, username, password), expiresAt: temporaryUntil(pool, context.now()), mailed }
}

async function invite({ context }: Idp, pool: Pool, user: User, password: string, input: Create): Promise<void> {
  const to = user.attributes.email
  if (to === undefined) return
  await post(context, pool, { occasion: "AdminCreateUser", user, to, code: password, metadata: input.ClientMetadata })
}
