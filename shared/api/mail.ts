/** Mail that an integration keeps here: v1 reads it. */
import * as z from "zod"
import { BodyId, BodyInstant, Paging, QueryId } from "./fields.ts"
import { route } from "./route.ts"
import { V1Message } from "./v1/mail-message.ts"

const Address = z.strictObject({
  email_address: z.email("must be an e-mail address").max(254),
  name: z.string().trim().max(255).default(""),
  linked_person_id: BodyId.optional(),
})
const Addresses = z.array(Address).max(100)

const NewMessage = z.strictObject({
  /** The thread it answers to; without one it begins a thread. */
  mail_thread_id: BodyId.optional(),
  deal_id: BodyId.optional(),
  subject: z.string().trim().max(500).default(""),
  from: Addresses.min(1),
  to: Addresses.min(1),
  cc: Addresses.default([]),
  bcc: Addresses.default([]),
  body: z.string().max(200_000).default(""),
  sent_flag: z.boolean().default(false),
  message_time: BodyInstant.optional(),
})
export type NewMessage = z.infer<typeof NewMessage>

const MailQuery = z
  .strictObject({ deal_id: QueryId.optional(), person_id: QueryId.optional(), ...Paging })
  .refine(({ deal_id, person_id }) => (deal_id === undefined) !== (person_id === undefined), {
    message: "give deal_id or person_id",
    path: ["deal_id"],
  })

export const mail = {
  list: route({
    method: "GET",
    path: "/api/v2/mailMessages",
    summary: "List the mail of a deal or a person, as far as you may see it, the latest first",
    permission: "records.see",
    cost: 10,
    query: MailQuery,
    answer: z.array(V1Message),
    envelope: "page",
  }),
  keep: route({
    method: "POST",
    path: "/api/v2/mailMessages",
    summary: "Keep a mail that was sent or received, in a thread of your mailbox",
    permission: "records.add",
    cost: 5,
    body: NewMessage,
    answer: z.object({ id: z.int(), mail_thread_id: z.int() }),
    envelope: "one",
  }),
}
