import { util } from "@aws-appsync/utils"

// Who is where is said by their token; what they say themselves is the place, and what of it they are at.
export function request(ctx) {
  const { workspace, user } = ctx.identity.claims
  if (!workspace || !user) util.unauthorized()
  const { place, tab, what, gone } = ctx.args
  if (place.length === 0) util.error("place: must not be empty", "BadRequest")
  if (place.length > 100) util.error("place: must be at most 100 characters", "BadRequest")
  if (tab.length > 40) util.error("tab: must be at most 40 characters", "BadRequest")
  if (what && what.length > 100) util.error("what: must be at most 100 characters", "BadRequest")
  return { payload: { workspace, user, place, tab, what, gone: gone === true } }
}

export function response(ctx) {
  return ctx.result
}
