import { audit } from "../../shared/api/audit.ts"
import { hooks, inboundHooks } from "../../shared/api/hooks.ts"
import * as inbound from "../hooks/hooks.ts"
import { receive } from "../hooks/receiving.ts"
import { domain, serveAll } from "../platform/http.ts"
import { exported, list } from "./lines.ts"

export const handler = serveAll(
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
