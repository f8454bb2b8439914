import { imports as api, type ImportAnswer, importAnswer } from "../../shared/api/imports.ts"
import { Check } from "../../shared/import-check.ts"
import { Mapping } from "../../shared/mapping.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import { FILES, folder } from "./files.ts"
import * as imports from "./imports.ts"

async function shown(actor: Actor, id: string): Promise<ImportAnswer> {
  const job = await imports.need(actor, id)
  const files = folder(actor.workspaceId, id)
  const [columns, mapping, check] = await Promise.all([
    job.rows === undefined ? null : files.columns(),
    job.mapping === undefined ? null : files.read(FILES.mapping(job.mapping), Mapping),
    job.checked === true ? files.read(FILES.check, Check) : null,
  ])
  return importAnswer(job, { columns, mapping, check })
}

export const handler = serve(api, {
  list: ({ actor, query }) => imports.list(actor, query),
  create: ({ actor, body }) => imports.create(actor, body),
  get: ({ actor, params }) => shown(actor, params.id),
  read: ({ actor, params }) => imports.read(actor, params.id),
  map: ({ actor, params, body }) => imports.map(actor, params.id, body),
  start: ({ actor, params }) => imports.start(actor, params.id),
  cancel: ({ actor, params }) => imports.cancel(actor, params.id),
  revert: ({ actor, params }) => imports.revert(actor, params.id),
  skipped: ({ actor, params }) => imports.skipped(actor, params.id),
})
