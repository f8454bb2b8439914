import { extensions, util } from "@aws-appsync/utils"

// A function says whether the caller belongs to a workspace, and may see the place: then they hear of that one place, else of none.
export function request(ctx) {
  return { operation: "Invoke", payload: { identity: ctx.identity, arguments: ctx.args } }
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type)
  if (!ctx.result) util.unauthorized()
  const place = ctx.result.audiences.length > 0 ? ctx.args.place : ""
  extensions.setSubscriptionFilter({
    filterGroup: [
      {
        filters: [
          { fieldName: "workspace", operator: "eq", value: ctx.result.workspace },
          { fieldName: "place", operator: "eq", value: place },
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
