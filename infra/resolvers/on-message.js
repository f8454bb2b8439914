import { extensions, util } from "@aws-appsync/utils"

// A function says whose changes the caller may hear; the filter holds for the life of the subscription.
export function request(ctx) {
  return { operation: "Invoke", payload: { identity: ctx.identity } }
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type)
  if (!ctx.result) util.unauthorized()
  extensions.setSubscriptionFilter({
    filterGroup: [
      {
        filters: [
          { fieldName: "workspace", operator: "eq", value: ctx.result.workspace },
          { fieldName: "audience", operator: "containsAny", value: ctx.result.audiences },
        ],
      },
    ],
  })
  extensions.setSubscriptionInvalidationFilter({
    filterGroup: [
      {
        filters: [
          { fieldName: "workspace", operator: "eq", value: ctx.result.workspace },
          { fieldName: "user", operator: "eq", value: ctx.result.user },
        ],
      },
    ],
  })
  return null
}
