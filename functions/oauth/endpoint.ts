/** What apps themselves call. */
import type { Raw } from "../../shared/api/route.ts"
import { clientOf, type Form } from "./client.ts"
import { revoke } from "./ending.ts"
import { answered, Refusal, refusing } from "./refusal.ts"
import { exchange, refresh } from "./tokens.ts"

export function tokens(authorization: string | undefined, form: Form): Promise<Raw> {
  return refusing(async () => {
    const app = await clientOf(authorization, form)
    if (form.grant_type === "authorization_code") return answered(200, await exchange(app, form))
    if (form.grant_type === "refresh_token") return answered(200, await refresh(app, form))
    throw new Refusal("unsupported_grant_type", "grant_type must be authorization_code or refresh_token")
  })
}

export function giveUp(authorization: string | undefined, form: Form): Promise<Raw> {
  return refusing(async () => {
    await revoke(await clientOf(authorization, form), form)
    return answered(200, { success: true })
  })
}
