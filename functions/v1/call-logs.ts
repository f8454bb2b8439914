import { v1CallLog, type v1CallLogs } from "../../shared/api/v1/call-logs.ts"
import * as calls from "../calls/calls.ts"
import * as recordings from "../calls/recordings.ts"
import type { Handlers } from "../platform/http.ts"
import { pageFrom } from "./pages.ts"

export const handlers: Handlers<typeof v1CallLogs> = {
  list: async ({ actor, query }) => {
    const page = await pageFrom(query, (after) => calls.list(actor, { limit: 500, after }))
    const shown = await calls.placed(actor, page.data)
    return { ...page, data: shown.map((call) => v1CallLog(call, Number(actor.workspaceId))) }
  },
  create: async ({ actor, body }) => v1CallLog(await calls.add(actor, body), Number(actor.workspaceId)),
  get: async ({ actor, params }) => v1CallLog(await calls.need(actor, params.id), Number(actor.workspaceId)),
  remove: async ({ actor, params }) => {
    await recordings.removeCall(actor, params.id)
    return null
  },
  addRecording: async ({ actor, params, event }) => {
    await recordings.add(actor, params.id, event)
    return null
  },
  getRecording: async ({ actor, params }) => ({
    status: 302,
    headers: { location: await recordings.urlOf(actor, params.id) },
  }),
}
