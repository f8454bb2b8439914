/** Forgotten passwords. */
import type * as z from "zod"
import { invalid } from "./attributes.ts"
import type { Client } from "./client.ts"
import { mismatch } from "./codes.ts"
import type { Idp } from "./idp.ts"
import { type CodeDelivery, deliveredTo, post } from "./mail.ts"
import { Name, OfClient, type Operations, openFor, Password, Secret } from "./operation.ts"
import { assertPolicy, newPassword } from "./passwords.ts"
import type { Pool } from "./pool.ts"
import { decoyAddress, keyOf, someone } from "./someone.ts"
import { refused } from "./tokens.ts"
import { type Metadata, postConfirmation } from "./triggers.ts"
import type { User } from "./users.ts"

const hourMs = 3_600_000

const Forgot = OfClient.extend({ Username: Name })
const Confirm = Forgot.extend({ ConfirmationCode: Secret, Password })

export function recoveryOperations(idp: Idp): Operations {
  return {
    ForgotPassword: openFor(idp, Forgot, (client, input) => forgot(idp, client, input)),
    ConfirmForgotPassword: openFor(idp, Confirm, (client, input) => confirm(idp, client, input)),
  }
}

function forgot(idp: Idp, client: Client, input: z.infer<typeof Forgot>): Promise<CodeDelivery> | CodeDelivery {
  const { pool } = client
  assertOffered(pool)
  const { key, user } = someone(idp, client, input.Username)
  const hindrance = user && hindranceOf(user)
  if (hindrance !== undefined && !client.hidesUsers) throw hindrance
  if (user === undefined || hindrance !== undefined) {
    const address = user?.attributes.email ?? decoyAddress(pool, input.Username)
    idp.codes.issue(`${key}/forgot`, hourMs, address)
    return deliveredTo(address)
  }
  return sendReset(idp, pool, user, { clientId: client.id, metadata: input.ClientMetadata })
}

function assertOffered({ properties }: Pool): void {
  const byMail = properties.AccountRecoverySetting.RecoveryMechanisms.some(({ Name }) => Name === "verified_email")
  if (!byMail) throw refused("Contact administrator to reset password.")
}

function hindranceOf({ attributes, enabled, status }: User): Error | undefined {
  if (!enabled) return refused("User is disabled.")
  if (status === "FORCE_CHANGE_PASSWORD") return refused("User password cannot be reset in the current state.")
  if (attributes.email !== undefined && attributes.email_verified === "true") return undefined
  return invalid("Cannot reset password for the user as there is no registered/verified email or phone_number")
}

/** For the user's own request and the administrator's. */
export function sendReset(
  { codes, context }: Idp,
  pool: Pool,
  user: User,
  about: { clientId?: string; metadata: Metadata },
): Promise<CodeDelivery> {
  const hindrance = hindranceOf(user)
  if (hindrance !== undefined) throw hindrance
  const to = user.attributes.email ?? ""
  const code = codes.issue(`${keyOf(pool, user.username)}/forgot`, hourMs, to)
  return post(context, pool, { ...about, occasion: "ForgotPassword", user, to, code })
}

async function confirm(idp: Idp, client: Client, input: z.infer<typeof Confirm>): Promise<void> {
  const { pool } = client
  const { key, user } = someone(idp, client, input.Username)
  assertPolicy(pool, input.Password)
  const address = idp.codes.use(`${key}/forgot`, input.ConfirmationCode)
  const moved = user?.attributes.email !== address
  if (user === undefined || moved || hindranceOf(user) !== undefined) throw mismatch()
  const password = newPassword(pool, user.username, input.Password)
  const reset = idp.users.change(pool, user.username, () => ({ password, status: "CONFIRMED" }))
  idp.lockout.clear(key)
  await postConfirmation(idp.context, pool, {
    source: "ConfirmForgotPassword",
    user: reset,
    clientId: client.id,
    metadata: input.ClientMetadata,
  })
}
