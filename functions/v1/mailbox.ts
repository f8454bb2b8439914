import type { APIGatewayProxyEventV2 } from "aws-lambda"
import type { mail as mailApi } from "../../shared/api/mail.ts"
import { v1Message } from "../../shared/api/v1/mail-message.ts"
import { v1Thread } from "../../shared/api/v1/mail-thread.ts"
import type { v1Mailbox } from "../../shared/api/v1/mailbox.ts"
import type { MailMessage, MailThread } from "../../shared/mail.ts"
import { canSee } from "../../shared/permission.ts"
import { open } from "../data/store.ts"
import { keep } from "../mail/keeping.ts"
import * as mail from "../mail/mail.ts"
import type { Actor } from "../platform/actor.ts"
import type { Handlers } from "../platform/http.ts"
import { sliceOf } from "../records/few.ts"
import { baseOf } from "./base.ts"
import { namesOf } from "./mail-names.ts"
import { pageFrom } from "./pages.ts"

/** What stands beside the data of these answers. */
const SERVICE = { statusCode: 2000, statusText: "Success", service: "email-api" }

async function shownThreads(actor: Actor, all: readonly MailThread[]) {
  const deals = await open(actor).getMany("deal", [...new Set(all.flatMap(({ dealId }) => dealId ?? []))], false)
  const status = new Map(deals.filter((deal) => canSee(actor, deal)).map((deal) => [deal.id, deal.status]))
  const names = await namesOf(
    actor,
    all.flatMap(({ from, to }) => [...from, ...to]),
  )
  return all.map((thread) => v1Thread(thread, names, status.get(thread.dealId ?? 0)))
}

/** Messages as v1 shows them. */
async function shownMessages(
  actor: Actor,
  event: APIGatewayProxyEventV2,
  all: readonly MailMessage[],
  withBody = false,
) {
  const names = await namesOf(
    actor,
    all.flatMap(({ from, to, cc, bcc }) => [...from, ...to, ...cc, ...bcc]),
  )
  return all.map((message) => v1Message(message, names, baseOf(event), withBody))
}

async function oneThread(actor: Actor, thread: MailThread) {
  const [shown] = await shownThreads(actor, [thread])
  if (shown === undefined) throw new Error("a thread was shown as none")
  return shown
}

export const handlers: Handlers<typeof v1Mailbox> = {
  getMessage: async ({ actor, params, query, event }) => {
    const message = await mail.needMessage(actor, params.id)
    const [data] = await shownMessages(actor, event, [message], query.include_body)
    if (data === undefined) throw new Error("a message was shown as none")
    return { ...SERVICE, data }
  },
  listThreads: async ({ actor, query }) => {
    const page = await pageFrom(query, (after) => mail.listThreads(actor, query.folder, { limit: 500, after }))
    return { ...page, data: await shownThreads(actor, page.data) }
  },
  getThread: async ({ actor, params }) => oneThread(actor, await mail.needThread(actor, params.id)),
  updateThread: async ({ actor, params, body }) => oneThread(actor, await mail.changeThread(actor, params.id, body)),
  removeThread: async ({ actor, params }) => {
    await mail.removeThread(actor, params.id)
    return { ...SERVICE, data: { id: params.id } }
  },
  listMessages: async ({ actor, params, event }) =>
    shownMessages(actor, event, await mail.messagesIn(actor, params.id)),
}

export const keeping: Handlers<typeof mailApi> = {
  list: async ({ actor, query, event }) => {
    const { deal_id, person_id = 0 } = query
    const all = await (deal_id === undefined
      ? mail.messagesOf(actor, "person", person_id)
      : mail.messagesOf(actor, "deal", deal_id))
    const page = sliceOf(all, query)
    return { ...page, data: await shownMessages(actor, event, page.data) }
  },
  keep: async ({ actor, body }) => {
    const { id, threadId } = await keep(actor, body)
    return { id, mail_thread_id: threadId }
  },
}
