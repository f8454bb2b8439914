/** What happened, in the past tense: the events on the bus `crm`. They follow from the table's stream, never from a verb. */
import * as z from "zod"

export const EVENT_SOURCE = "halyard.crm"

const Common = {
  /** `<workspace>:<kind>:<id>:<version>:<event>`: the same when the event is delivered again. */
  eventId: z.string(),
  workspaceId: z.string(),
  /** Of the record; 0 for a hook, and for an import, whose id stands in `data.current`. */
  id: z.int(),
  version: z.int(),
  at: z.string(),
  byUserId: z.int(),
  via: z.string(),
}

/** `merged` is told of the record that is no more, beside `deleted`: `data.merged_to_id` says what it is part of now. */
const NAMES = {
  deal: [
    "deal.added",
    "deal.changed",
    "deal.moved",
    "deal.won",
    "deal.lost",
    "deal.reopened",
    "deal.deleted",
    "deal.merged",
  ],
  person: ["person.added", "person.changed", "person.renamed", "person.deleted", "person.merged"],
  organization: [
    "organization.added",
    "organization.changed",
    "organization.renamed",
    "organization.deleted",
    "organization.merged",
  ],
  activity: ["activity.added", "activity.changed", "activity.done", "activity.deleted"],
  note: ["note.added", "note.changed", "note.deleted"],
  /** Added once its bytes are there. */
  file: ["file.added", "file.changed", "file.deleted"],
  product: ["product.added", "product.changed", "product.deleted"],
  lead: ["lead.added", "lead.changed", "lead.deleted"],
  project: ["project.added", "project.changed", "project.deleted"],
  task: ["task.added", "task.changed", "task.done", "task.deleted"],
  board: ["board.added", "board.changed", "board.deleted"],
  phase: ["phase.added", "phase.changed", "phase.deleted"],
  pipeline: ["pipeline.added", "pipeline.changed", "pipeline.deleted"],
  stage: ["stage.added", "stage.changed", "stage.deleted"],
  /** Who leaves is no longer active: nobody is deleted. */
  user: ["user.added", "user.changed"],
  /** What a deal sells, and in which parts it is paid: `version` is the deal's. */
  deal_product: ["deal_product.added", "deal_product.changed", "deal_product.deleted"],
  deal_installment: ["deal_installment.added", "deal_installment.changed", "deal_installment.deleted"],
} as const

export const EventName = z.enum([
  ...NAMES.deal,
  ...NAMES.person,
  ...NAMES.organization,
  ...NAMES.activity,
  ...NAMES.note,
  ...NAMES.file,
  ...NAMES.product,
  ...NAMES.lead,
  ...NAMES.project,
  ...NAMES.task,
  ...NAMES.board,
  ...NAMES.phase,
  ...NAMES.pipeline,
  ...NAMES.stage,
  ...NAMES.user,
  ...NAMES.deal_product,
  ...NAMES.deal_installment,
  "user.invited",
  "workspace.created",
  "import.finished",
  /** Something was posted to an inbound hook: `data` has its `hook_id`, `name` and `payload`. */
  "hook.received",
])
export type EventName = z.infer<typeof EventName>

/** What happens to records, told to webhooks. */
export const RECORD_EVENTS: readonly EventName[] = Object.entries(NAMES).flatMap(([kind, names]) =>
  kind === "file" ? [] : [...names],
)

export const CrmEvent = z.object({ name: EventName, ...Common, data: z.record(z.string(), z.json()) })
export type CrmEvent = z.infer<typeof CrmEvent>
