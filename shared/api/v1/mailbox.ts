import * as z from "zod"
import { Folder } from "../../mail.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1IdOrNull, V1Paging } from "./fields.ts"
import { V1Message } from "./mail-message.ts"
import { V1Thread } from "./mail-thread.ts"

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
