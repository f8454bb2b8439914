import * as z from "zod"
import type { DealStatus } from "../../deal.ts"
import { Folder, foldersOf, type MailMessage, type MailThread, type Party } from "../../mail.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1IdOrNull, V1Paging } from "./fields.ts"

const V1Party = z.looseObject({
  id: z.int(),
  email_address: z.string(),
  name: z.string(),
  linked_person_id: z.int().nullable(),
  linked_person_name: z.string(),
  mail_message_party_id: z.int(),
})
const Flag = z.literal([0, 1])
const Instant = z.string().nullable()

export const V1Message = z.object({
  id: z.int(),
  from: z.array(V1Party),
  to: z.array(V1Party),
  cc: z.array(V1Party),
  bcc: z.array(V1Party),
  body: z.string().optional(),
  body_url: z.string(),
  account_id: z.string(),
  user_id: z.int(),
  mail_thread_id: z.int(),
  subject: z.string(),
  snippet: z.string(),
  mail_tracking_status: z.null(),
  mail_link_tracking_enabled_flag: Flag,
  read_flag: Flag,
  draft: z.null(),
  draft_flag: Flag,
  synced_flag: Flag,
  deleted_flag: Flag,
  has_body_flag: Flag,
  sent_flag: Flag,
  sent_from_pipedrive_flag: Flag,
  smart_bcc_flag: Flag,
  message_time: z.string(),
  add_time: z.string(),
  update_time: z.string(),
  has_attachments_flag: Flag,
  has_inline_attachments_flag: Flag,
  has_real_attachments_flag: Flag,
})

const flag = (value: boolean) => (value ? 1 : 0)
const precise = (at: string) => `${at.slice(0, 19)}.000Z`
const maybe = (at: string | undefined) => (at === undefined ? null : precise(at))

/** Names of the persons whom parties are, to whom may see them. */
export type Names = ReadonlyMap<number, string>

function v1Party({ address, name, personId }: Party, at: number, names: Names) {
  return {
    id: at + 1,
    email_address: address,
    name,
    linked_person_id: personId ?? null,
    linked_person_name: names.get(personId ?? 0) ?? "",
    mail_message_party_id: at + 1,
  }
}

export function v1Message(
  message: MailMessage,
  names: Names,
  base: string,
  withBody: boolean,
): z.infer<typeof V1Message> {
  const parties = (all: readonly Party[]) => all.map((party, at) => v1Party(party, at, names))
  return {
    id: message.id,
    from: parties(message.from),
    to: parties(message.to),
    cc: parties(message.cc),
    bcc: parties(message.bcc),
    ...(withBody && { body: message.body }),
    body_url: `${base}/v1/mailbox/mailMessages/${message.id}?include_body=1`,
    account_id: String(message.userId),
    user_id: message.userId,
    mail_thread_id: message.threadId,
    subject: message.subject,
    snippet: message.snippet,
    mail_tracking_status: null,
    mail_link_tracking_enabled_flag: 0,
    read_flag: 1,
    draft: null,
    draft_flag: 0,
    synced_flag: 0,
    deleted_flag: 0,
    has_body_flag: flag(message.body !== ""),
    sent_flag: flag(message.sent),
    sent_from_pipedrive_flag: 0,
    smart_bcc_flag: 0,
    message_time: precise(message.at),
    add_time: precise(message.addedAt),
    update_time: precise(message.addedAt),
    has_attachments_flag: 0,
    has_inline_attachments_flag: 0,
    has_real_attachments_flag: 0,
  }
}

const V1Thread = z.object({
  id: z.int(),
  parties: z.object({ to: z.array(V1Party), from: z.array(V1Party) }),
  drafts_parties: z.array(V1Party),
  folders: z.array(Folder),
  account_id: z.string(),
  user_id: z.int(),
  version: z.int(),
  subject: z.string(),
  snippet: z.string(),
  snippet_draft: z.null(),
  snippet_sent: z.null(),
  message_count: z.int(),
  mail_tracking_status: z.null(),
  read_flag: Flag,
  has_attachments_flag: Flag,
  has_inline_attachments_flag: Flag,
  has_real_attachments_flag: Flag,
  has_draft_flag: Flag,
  has_sent_flag: Flag,
  archived_flag: Flag,
  deleted_flag: Flag,
  shared_flag: Flag,
  synced_flag: Flag,
  external_deleted_flag: Flag,
  smart_bcc_flag: Flag,
  first_message_to_me_flag: Flag,
  mail_link_tracking_enabled_flag: Flag,
  last_message_timestamp: z.string(),
  first_message_timestamp: z.string(),
  last_message_sent_timestamp: Instant,
  last_message_received_timestamp: Instant,
  add_time: z.string(),
  update_time: z.string(),
  deal_id: z.int().nullable(),
  deal_status: z.string().nullable(),
  lead_id: z.string().nullable(),
  all_messages_sent_flag: Flag,
})

