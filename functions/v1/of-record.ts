/** What deals, persons and organizations have in common under v1. */

import { v1File } from "../../shared/api/v1/file.ts"
import { v1Message } from "../../shared/api/v1/mail-message.ts"
import type { followerRoutes, historyRoutes, V1Change, V1Follower } from "../../shared/api/v1/of-record.ts"
import { v1Time } from "../../shared/api/v1/refs.ts"
import { refuse } from "../../shared/comparison.ts"
import { pairId } from "../../shared/pair.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Base, Follower } from "../../shared/record.ts"
import { open } from "../data/store.ts"
import * as followers from "../followers/followers.ts"
import { messagesOf } from "../mail/mail.ts"
import type { Actor } from "../platform/actor.ts"
import type { Handlers } from "../platform/http.ts"
import * as history from "../records/history.ts"
import { list as listRecords } from "../records/list.ts"
import { underSeen } from "../records/parents.ts"
import { permittedUsers } from "../records/permitted.ts"
import { around } from "./around.ts"
import { baseOf } from "./base.ts"
import { flowOf } from "./flow.ts"
import { namesOf } from "./mail-names.ts"
import { pageFrom, sliceFrom } from "./pages.ts"

type Kind = "deal" | "person" | "organization"

/** Throws when the record is not there, or the actor may not see it. */
async function need(actor: Actor, kind: Kind, id: number) {
  const record = await open(actor).get(kind, id)
  if (record === undefined || !canSee(actor, record)) {
    throw new Problem("not_found", `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${id} was not found`)
  }
  return record
}

export function historyHandlers(kind: Kind): Handlers<ReturnType<typeof historyRoutes>> {
  return {
    changelog: async ({ actor, params, query }) => {
      await need(actor, kind, params.id)
      const page = await history.of(actor, kind, params.id, query)
      return { data: page.data.map(changeOf), nextCursor: page.nextCursor }
    },
    flow: async ({ actor, params, query }) => {
      await need(actor, kind, params.id)
      return flowOf(actor, { kind, id: params.id }, query)
    },
    files: async ({ actor, params, query }) => {
      await need(actor, kind, params.id)
      return filesOf(actor, kind, params.id, query)
    },
    mailMessages: async ({ actor, params, query, event }) => {
      await need(actor, kind, params.id)
      return sliceFrom(await mailOf(actor, kind, params.id, baseOf(event)), query)
    },
    permittedUsers: async ({ actor, params }) => {
      const record = await need(actor, kind, params.id)
      return permittedUsers(actor, record)
    },
  }
}

/** Mail is kept under deals and persons. */
async function mailOf(actor: Actor, kind: Kind, id: number, base: string) {
  if (kind === "organization") return []
  const messages = await messagesOf(actor, kind, id)
  const names = await namesOf(
    actor,
    messages.flatMap(({ from, to, cc, bcc }) => [...from, ...to, ...cc, ...bcc]),
  )
  return messages.map((message) => ({
    object: "mailMessage",
    timestamp: v1Time(message.at),
    data: v1Message(message, names, base, false),
  }))
}

type Change = Awaited<ReturnType<typeof history.of>>["data"][number]

function changeOf({ field_key, old_value, new_value, actor_user_id, time, change_source }: Change): V1Change {
  return {
    field_key,
    old_value: inText(old_value),
    new_value: inText(new_value),
    actor_user_id,
    time: v1Time(time) ?? "",
    change_source,
    change_source_user_agent: null,
    is_bulk_update_flag: change_source === "import",
  }
}

/** The log's values are text here, whatever a field holds. */
function inText(value: Change["new_value"]): string | null {
  if (value === null || typeof value === "string") return value
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

type FilesQuery = { start: number; limit: number; sort?: { field: string; direction: "asc" | "desc" }[] | undefined }

async function filesOf(actor: Actor, kind: Kind, id: number, query: FilesQuery) {
  const store = open(actor)
  const sort = query.sort?.[0] ?? { field: "id", direction: "asc" as const }
  const sortBy = (["id", "add_time", "update_time"] as const).find((name) => name === sort.field)
  if (sortBy === undefined) throw refuse("sort", "must be id, add_time or update_time")
  const page = await pageFrom(query, async (cursor) => {
    const found = await listRecords(actor, {
      kind: "file",
      parent: { kind, id },
      sortBy,
      direction: sort.direction,
      limit: 500,
      cursor,
      keeps: (file) => file.uploadedAt !== undefined,
    })
    return { data: await underSeen(store, actor, found.records), nextCursor: found.nextCursor }
  })
  const known = await around(actor, { links: page.data })
  return { ...page, data: page.data.map((file) => v1File(file, known)) }
}

const OWN_ID = { deal: "deal_id", person: "person_id", organization: "org_id" } as const

export function followerHandlers(kind: Kind): Handlers<ReturnType<typeof followerRoutes>> {
  const shown = (record: Pick<Base, "id">, { userId, at }: Follower): V1Follower => ({
    user_id: userId,
    id: pairId(record.id, userId),
    [OWN_ID[kind]]: record.id,
    add_time: v1Time(at),
  })
  return {
    followers: async ({ actor, params, query }) => {
      const record = await need(actor, kind, params.id)
      return sliceFrom(
        (record.followers ?? []).map((one) => shown(record, one)),
        query,
      )
    },
    addFollower: async ({ actor, params, body }) => {
      const { user_id, add_time } = await followers.add(actor, kind, params.id, body.user_id)
      return shown(params, { userId: user_id, at: add_time })
    },
    removeFollower: async ({ actor, params }) => {
      const record = await need(actor, kind, params.id)
      const follower = record.followers?.find((one) => pairId(record.id, one.userId) === params.follower_id)
      if (follower === undefined) {
        throw new Problem("not_found", `Follower ${params.follower_id} was not found`)
      }
      await followers.remove(actor, kind, params.id, follower.userId)
      return { id: params.follower_id }
    },
  }
}
