import { samples as api } from "../../shared/api/samples.ts"
import { serve } from "../platform/http.ts"
import * as samples from "./samples.ts"

export const handler = serve(api, {
  add: ({ actor, body }) => samples.add(actor, body.seed),
})
