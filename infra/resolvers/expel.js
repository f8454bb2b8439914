import { extensions } from "@aws-appsync/utils"

// Ends a person's subscriptions: whoever may still listen subscribes again, and is asked for their rights anew.
export function request(ctx) {
  return { payload: ctx.args }
}

export function response(ctx) {
  const payload = { workspace: ctx.args.workspace, user: ctx.args.user }
  extensions.invalidateSubscriptions({ subscriptionField: "onMessage", payload })
  extensions.invalidateSubscriptions({ subscriptionField: "onPresence", payload })
  return ctx.result
}
