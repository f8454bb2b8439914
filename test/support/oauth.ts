/** An app as its makers write one: registered, allowed by people, and calling the token endpoint. */
import { type Person, request } from "./workspace.ts"

export type App = { id: string; client_id: string; client_secret: string; redirect_uris: string[] }

export const REDIRECT = "https://app.example/back?kept=1"

export function newApp(admin: Person, more: object = {}): Promise<App> {
  const body = { name: "Mailer", redirect_uris: [REDIRECT], scopes: ["deals:read", "users:read"], ...more }
  return admin.post<App>("/api/v2/oauth/apps", body)
}

/** Where someone who allows an app, or does not, is sent. */
export async function decided(url: string, jwt: string, app: Pick<App, "client_id">, more: object = {}): Promise<URL> {
  const body = { client_id: app.client_id, redirect_uri: REDIRECT, response_type: "code", allow: true, ...more }
  const answer = await request<{ redirect_to: string }>(url, jwt, "POST", "/api/v2/oauth/consent", body)
  if (answer.status !== 200) throw new Error(`the consent answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return new URL(answer.body.data.redirect_to)
}

export async function codeFor(url: string, jwt: string, app: Pick<App, "client_id">, more: object = {}) {
  return (await decided(url, jwt, app, more)).searchParams.get("code") ?? ""
}

export type Tokens = {
  access_token: string
  refresh_token: string
  scope: string
  expires_in: number
  token_type: string
  api_domain: string
  error: string
}

/** Posts a form to the token endpoint or beside it, with the app's id and secret by Basic. */
export async function posted(url: string, app: App | undefined, form: Record<string, string>, path = "/oauth/token") {
  const basic = app === undefined ? "" : Buffer.from(`${app.client_id}:${app.client_secret}`).toString("base64")
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { ...(basic !== "" && { authorization: `Basic ${basic}` }) },
    body: new URLSearchParams(form),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Tokens }
}

export const exchanged = (url: string, app: App, code: string, more: Record<string, string> = {}) =>
  posted(url, app, { grant_type: "authorization_code", code, redirect_uri: REDIRECT, ...more })

export const refreshed = (url: string, app: App, token: string, more: Record<string, string> = {}) =>
  posted(url, app, { grant_type: "refresh_token", refresh_token: token, ...more })

/** Calls the API as an app does. */
export async function bearer(url: string, token: string, method: string, path: string, body?: unknown) {
  const answer = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
