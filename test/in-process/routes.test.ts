import { newWorkspace, requestInProcess } from "../support/in-process-workspace.ts"
import { needsStack, routes, walk } from "../support/walk.ts"

walk(
  { newWorkspace, request: requestInProcess },
  routes.filter((one) => !needsStack(one)),
)
