/** What is told of apps, and what is asked of and by them. */
import * as z from "zod"
import { ClientId, MOST_REDIRECTS, type OauthApp, redirectFault } from "../oauth.ts"
import { Scope } from "../scopes.ts"
import { QueryId, Title } from "./fields.ts"

export const OauthAppAnswer = z.object({
  id: z.string(),
  client_id: z.string(),
  name: z.string(),
  redirect_uris: z.array(z.string()),
  scopes: z.array(Scope),
  client_secret_last_four: z.string(),
  add_time: z.string(),
  update_time: z.string(),
  added_by_user_id: z.int(),
})
export type OauthAppAnswer = z.infer<typeof OauthAppAnswer>

export const OauthAppWithSecret = OauthAppAnswer.extend({ client_secret: z.string() })

export function oauthAppAnswer(app: OauthApp): OauthAppAnswer {
  return {
    id: app.clientId,
    client_id: app.clientId,
    name: app.name,
    redirect_uris: app.redirectUris,
    scopes: app.scopes,
    client_secret_last_four: app.secretLastFour,
    add_time: app.addedAt,
    update_time: app.changedAt,
    added_by_user_id: app.addedBy,
  }
}

const RedirectUri = z.string().superRefine((value, context) => {
  const fault = redirectFault(value)
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault })
})

export const NewOauthApp = z.strictObject({
  name: Title.max(60, "must be at most 60 characters"),
  redirect_uris: z
    .array(RedirectUri)
    .min(1, "needs at least one")
    .max(MOST_REDIRECTS, `must be at most ${MOST_REDIRECTS}`),
  scopes: z.array(Scope).max(28),
})
export type NewOauthApp = z.infer<typeof NewOauthApp>

export const OauthAppChange = NewOauthApp.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type OauthAppChange = z.infer<typeof OauthAppChange>

export const OauthGrantAnswer = z.object({
  user_id: z.int(),
  user_name: z.string(),
  scopes: z.array(Scope),
  add_time: z.string(),
  refresh_time: z.string(),
})
export type OauthGrantAnswer = z.infer<typeof OauthGrantAnswer>

/** An app that someone allows to act for them, as they see it. */
export const OwnGrantAnswer = z.object({
  client_id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  add_time: z.string(),
  refresh_time: z.string(),
})
export type OwnGrantAnswer = z.infer<typeof OwnGrantAnswer>

export const ByClientId = z.strictObject({ id: ClientId })
export const OneGrant = z.strictObject({ id: ClientId, user_id: QueryId })

/** What an app sends someone with to `/oauth/authorize`. */
export const Asked = z.strictObject({
  client_id: z.string().max(200),
  redirect_uri: z.string().max(2000),
  response_type: z.string().max(50).optional(),
  scope: z.string().max(2000).optional(),
  state: z.string().max(2000).optional(),
  code_challenge: z.string().max(200).optional(),
  code_challenge_method: z.string().max(20).optional(),
})
export type Asked = z.infer<typeof Asked>

export const ConsentAnswer = z.object({
  name: z.string(),
  workspace: z.string(),
  user_name: z.string(),
  user_email: z.string().nullable(),
  host: z.string(),
  scopes: z.array(Scope),
  is_allowed_already: z.boolean(),
  refusal: z.string().nullable(),
})
export type ConsentAnswer = z.infer<typeof ConsentAnswer>
