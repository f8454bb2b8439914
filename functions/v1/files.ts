import type { APIGatewayProxyEventV2 } from "aws-lambda"
import * as z from "zod"
import { FileQuery, NewFile } from "../../shared/api/files.ts"
import { V1IdOrNull } from "../../shared/api/v1/fields.ts"
import { type Item, MOST_FORM_BYTES, type V1FilesQuery, v1File, type v1Files } from "../../shared/api/v1/files.ts"
import { type FileRecord, REMOTE_TYPES } from "../../shared/file.ts"
import { invalid } from "../../shared/problem.ts"
import { open } from "../data/store.ts"
import * as files from "../files/files.ts"
import type { Actor } from "../platform/actor.ts"
import { fileOf, textsOf } from "../platform/form.ts"
import type { Handlers } from "../platform/http.ts"
import { baseOf } from "./base.ts"
import { besideOf } from "./beside.ts"
import { pageFrom } from "./pages.ts"
import { sortOf } from "./sorting.ts"

type Event = APIGatewayProxyEventV2

async function shown(actor: Actor, event: Event, all: readonly FileRecord[]) {
  const beside = await besideOf(actor, all)
  return all.map((file) => v1File(file, beside(file), baseOf(event)))
}

async function one(actor: Actor, event: Event, file: FileRecord) {
  const beside = await besideOf(actor, [file])
  return v1File(file, beside(file), baseOf(event))
}

async function list(actor: Actor, event: Event, query: V1FilesQuery) {
  const { sortBy, direction } = sortOf(query.sort)
  const page = await pageFrom(query, (cursor) =>
    files.found(actor, FileQuery.parse({ sort_by: sortBy, sort_direction: direction, limit: 500, cursor })),
  )
  return { ...page, data: await shown(actor, event, page.data) }
}

const Links = z.object({ deal_id: V1IdOrNull, person_id: V1IdOrNull, org_id: V1IdOrNull }).partial()

async function upload(actor: Actor, event: Event): Promise<FileRecord> {
  const [{ name, type, bytes }, texts] = await Promise.all([fileOf(event, "file", MOST_FORM_BYTES), textsOf(event)])
  const links = Links.safeParse(texts)
  if (!links.success) throw invalid(links.error, "body")
  const { deal_id, person_id, org_id } = links.data
  const body = NewFile.safeParse({
    file_name: name,
    size: bytes.length,
    type: type.split(";")[0] || undefined,
    deal_id: deal_id ?? undefined,
    person_id: person_id ?? undefined,
    org_id: org_id ?? undefined,
  })
  if (!body.success) throw invalid(body.error, "file")
  return files.keep(actor, body.data, bytes)
}

const parentOf = ({ item_type, item_id }: Item) => ({
  [item_type === "organization" ? "org_id" : `${item_type}_id`]: item_id,
})

export const handlers: Handlers<typeof v1Files> = {
  list: ({ actor, query, event }) => list(actor, event, query),
  create: async ({ actor, event }) => one(actor, event, await upload(actor, event)),
  createRemote: async ({ actor, body, event }) => {
    const document = { file_name: body.title, type: REMOTE_TYPES[body.file_type], ...parentOf(body) }
    return one(actor, event, await files.link(actor, document, { location: body.remote_location, id: "" }))
  },
  linkRemote: async ({ actor, body, event }) => {
    const document = { file_name: body.remote_id.slice(0, 255), type: "application/octet-stream", ...parentOf(body) }
    return one(actor, event, await files.link(actor, document, { location: body.remote_location, id: body.remote_id }))
  },
  get: async ({ actor, params, event }) => one(actor, event, await files.need(open(actor), actor, params.id)),
  update: async ({ actor, params, body, event }) => {
    const { name: title, description } = body
    return one(actor, event, await files.change(actor, params.id, { title, description }))
  },
  remove: ({ actor, params }) => files.remove(actor, params.id),
  download: async ({ actor, params }) => {
    const { url } = await files.download(actor, params.id, false)
    return { status: 302, headers: { location: url } }
  },
}
