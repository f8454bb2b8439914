import { docs as api } from "../../shared/api/docs.ts"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { serve } from "../platform/http.ts"

export const handler = serve(api, {
  openapi: async () => JSON.parse(JSON.stringify(openapi(everyRoute(), "/"))),
})
