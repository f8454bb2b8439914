import { reports as api } from "../../shared/api/reports.ts"
import { needMay } from "../../shared/permission.ts"
import { serve } from "../platform/http.ts"
import * as reports from "./reports.ts"

export const handler = serve(api, {
  run: ({ actor, body }) => reports.run(actor, body),
  export: ({ actor, body }) => {
    needMay(actor, "reports.see")
    return reports.run(actor, body)
  },
})
