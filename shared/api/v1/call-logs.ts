import * as z from "zod"
import { type CallLog, CallOutcome } from "../../call-log.ts"
import { BodyInstant } from "../fields.ts"
import { route } from "../route.ts"
import { V1Id, V1IdOrNull, V1NumberOrNull, V1Paging } from "./fields.ts"

const V1CallLog = z.object({
  id: z.string(),
  activity_id: z.int(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  deal_id: z.int().nullable(),
  lead_id: z.string().nullable(),
  subject: z.string(),
  duration: z.string(),
  outcome: CallOutcome,
  from_phone_number: z.string().nullable(),
  to_phone_number: z.string(),
  has_recording: z.boolean(),
  start_time: z.string(),
  end_time: z.string(),
  user_id: z.int(),
  company_id: z.int(),
  note: z.string().nullable(),
})

/** With the milliseconds that clients expect. */
const precise = (at: string) => `${at.slice(0, 19)}.000Z`

export function v1CallLog(call: CallLog, companyId: number): z.infer<typeof V1CallLog> {
  return {
    id: call.id,
    activity_id: call.activityId,
    person_id: call.personId ?? null,
    org_id: call.organizationId ?? null,
    deal_id: call.dealId ?? null,
    lead_id: null,
    subject: call.subject,
    duration: String(call.seconds),
    outcome: call.outcome,
    from_phone_number: call.from ?? null,
    to_phone_number: call.to,
    has_recording: call.recording !== undefined,
    start_time: precise(call.startAt),
    end_time: precise(call.endAt),
    user_id: call.userId,
    company_id: companyId,
    note: call.note ?? null,
  }
}

const Phone = z.string().trim().min(1, "must not be empty").max(255)

const NewCallLog = z
  .object({
    user_id: V1Id.optional(),
    activity_id: V1IdOrNull.optional(),
    subject: z.string().trim().max(255).optional(),
    duration: V1NumberOrNull.optional(),
    outcome: CallOutcome,
    from_phone_number: Phone.nullish(),
    to_phone_number: Phone,
    start_time: BodyInstant,
    end_time: BodyInstant,
    person_id: V1IdOrNull.optional(),
    org_id: V1IdOrNull.optional(),
    deal_id: V1IdOrNull.optional(),
    note: z.string().max(65_000).nullish(),
  })
  .refine(({ start_time, end_time }) => start_time <= end_time, {
    message: "must not be before start_time",
    path: ["end_time"],
  })
export type NewCallLog = z.infer<typeof NewCallLog>

const ByCall = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/, "must be the id of a call log") })

export const v1CallLogs = {
  list: route({
    method: "GET",
    path: "/v1/callLogs",
    summary: "List your call logs, the newest first",
    permission: "records.see",
    cost: 20,
    query: z.object(V1Paging),
    answer: z.array(V1CallLog),
    envelope: "v1page",
  }),
  create: route({
    method: "POST",
    path: "/v1/callLogs",
    summary: "Log a call, which becomes an activity that is done, or completes the one it names",
    permission: "records.add",
    cost: 10,
    body: NewCallLog,
    answer: V1CallLog,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/callLogs/{id}",
    summary: "Get a call log",
    permission: "records.see",
    cost: 2,
    params: ByCall,
    answer: V1CallLog,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/callLogs/{id}",
    summary: "Delete a call log and its recording; its activity stays",
    permission: "records.delete",
    cost: 6,
    params: ByCall,
    answer: z.null(),
    envelope: "one",
  }),
  addRecording: route({
    method: "POST",
    path: "/v1/callLogs/{id}/recordings",
    summary: "Add the recording of a call: a sound of at most 4 MB, in a form",
    permission: "records.add",
    cost: 10,
    params: ByCall,
    answer: z.null(),
    envelope: "one",
  }),
  getRecording: route({
    method: "GET",
    path: "/v1/callLogs/{id}/recordings",
    summary: "Leads to where the recording of a call can be heard for five minutes",
    permission: "records.see",
    cost: 2,
    params: ByCall,
    answer: z.unknown(),
    envelope: "raw",
  }),
}
