import { board as api } from "../../shared/api/board.ts"
import { serve } from "../platform/http.ts"
import * as board from "./board.ts"

export const handler = serve(api, {
  open: ({ actor, params, query }) => board.open(actor, params.pipeline_id, query),
  stage: ({ actor, params, query }) => board.stagePage(actor, params.pipeline_id, params.stage_id, query),
})
