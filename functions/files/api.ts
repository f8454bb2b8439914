import { files as api, fileAnswer } from "../../shared/api/files.ts"
import { open } from "../data/store.ts"
import { serve } from "../platform/http.ts"
import * as files from "./files.ts"

export const handler = serve(api, {
  list: ({ actor, query }) => files.list(actor, query),
  create: ({ actor, body }) => files.add(actor, body),
  done: async ({ actor, params }) => fileAnswer(await files.done(actor, params.id)),
  get: async ({ actor, params }) => fileAnswer(await files.need(open(actor), actor, params.id)),
  download: ({ actor, params, query }) => files.download(actor, params.id, query.inline ?? false),
  remove: ({ actor, params }) => files.remove(actor, params.id),
})
