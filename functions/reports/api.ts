import { reports as api } from "../../shared/api/reports.ts"
import { serve } from "../platform/http.ts"
import * as reports from "./reports.ts"

export const handler = serve(api, { run: ({ actor, body }) => reports.run(actor, body) })
