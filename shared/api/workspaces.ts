import * as z from "zod"
import { Currency } from "../money.ts"
import { ALL_PERMISSIONS } from "../permission-set.ts"
import { TEMPLATE_KEYS } from "../pipeline-templates.ts"
import { Zone } from "../time.ts"
import { ActivityTypeAnswer } from "./activity-settings.ts"
import { FieldAnswer } from "./custom-fields.ts"
import { Title } from "./fields.ts"
import { PipelineAnswer, StageAnswer } from "./pipelines.ts"
import { route } from "./route.ts"
import { UserAnswer } from "./users.ts"

export const WorkspaceAnswer = z.object({
  id: z.int(),
  name: z.string(),
  domain: z.string(),
  default_currency: z.string(),
  timezone_name: z.string(),
  lost_reasons: z.array(z.string()),
  /** What a unit of other currencies is worth in the default one: decimals in words. */
  exchange_rates: z.record(z.string(), z.string()),
})
export type WorkspaceAnswer = z.infer<typeof WorkspaceAnswer>

/** All that the app needs to know of a workspace before it shows anything. */
export const Setup = z.object({
  workspace: WorkspaceAnswer,
  me: UserAnswer,
  /** What you may do. */
  may: z.array(z.enum(ALL_PERMISSIONS)),
  groups: z.array(z.object({ id: z.int(), name: z.string() })),
  users: z.array(UserAnswer),
  pipelines: z.array(PipelineAnswer),
  stages: z.array(StageAnswer),
  fields: z.array(FieldAnswer),
  activity_types: z.array(ActivityTypeAnswer),
})
export type Setup = z.infer<typeof Setup>

const WorkspaceChange = z
  .strictObject({
    name: Title.max(120),
    default_currency: Currency,
    timezone_name: Zone,
    lost_reasons: z.array(Title).max(100, "must be at most 100 reasons"),
  })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
export type WorkspaceChange = z.infer<typeof WorkspaceChange>

const Password = z.string().min(10, "must have at least 10 characters").max(256)

export const workspaces = {
  create: route({
    method: "POST",
    path: "/api/v2/workspaces",
    summary: "Make a workspace for the person who has just signed up, with a pipeline to start with",
    permission: "signedIn",
    cost: 10,
    body: z.strictObject({
      name: Title.max(120),
      person_name: Title.max(120),
      currency: Currency.default("USD"),
      zone: Zone.default("UTC"),
      template: z.enum(TEMPLATE_KEYS, { error: `must be among ${TEMPLATE_KEYS.join(", ")}` }).default("sales"),
    }),
    answer: WorkspaceAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/workspace",
    summary: "Change the workspace's name, currency, time zone or reasons for losing a deal",
    permission: "workspace.edit",
    cost: 5,
    body: WorkspaceChange,
    answer: WorkspaceAnswer,
    envelope: "one",
  }),
  setup: route({
    method: "GET",
    path: "/api/v2/setup",
    summary: "The workspace, you, its people, pipelines, stages and fields",
    permission: "member",
    cost: 5,
    answer: Setup,
    envelope: "one",
  }),
  accept: route({
    method: "POST",
    path: "/api/v2/invitations/accept",
    summary: "Accept an invitation: choose a name and a password",
    permission: "public",
    cost: 10,
    body: z.strictObject({
      invitation: z.string().regex(/^\d+\.\d+\.[A-Za-z0-9_-]{20,}$/, "is not the code of an invitation"),
      name: Title.max(120),
      password: Password,
    }),
    answer: z.object({ email: z.string() }),
    envelope: "one",
  }),
}
