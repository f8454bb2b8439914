/** What people who are signed in do with their own account. */
import * as z from "zod"
import { addressToProve, changeAttributes, proveAddress, sendProof } from "./address.ts"
import { assertWritable, fromList, readable, toList } from "./attributes.ts"
import type { Idp } from "./idp.ts"
import { AttributeList, OfBearer, type Operations, open, Password, Secret } from "./operation.ts"
import { matches, newPassword } from "./passwords.ts"
import { factors } from "./profile.ts"
import { wrongPassword } from "./sign-in.ts"
import { keyOf } from "./someone.ts"
import { bearer, type SignedIn } from "./tokens.ts"
import type { Metadata } from "./triggers.ts"
import type { Attributes } from "./users.ts"

const Update = OfBearer.extend({ UserAttributes: AttributeList })
const Email = OfBearer.extend({ AttributeName: z.literal("email") })
const VerifyEmail = Email.extend({ Code: Secret })
const Change = OfBearer.extend({ PreviousPassword: Password, ProposedPassword: Password })

export function accountOperations(idp: Idp): Operations {
  const who = (input: { AccessToken: string }) => bearer(idp, input.AccessToken)
  return {
    GetUser: open(OfBearer, (input) => profile(who(input))),
    UpdateUserAttributes: open(Update, (input) =>
      update(idp, who(input), fromList(input.UserAttributes), input.ClientMetadata),
    ),
    GetUserAttributeVerificationCode: open(Email, (input) => {
      const { client, user } = who(input)
      const email = addressToProve(idp, client.pool, user)
      const about = { email, clientId: client.id, metadata: input.ClientMetadata }
      return sendProof(idp, client.pool, user, { ...about, occasion: "VerifyUserAttribute" })
    }),
    VerifyUserAttribute: open(VerifyEmail, (input) => {
      const { client, user } = who(input)
      proveAddress(idp, client.pool, user, input.Code)
    }),
    ChangePassword: open(Change, (input) => changePassword(idp, who(input), input)),
    DeleteUser: open(OfBearer, (input) => {
      const { client, user } = who(input)
      idp.refreshTokens.endAll(client.pool, user.username)
      idp.users.remove(client.pool, user.username)
    }),
  }
}

function profile({ client, user }: SignedIn) {
  const UserAttributes = toList(readable(client, user.attributes))
  return { Username: user.username, UserAttributes, ...factors(user) }
}

async function update(idp: Idp, { client, user }: SignedIn, changes: Attributes, metadata: Metadata) {
  assertWritable(client, Object.keys(changes))
  const email = changeAttributes(idp, client.pool, user, changes)
  if (email === undefined) return { CodeDeliveryDetailsList: [] }
  const about = { email, occasion: "UpdateUserAttribute", clientId: client.id, metadata } as const
  const { CodeDeliveryDetails } = await sendProof(idp, client.pool, user, about)
  return { CodeDeliveryDetailsList: [CodeDeliveryDetails] }
}

function changePassword(idp: Idp, { client, user }: SignedIn, input: z.infer<typeof Change>): void {
  const key = keyOf(client.pool, user.username)
  idp.lockout.guard(key)
  if (!matches(client.pool, user.username, user.password, input.PreviousPassword)) throw wrongPassword(idp, key)
  idp.lockout.clear(key)
  const password = newPassword(client.pool, user.username, input.ProposedPassword)
  idp.users.change(client.pool, user.username, () => ({ password }))
}
