import * as z from "zod"
import type { MailMessage, Party } from "../../mail.ts"

export const V1Party = z.looseObject({
  id: z.int(),
  email_address: z.string(),
  name: z.string(),
  linked_person_id: z.int().nullable(),
  linked_person_name: z.string(),
  mail_message_party_id: z.int(),
})
export const Flag = z.literal([0, 1])

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
  draft: z.string(),
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

export const flag = (value: boolean) => (value ? 1 : 0)
export const precise = (at: string) => `${at.slice(0, 19)}.000Z`

/** Names of the persons whom parties are, to whom may see them. */
export type Names = ReadonlyMap<number, string>

export function v1Party({ address, name, personId }: Party, at: number, names: Names) {
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
    draft: "",
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
