import { oauth, oauthApps, oauthConsent } from "../../shared/api/oauth.ts"
import { domain, serveAll } from "../platform/http.ts"
import * as apps from "./apps.ts"
import { clientOf, type Form } from "./client.ts"
import * as consent from "./consent.ts"
import { revoke } from "./ending.ts"
import { answered, Refusal, refusing } from "./refusal.ts"
import { exchange, refresh } from "./tokens.ts"

async function tokens(authorization: string | undefined, form: Form) {
  const app = await clientOf(authorization, form)
  if (form.grant_type === "authorization_code") return answered(200, await exchange(app, form))
  if (form.grant_type === "refresh_token") return answered(200, await refresh(app, form))
  throw new Refusal("unsupported_grant_type", "grant_type must be authorization_code or refresh_token")
}

export const handler = serveAll(
  domain(oauth, {
    token: ({ event, body }) => refusing(() => tokens(event.headers.authorization, body)),
    revoke: ({ event, body }) =>
      refusing(async () => {
        await revoke(await clientOf(event.headers.authorization, body), body)
        return answered(200, { success: true })
      }),
  }),
  domain(oauthApps, {
    list: ({ actor }) => apps.list(actor),
    create: ({ actor, body }) => apps.add(actor, body),
    update: ({ actor, params, body }) => apps.change(actor, params.id, body),
    remove: ({ actor, params }) => apps.remove(actor, params.id),
    rotate: ({ actor, params }) => apps.rotate(actor, params.id),
    grants: ({ actor, params }) => apps.allowedBy(actor, params.id),
    revokeGrant: ({ actor, params }) => apps.revoke(actor, params.id, params.user_id),
  }),
  domain(oauthConsent, {
    look: ({ actor, query }) => consent.look(actor, query),
    decide: ({ actor, body }) => consent.decide(actor, body),
  }),
)
