import { extensions, util } from "@aws-appsync/utils"

// A function says whether the caller belongs to a workspace and may see the place; they hear of that one place.
export function request(ctx) {
  return { operation: "Invoke", payload: { identity: ctx.identity, arguments: ctx.args } }
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type)
  if (!ctx.result) util.unauthorized()
  extensions.setSubscriptionFilter({
    filterGroup: [
      {
        filters: [
          { fieldName: "workspace", operator: "eq", value: ctx.result.workspace },
          { fieldName: "place", operator: "eq", value: ctx.args.place },
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
