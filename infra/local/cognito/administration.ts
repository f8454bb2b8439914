/** What the owner of the pool does with somebody's account. */
import * as z from "zod"
import { changeAttributes, sendProof } from "./address.ts"
import { fromList } from "./attributes.ts"
import type { Idp } from "./idp.ts"
import { AttributeList, admin, OfUser, type Operations, Password, Texts } from "./operation.ts"
import { newPassword, temporaryUntil } from "./passwords.ts"
import type { Pool } from "./pool.ts"
import { described, factors } from "./profile.ts"
import { sendReset } from "./recovery.ts"
import { keyOf } from "./someone.ts"
import { refused } from "./tokens.ts"
import { postConfirmation } from "./triggers.ts"
import type { User } from "./users.ts"

const WithMetadata = OfUser.extend({ ClientMetadata: Texts.optional() })
const Update = WithMetadata.extend({ UserAttributes: AttributeList })
const SetPassword = OfUser.extend({ Password, Permanent: z.boolean().default(false) })

export function administrationOperations(idp: Idp): Operations {
  const { refreshTokens, users } = idp
  /** An operation on one user. */
  const on = <S extends typeof OfUser>(schema: S, run: (pool: Pool, user: User, input: z.output<S>) => unknown) =>
    admin(idp, schema, (pool, input) => run(pool, users.need(pool, input.Username), input))
  return {
    AdminGetUser: on(OfUser, (_, user) => ({ ...described(user, "UserAttributes"), ...factors(user) })),
    AdminSetUserPassword: on(SetPassword, (pool, user, input) => setPassword(idp, pool, user, input)),
    AdminUpdateUserAttributes: on(Update, (pool, user, input) => update(idp, pool, user, input)),
    AdminConfirmSignUp: on(WithMetadata, (pool, user, input) => confirmSignUp(idp, pool, user, input)),
    AdminResetUserPassword: on(WithMetadata, (pool, user, input) => resetPassword(idp, pool, user, input)),
    AdminEnableUser: on(OfUser, (pool, user) => void users.change(pool, user.username, () => ({ enabled: true }))),
    AdminDisableUser: on(OfUser, (pool, user) => {
      users.change(pool, user.username, () => ({ enabled: false }))
      refreshTokens.endAll(pool, user.username)
    }),
    AdminDeleteUser: on(OfUser, (pool, user) => {
      refreshTokens.endAll(pool, user.username)
      users.remove(pool, user.username)
    }),
  }
}

function setPassword(idp: Idp, pool: Pool, user: User, input: z.infer<typeof SetPassword>): void {
  const verifier = newPassword(pool, user.username, input.Password)
  const temporary = { ...verifier, expiresAt: temporaryUntil(pool, idp.context.now()) }
  idp.users.change(pool, user.username, () =>
    input.Permanent
      ? { password: verifier, status: "CONFIRMED" }
      : { password: temporary, status: "FORCE_CHANGE_PASSWORD" },
  )
  idp.lockout.clear(keyOf(pool, user.username))
}

async function update(idp: Idp, pool: Pool, user: User, input: z.infer<typeof Update>): Promise<void> {
  const email = changeAttributes(idp, pool, user, fromList(input.UserAttributes))
  if (email === undefined) return
  await sendProof(idp, pool, user, { email, occasion: "UpdateUserAttribute", metadata: input.ClientMetadata })
}

async function confirmSignUp(idp: Idp, pool: Pool, user: User, input: z.infer<typeof WithMetadata>): Promise<void> {
  if (user.status !== "UNCONFIRMED") throw refused(`User cannot be confirmed. Current status is ${user.status}`)
  const confirmed = idp.users.change(pool, user.username, () => ({ status: "CONFIRMED" }))
  const about = { source: "ConfirmSignUp", user: confirmed, metadata: input.ClientMetadata } as const
  await postConfirmation(idp.context, pool, about)
}

async function resetPassword(idp: Idp, pool: Pool, user: User, input: z.infer<typeof WithMetadata>): Promise<void> {
  if (user.status === "UNCONFIRMED") throw refused("User password cannot be reset in the current state.")
  await sendReset(idp, pool, user, { metadata: input.ClientMetadata })
  idp.users.change(pool, user.username, () => ({ status: "RESET_REQUIRED" }))
}
