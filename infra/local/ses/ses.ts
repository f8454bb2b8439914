/** SES: sends mail into a mailbox on this machine. */
import * as z from "zod"
import type { Context, Family } from "../family.ts"
import { valid } from "../valid.ts"
import { compose } from "./compose.ts"
import { openMails } from "./mail-store.ts"
import { mailbox } from "./mailbox.ts"
import { mailboxPath } from "./mailbox-page.ts"
import { createOutcomes } from "./outcomes.ts"
import { addressOf, createOutgoing } from "./outgoing.ts"
import { sesService } from "./query-service.ts"
import { sesTypes } from "./resources.ts"
import { createSenders } from "./senders.ts"
import { trackHandler } from "./track-handler.ts"
import { createTracking, trackingPath } from "./tracking.ts"

const Delivered = z.object({
  from: z.string().optional(),
  to: z.array(z.string()).min(1),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
})

/** Who a service's mail is from when the template names nobody. */
const defaultFrom = "no-reply@verificationemail.com"

export function createSes(context: Context): Family {
  const senders = createSenders(context)
  const mails = openMails(context)
  const outcomes = createOutcomes(context, senders, mails)
  const tracking = createTracking(context, senders)
  const outgoing = createOutgoing({ context, senders, mails, outcomes, tracking })
  context.endpoint.service("ses", sesService(context, mails, outgoing))
  context.endpoint.path(trackingPath, trackHandler(tracking, mails, outcomes))
  context.endpoint.path(mailboxPath, mailbox(context, mails))
  context.receive("ses", async (_arn, input, { by }) => {
    const { from = defaultFrom, ...letter } = valid(Delivered, input)
    const raw = await compose({ ...letter, from })
    const isService = by.kind === "service"
    if (isService && from !== defaultFrom) senders.verified(addressOf(from))
    const asker = isService ? undefined : ({ principal: by, action: "ses:SendEmail" } as const)
    const { id } = await outgoing.send({ raw, from, to: letter.to }, asker)
    return { MessageId: id }
  })
  return { name: "ses", types: sesTypes(context, senders) }
}