export function v1Thread(
  thread: MailThread,
  names: Names,
  dealStatus: DealStatus | undefined,
): z.infer<typeof V1Thread> {
  const parties = (all: readonly Party[]) =>
    all.map((party, at) => ({
      ...v1Party(party, at, names),
      latest_sent: thread.lastSentAt === thread.lastAt,
      message_time: Date.parse(thread.lastAt),
      linked_organization_id: null,
    }))
  return {
    id: thread.id,
    parties: { to: parties(thread.to), from: parties(thread.from) },
    drafts_parties: [],
    folders: foldersOf(thread),
    account_id: String(thread.userId),
    user_id: thread.userId,
    version: thread.version,
    subject: thread.subject,
    snippet: thread.snippet,
    snippet_draft: null,
    snippet_sent: null,
    message_count: thread.messages,
    mail_tracking_status: null,
    read_flag: flag(thread.read),
    has_attachments_flag: 0,
    has_inline_attachments_flag: 0,
    has_real_attachments_flag: 0,
    has_draft_flag: 0,
    has_sent_flag: flag(thread.lastSentAt !== undefined),
    archived_flag: flag(thread.archived),
    deleted_flag: flag(thread.deletedAt !== undefined),
    shared_flag: flag(thread.shared),
    synced_flag: 0,
    external_deleted_flag: 0,
    smart_bcc_flag: 0,
    first_message_to_me_flag: flag(thread.lastReceivedAt !== undefined),
    mail_link_tracking_enabled_flag: 0,
    last_message_timestamp: precise(thread.lastAt),
    first_message_timestamp: precise(thread.firstAt),
    last_message_sent_timestamp: maybe(thread.lastSentAt),
    last_message_received_timestamp: maybe(thread.lastReceivedAt),
    add_time: precise(thread.addedAt),
    update_time: precise(thread.changedAt),
    deal_id: thread.dealId ?? null,
    deal_status: dealStatus ?? null,
    lead_id: null,
    all_messages_sent_flag: flag(thread.lastReceivedAt === undefined),
  }
}

const ThreadChange = z.object({
  deal_id: V1IdOrNull.optional(),
  shared_flag: V1Boolean.optional(),
  read_flag: V1Boolean.optional(),
  archived_flag: V1Boolean.optional(),
})

export const v1Mailbox = {
  getMessage: route({
    method: "GET",
    path: "/v1/mailbox/mailMessages/{id}",
    summary: "Get a mail",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    query: z.object({ include_body: V1Boolean.default(false) }),
    answer: V1Message,
    envelope: "v1",
  }),
  listThreads: route({
    method: "GET",
    path: "/v1/mailbox/mailThreads",
    summary: "List the mail threads of a folder of yours, the latest first",
    permission: "records.see",
    cost: 20,
    query: z.object({ folder: Folder.default("inbox"), ...V1Paging }),
    answer: z.array(V1Thread),
    envelope: "v1page",
  }),
  getThread: route({
    method: "GET",
    path: "/v1/mailbox/mailThreads/{id}",
    summary: "Get a mail thread",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    answer: V1Thread,
    envelope: "one",
  }),
  updateThread: route({
    method: "PUT",
    path: "/v1/mailbox/mailThreads/{id}",
    summary: "Share, archive or mark a mail thread, or link it to a deal",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: ThreadChange,
    answer: V1Thread,
    envelope: "one",
  }),
  removeThread: route({
    method: "DELETE",
    path: "/v1/mailbox/mailThreads/{id}",
    summary: "Move a mail thread to the trash",
    permission: "records.delete",
    cost: 6,
    params: V1ById,
    answer: z.object({ id: z.int() }),
    envelope: "v1",
  }),
  listMessages: route({
    method: "GET",
    path: "/v1/mailbox/mailThreads/{id}/mailMessages",
    summary: "List the mails of a thread, the oldest first",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    answer: z.array(V1Message),
    envelope: "one",
  }),
}
