/** What `in-process/routes` cannot ask, and what nothing else asks of the running stack: what the official client has no method for. */
import { expect, test } from "vitest"
import { everyRoute } from "../../shared/api/table.ts"
import { pathOf } from "../support/examples.ts"
import { clientMethods } from "../support/official-client.ts"
import { sharedStack } from "../support/stack.ts"
import { GATEWAY, needsStack, paramsOf, routes, walk } from "../support/walk.ts"
import { newWorkspace, renewedFor, request, type Workspace } from "../support/workspace.ts"

const called = new Set(clientMethods().map(({ operation }) => operation))
const { url } = await sharedStack()

walk(
  { newWorkspace, request: (...asked) => request(url, ...asked), signedIn: renewedFor },
  routes.filter(needsStack),
  routes.filter((one) => !needsStack(one) && !called.has(one.operation)),
)

const notOffered = everyRoute().filter(({ domain }) => domain === "v1NotOffered")

let one: Promise<Workspace> | undefined
const theWorkspace = () => (one ??= newWorkspace())

test.each(notOffered)("501: $route.method $route.path", async ({ route }) => {
  const { token } = await theWorkspace()
  const path = pathOf(route.path, { params: paramsOf(route, 1) })
  const { status, body } = await request(url, token, route.method, path)
  expect([status, body.success, body.data]).toEqual([501, false, null])
})

test.each(["/api/v2/nothing", "/api/v2/deals/1/nothing", "/v1/nothing", "/api/v1/deals/1/nothing/at/all"])(
  "404: %s is no operation, which only those are told who may call others",
  async (path) => {
    const { call } = await theWorkspace()
    const told = await call("GET", path)
    expect([told.status, told.body]).toMatchObject([404, { success: false, error: `There is no ${path}`, data: null }])
    const stranger = await request(url, "", "GET", path)
    expect([stranger.status, stranger.body]).toEqual([401, GATEWAY])
  },
)
