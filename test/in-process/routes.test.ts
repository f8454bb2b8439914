import { newWorkspace, requestInProcess } from "../support/in-process-workspace.ts"
import { needsStack, routes, walk } from "../support/walk.ts"

const request = requestInProcess
walk(
  { newWorkspace, request },
  routes.filter((one) => !needsStack(one)),
)
