/**
 * The question whether someone allows an app. Whoever asks wrongly in the app's name (an id that is none, an address it never
 * named) is told so here and leads nowhere; only what is wrong besides goes back to the app, as RFC 6749 has it.
 */
import type { Asked, ConsentAnswer } from "../../shared/api/oauth-apps.ts"
import { Challenge, ClientId, LIFE, type OauthApp, withParameters } from "../../shared/oauth.ts"
import { Problem } from "../../shared/problem.ts"
import { type Scope, scopesIn } from "../../shared/scopes.ts"
import { traced } from "../audit/trace.ts"
import { keys } from "../data/patterns.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { type Actor, hashOf } from "../platform/actor.ts"
import { newCode, workspaceOfClient } from "../platform/oauth-token.ts"
import { apps, grants, savingCode } from "./store.ts"

const wrong = (field: string, why: string) => new Problem("invalid", `${field}: ${why}`, { [field]: why })

type Fault = { error: string; error_description: string }
type Question = { app: OauthApp; scopes: Scope[]; fault?: Fault }

async function read(actor: Actor, asked: Asked): Promise<Question> {
  const id = ClientId.safeParse(asked.client_id).data
  const isOurs = id !== undefined && workspaceOfClient(id) === actor.workspaceId
  const app = isOurs ? await apps.find(keys.oauthApp(actor.workspaceId, id)) : undefined
  if (app === undefined) throw wrong("client_id", "is no app of your workspace")
  if (!app.redirectUris.includes(asked.redirect_uri)) throw wrong("redirect_uri", "is none that the app has named")
  const scopes = asked.scope === undefined || asked.scope === "" ? app.scopes : scopesIn(asked.scope)
  const fault = faultIn(app, asked, scopes)
  return { app, scopes: [...new Set<Scope>(["base", ...(scopes ?? [])])], ...(fault && { fault }) }
}

function faultIn(app: OauthApp, asked: Asked, scopes: readonly Scope[] | undefined): Fault | undefined {
  const { response_type: type, code_challenge: challenge, code_challenge_method: method } = asked
  if (type !== undefined && type !== "code")
    return { error: "unsupported_response_type", error_description: "response_type must be code" }
  if (scopes === undefined || !scopes.every((scope) => scope === "base" || app.scopes.includes(scope)))
    return { error: "invalid_scope", error_description: "scope must be among those that the app has named" }
  if (challenge === undefined ? method !== undefined : method !== "S256" || !Challenge.safeParse(challenge).success)
    return { error: "invalid_request", error_description: "code_challenge must be one of the method S256" }
  return undefined
}

/** What the page shows; `refusal` is where it goes instead. */
export async function look(actor: Actor, asked: Asked): Promise<ConsentAnswer> {
  const { app, scopes, fault } = await read(actor, asked)
  const [{ workspace, users }, before] = await Promise.all([
    setupOf(actor),
    grants.find(keys.oauthGrant(actor.workspaceId, app.clientId, actor.userId)),
  ])
  const me = users.get(actor.userId)
  return {
    name: app.name,
    workspace: workspace.name,
    user_name: me?.name ?? "",
    user_email: me?.email ?? null,
    host: new URL(asked.redirect_uri).host,
    scopes,
    is_allowed_already: before !== undefined,
    refusal: fault === undefined ? null : withParameters(asked.redirect_uri, { ...fault, state: asked.state }),
  }
}

export async function decide(actor: Actor, asked: Asked & { allow: boolean }, now = Date.now()) {
  const { app, scopes, fault } = await read(actor, asked)
  const back = (parameters: Record<string, string>) => ({
    redirect_to: withParameters(asked.redirect_uri, { ...parameters, state: asked.state }),
  })
  if (fault !== undefined) return back(fault)
  if (!asked.allow) return back({ error: "access_denied", error_description: "They did not allow it" })
  const code = newCode(actor.workspaceId)
  const { code_challenge: challenge } = asked
  await open(actor).commit(
    savingCode(actor.workspaceId, hashOf(code), {
      clientId: app.clientId,
      userId: actor.userId,
      redirectUri: asked.redirect_uri,
      scopes,
      ...(challenge !== undefined && { challenge }),
      until: Math.floor(now / 1000) + LIFE.code,
    }),
    traced(
      actor,
      {
        action: "authorized",
        object: "oauthApp",
        objectId: app.clientId,
        name: app.name,
        fields: [{ key: "scopes", from: null, to: scopes }],
      },
      now,
    ),
  )
  return back({ code })
}
