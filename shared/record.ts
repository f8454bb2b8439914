import * as z from "zod"
import { VisibleTo } from "./permission.ts"
import { Instant } from "./time.ts"

export const Id = z.int().positive()

/** Kinds with many records, each in buckets of ids with facts and a search card. */
export const RecordKind = z.enum([
  "deal",
  "person",
  "organization",
  "activity",
  "note",
  "file",
  "product",
  "lead",
  "project",
  "task",
])
export type RecordKind = z.infer<typeof RecordKind>

/** Kinds a workspace has few of; they are read together. */
export const SetupKind = z.enum([
  "workspace",
  "user",
  "pipeline",
  "stage",
  "field",
  "activityType",
  "leadLabel",
  "board",
  "phase",
  "projectTemplate",
  "visibilityGroup",
  "permissionSet",
])
export type SetupKind = z.infer<typeof SetupKind>

/** A saved filter stands by itself: only its owner's until it is shared. */
export const Kind = z.enum([...RecordKind.options, ...SetupKind.options, "filter"])
export type Kind = z.infer<typeof Kind>

/** The API token or the app of someone else's that a change came through. */
export const Through = z.object({ kind: z.enum(["token", "oauth"]), id: z.string(), name: z.string() })
export type Through = z.infer<typeof Through>

/** What every record has. `version` grows by one with each change; `changedBy` and `via` say who and how. */
export const Base = z.object({
  id: Id,
  version: z.int().positive(),
  addedAt: Instant,
  changedAt: Instant,
  changedBy: z.int(),
  via: z.enum(["app", "api", "import", "system"]),
  through: Through.optional(),
  /** The same on all that one request changed together last. */
  together: z.string().optional(),
  /** When it went to the trash; it is gone for good 30 days later. */
  deletedAt: Instant.optional(),
})
export type Base = z.infer<typeof Base>

export const Owned = Base.extend({ ownerId: Id, creatorId: Id, visibleTo: VisibleTo })

/** Nobody chooses who sees these: everyone, or whoever sees what they belong to. */
export const Unhidden = Owned.extend({ visibleTo: VisibleTo.transform((): VisibleTo => 7) })

export const CHOOSABLE = ["deal", "lead", "person", "organization", "product"] as const satisfies RecordKind[]
/** Kinds of which one chooses who sees a record. */
export type Choosable = (typeof CHOOSABLE)[number]

/** What a merge leaves: on the record that is no more the one it became part of, on that one what it took in last. */
export const Merged = { mergedIntoId: Id.optional(), mergedFromId: Id.optional() }

/** Who follows a record, and since when. */
export const Follower = z.object({ userId: Id, at: Instant })
export type Follower = z.infer<typeof Follower>

/** Values of custom fields by the field's 40-character key. */
export const Custom = z.record(z.string(), z.json())
export type Custom = z.infer<typeof Custom>

export const Address = z.object({
  value: z.string().max(1000),
  route: z.string().max(255).nullish(),
  street_number: z.string().max(255).nullish(),
  subpremise: z.string().max(255).nullish(),
  locality: z.string().max(255).nullish(),
  sublocality: z.string().max(255).nullish(),
  admin_area_level_1: z.string().max(255).nullish(),
  admin_area_level_2: z.string().max(255).nullish(),
  country: z.string().max(255).nullish(),
  postal_code: z.string().max(255).nullish(),
})
export type Address = z.infer<typeof Address>

export const DAYS_IN_TRASH = 30

/** A kind's word in messages. */
export const NOUN: Record<Kind, string> = {
  deal: "deal",
  person: "person",
  organization: "organization",
  activity: "activity",
  note: "note",
  file: "file",
  product: "product",
  lead: "lead",
  project: "project",
  task: "task",
  workspace: "workspace",
  user: "user",
  pipeline: "pipeline",
  stage: "stage",
  field: "field",
  activityType: "activity type",
  leadLabel: "lead label",
  board: "board",
  phase: "phase",
  projectTemplate: "project template",
  visibilityGroup: "visibility group",
  permissionSet: "permission set",
  filter: "filter",
}
