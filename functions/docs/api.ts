import { docs as api } from "../../shared/api/docs.ts"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { serve } from "../platform/http.ts"

export const handler = serve(api, {
  openapi: async ({ event }) => {
    const host = event.headers["x-forwarded-host"] ?? event.requestContext.domainName
    const scheme = event.headers["x-forwarded-proto"] ?? "https"
    return JSON.parse(JSON.stringify(openapi(everyRoute(), `${scheme}://${host}`)))
  },
})
