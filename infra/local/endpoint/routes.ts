/** Who answers what at the endpoint. */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Endpoint, Service } from "../family.ts"
import { type PrefixTable, prefixTable } from "./prefixes.ts"

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
type Upgrade = Parameters<Endpoint["upgrade"]>[1]

export type Routes = {
  paths: PrefixTable<Handler>
  upgrades: PrefixTable<Upgrade>
  services: Map<string, Service>
  raws: Map<string, Handler>
  targets: Map<string, Service>
  fallback: Handler
}

export function createRoutes(): Routes {
  return {
    paths: prefixTable(),
    upgrades: prefixTable(),
    services: new Map(),
    raws: new Map(),
    targets: new Map(),
    fallback: (_request, response) => void response.writeHead(404).end(),
  }
}

/** The part of an endpoint by which the families register. */
export function registration(routes: Routes): Omit<Endpoint, "url"> {
  return {
    service: (scope, service) => void routes.services.set(scope, service),
    raw: (scope, handler) => void routes.raws.set(scope, handler),
    path: routes.paths.add,
    upgrade: routes.upgrades.add,
    target: (prefix, service) => void routes.targets.set(prefix, service),
    fallback(handler) {
      routes.fallback = handler
    },
  }
}
