import { docs as api } from "../../shared/api/docs.ts"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { eventDocument } from "../../shared/event-schema.ts"
import { serve } from "../platform/http.ts"

export const handler = serve(api, {
  events: async () => JSON.parse(JSON.stringify(eventDocument())),
  openapi: async () => JSON.parse(JSON.stringify(openapi(everyRoute(), "/"))),
})
