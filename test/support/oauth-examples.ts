/** Calls that succeed of apps, of the audit log and of inbound hooks. */
import type { Make } from "./examples.ts"
import { codeFor, exchanged, newApp, REDIRECT } from "./oauth.ts"
import { renewedFor, type Workspace } from "./workspace.ts"

async function allowed(workspace: Workspace) {
  const app = await newApp(workspace)
  const jwt = await renewedFor(workspace)
  return { app, code: await codeFor(workspace.url, jwt, app) }
}

async function hook(workspace: Workspace) {
  return workspace.post<{ id: string; url: string }>("/api/v2/hooks", { name: "Form" })
}

const ofApp: Make = async ({ workspace }) => ({ params: { id: (await newApp(workspace)).id } })
const ofHook: Make = async ({ workspace }) => ({ params: { id: (await hook(workspace)).id } })

export const OAUTH_EXAMPLES: Record<string, Make> = {
  "oauth.token": async ({ workspace }) => {
    const { app, code } = await allowed(workspace)
    const { client_id, client_secret } = app
    return { body: { grant_type: "authorization_code", code, redirect_uri: REDIRECT, client_id, client_secret } }
  },
  "oauth.revoke": async ({ workspace }) => {
    const { client_id, client_secret } = await newApp(workspace)
    return { body: { token: "none", client_id, client_secret } }
  },
  "oauthApps.list": () => ({}),
  "oauthApps.create": () => ({ body: { name: "App", redirect_uris: [REDIRECT], scopes: [] } }),
  "oauthApps.update": async (f) => ({ ...(await ofApp(f)), body: { name: "Other" } }),
  "oauthApps.remove": ofApp,
  "oauthApps.rotate": ofApp,
  "oauthApps.grants": ofApp,
  "oauthApps.revokeGrant": async ({ workspace }) => {
    const { app, code } = await allowed(workspace)
    await exchanged(workspace.url, app, code)
    return { params: { id: app.id, user_id: 1 } }
  },
  "oauthConsent.look": async ({ workspace }) => {
    const { client_id } = await newApp(workspace)
    return { query: String(new URLSearchParams({ client_id, redirect_uri: REDIRECT })) }
  },
  "oauthConsent.decide": async ({ workspace }) => {
    const { client_id } = await newApp(workspace)
    return { body: { client_id, redirect_uri: REDIRECT, allow: true } }
  },
  "oauthConsent.mine": () => ({}),
  "oauthConsent.endMine": async ({ workspace }) => {
    const { app, code } = await allowed(workspace)
    await exchanged(workspace.url, app, code)
    return { params: { id: app.id } }
  },
  "audit.list": () => ({ query: "limit=10" }),
  "audit.export": () => ({}),
  "inboundHooks.list": () => ({}),
  "inboundHooks.create": () => ({ body: { name: "Form" } }),
  "inboundHooks.update": async (f) => ({ ...(await ofHook(f)), body: { is_enabled: false } }),
  "inboundHooks.rotate": ofHook,
  "inboundHooks.remove": ofHook,
  "inboundHooks.received": ofHook,
  "hooks.receive": async ({ workspace }) => {
    const { url } = await hook(workspace)
    // whoever has the secret may post to it, of whatever workspace they are
    return { params: { secret: url.split("/").at(-1) ?? "" }, body: { hello: "world" }, everywhere: true }
  },
}
