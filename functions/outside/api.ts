/** What outside programs may, hear, post and leave behind: apps and their tokens, webhooks, inbound hooks, and the audit log. */
import { audit } from "../../shared/api/audit.ts"
import { hooks, inboundHooks } from "../../shared/api/hooks.ts"
import { oauth, oauthApps, oauthConsent } from "../../shared/api/oauth.ts"
import { exported, list } from "../audit/lines.ts"
import * as inbound from "../hooks/hooks.ts"
import { receive } from "../hooks/receiving.ts"
import * as apps from "../oauth/apps.ts"
import * as consent from "../oauth/consent.ts"
import { giveUp, tokens } from "../oauth/endpoint.ts"
import * as own from "../oauth/own.ts"
import { domain, serveAll } from "../platform/http.ts"
import { own as webhooks } from "../webhooks/api.ts"

export const handler = serveAll(
  webhooks,
  domain(oauth, {
    token: ({ event, body }) => tokens(event.headers.authorization, body),
    revoke: ({ event, body }) => giveUp(event.headers.authorization, body),
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
    mine: ({ actor }) => own.list(actor),
    endMine: ({ actor, params }) => own.end(actor, params.id),
  }),
  domain(audit, {
    list: ({ actor, query }) => list(actor, query),
    export: ({ actor, query }) => exported(actor, query),
  }),
  domain(inboundHooks, {
    list: ({ actor }) => inbound.list(actor),
    create: ({ actor, body }) => inbound.add(actor, body),
    update: ({ actor, params, body }) => inbound.change(actor, params.id, body),
    rotate: ({ actor, params }) => inbound.rotate(actor, params.id),
    remove: ({ actor, params }) => inbound.remove(actor, params.id),
    received: ({ actor, params }) => inbound.received(actor, params.id),
  }),
  domain(hooks, {
    receive: ({ params, event }) => receive(params.secret, event),
  }),
)
