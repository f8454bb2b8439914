import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge"
import { type CrmEvent, EVENT_SOURCE, type EventName } from "../../shared/event.ts"
import { chunks } from "../data/table.ts"
import { env } from "../platform/env.ts"
import { answerOf, type Difference, differences } from "./difference.ts"
import { type Image, isOf } from "./image.ts"

const client = new EventBridgeClient({})

/** Tells the bus what happened. An import is one event of its own; its records are not told one by one. */
export async function events(images: readonly Image[]): Promise<void> {
  await announce(images.flatMap(eventsOf))
}

export async function announce(all: readonly CrmEvent[]): Promise<void> {
  for (const part of chunks(all, 10)) {
    const answer = await client.send(
      new PutEventsCommand({
        Entries: part.map((event) => ({
          EventBusName: env("BUS_NAME"),
          Source: EVENT_SOURCE,
          DetailType: event.name,
          Detail: JSON.stringify(event),
        })),
      }),
    )
    if ((answer.FailedEntryCount ?? 0) > 0) throw new Error(`${answer.FailedEntryCount} events were not taken`)
  }
}

/** The events of one change. Their ids are the same whenever they are worked out again. */
export function eventsOf(image: Image): CrmEvent[] {
  const { before, after } = image
  if (after === undefined || after.via === "import") return []
  const changes = before === undefined ? [] : differences(image.kind, before as never, after as never)
  return namesOf(image, changes).map((name) => ({
    name,
    eventId: [image.w, image.kind, image.id, after.version, name].join(":"),
    workspaceId: image.w,
    id: image.id,
    version: after.version,
    at: after.changedAt,
    byUserId: after.changedBy,
    via: after.via,
    data: {
      current: answerOf(image.kind, after as never),
      previous: Object.fromEntries(changes.map((change) => [change.key, change.from])),
      ...mergeOf(image),
      ...followersOf(image),
    },
  }))
}

const TOLD = [
  "deal",
  "person",
  "organization",
  "activity",
  "note",
  "product",
  "lead",
  "project",
  "task",
  "board",
  "phase",
  "pipeline",
  "stage",
] as const

function namesOf(image: Image, changes: readonly Difference[]): EventName[] {
  const { before, after } = image
  if (after === undefined) return []
  if (image.kind === "workspace") return before === undefined ? ["workspace.created"] : []
  if (isOf(image, "user")) return userEvents(image, changes)
  if (isOf(image, "file")) return fileEvent(image)
  if (!isOf(image, ...TOLD)) return []
  const { kind } = image
  if (before === undefined) return [`${kind}.added`]
  if (after.deletedAt !== undefined && before.deletedAt === undefined) {
    const isMerged = isOf(image, "deal", "person", "organization") && mergeOf(image).merged_to_id !== undefined
    return isMerged ? [`${image.kind}.deleted`, `${image.kind}.merged`] : [`${kind}.deleted`]
  }
  if (changes.length === 0) return mergeOf(image).merged_from_id === undefined ? [] : [`${kind}.changed`]
  const special = specialNames(image, changes)
  return special.length > 0 ? special : [`${kind}.changed`]
}

function userEvents({ before, after }: Image<"user">, changes: readonly Difference[]): EventName[] {
  const isInvited = after?.invitedAt !== undefined && after.invitedAt !== before?.invitedAt
  return [
    ...(before === undefined ? (["user.added"] as const) : []),
    ...(changes.some(({ key }) => key !== "invited_time") ? (["user.changed"] as const) : []),
    ...(isInvited ? (["user.invited"] as const) : []),
  ]
}

/** Who follows the record, for those who ask whether they may hear of it. */
function followersOf({ after }: Image): { followers?: number[] } {
  if (after === undefined || !("followers" in after) || after.followers === undefined) return {}
  return { followers: after.followers.map(({ userId }) => userId) }
}

/** What a merge says of itself: on the record that is no more where it went, on the one that stays whom it took in. */
function mergeOf(image: Image): { merged_to_id?: number; merged_from_id?: number } {
  if (!isOf(image, "deal", "person", "organization")) return {}
  const { before, after } = image
  const [to, from] = [after?.mergedIntoId, after?.mergedFromId]
  return {
    ...(to !== undefined && to !== before?.mergedIntoId && { merged_to_id: to }),
    ...(from !== undefined && from !== before?.mergedFromId && { merged_from_id: from }),
  }
}

/** A file is added when its bytes are there; before, and when they never come, nothing is told. */
function fileEvent({ before, after }: Image<"file">): EventName[] {
  if (after?.uploadedAt === undefined) return []
  if (before?.uploadedAt === undefined) return ["file.added"]
  if (after.deletedAt !== undefined) return before.deletedAt === undefined ? ["file.deleted"] : []
  return ["file.changed"]
}

function specialNames(image: Image, changes: readonly Difference[]): EventName[] {
  const did = (key: string) => changes.some((change) => change.key === key)
  if (isOf(image, "deal")) {
    const status = { open: "deal.reopened", won: "deal.won", lost: "deal.lost" } as const
    return [
      ...(did("status") && image.after ? [status[image.after.status]] : []),
      ...(did("stage_id") ? (["deal.moved"] as const) : []),
    ]
  }
  if (isOf(image, "activity") && did("done") && image.after?.done === true) return ["activity.done"]
  if (isOf(image, "task") && did("is_done") && image.after?.done === true) return ["task.done"]
  if (isOf(image, "person") && did("name")) return ["person.renamed"]
  if (isOf(image, "organization") && did("name")) return ["organization.renamed"]
  return []
}
