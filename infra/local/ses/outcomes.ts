/** What becomes of a mail, told to the event bus of its configuration set in SES's words. */
import type { Context } from "../family.ts"
import type { Mail, MailStore } from "./mail-store.ts"
import type { Senders } from "./senders.ts"

export type Outcomes = {
  /** Sent, then delivered, bounced or complained about: by SES's own simulator addresses. */
  follow(mail: Mail): void
  opened(mail: Mail, by: Reader): void
  clicked(mail: Mail, link: string, by: Reader): void
}

export type Reader = { ipAddress: string; userAgent: string }

type Kind = "Send" | "Delivery" | "Bounce" | "Complaint" | "Open" | "Click"

const detailTypes: Record<Kind, string> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
  Open: "Email Opened",
  Click: "Email Clicked",
}

export function createOutcomes(context: Context, senders: Senders, mails: MailStore): Outcomes {
  async function tell(mail: Mail, kind: Kind, more: Record<string, unknown> = {}): Promise<void> {
    const { configurationSet } = mail
    if (configurationSet === undefined) return
    const arn = senders.configurationSetArn(configurationSet)
    const what = kind === "Send" ? more : { timestamp: new Date(context.now()).toISOString(), ...more }
    const event = {
      source: "aws.ses",
      "detail-type": detailTypes[kind],
      resources: [arn],
      detail: { eventType: kind, mail: describe(context, mail), [kind.toLowerCase()]: what },
    }
    for (const { busArn, eventTypes } of senders.destinations(configurationSet)) {
      if (!eventTypes.has(kind.toLowerCase())) continue
      const by = { kind: "service", service: "ses.amazonaws.com", sourceArn: arn } as const
      await context
        .deliver(busArn, event, { by })
        .catch((error) => context.log("error", "ses", `${busArn} did not take ${kind} of ${mail.id}: ${error}`))
    }
  }

  async function deliver(mail: Mail, address: string): Promise<void> {
    const simulated = /^(bounce|complaint|suppressionlist)(\+.*)?@simulator\.amazonses\.com$/i.exec(address)?.[1]
    if (simulated === "bounce" || simulated === "suppressionlist") {
      mails.change(mail.id, () => ({ status: "bounced" }))
      return tell(mail, "Bounce", bounce(address, simulated))
    }
    mails.change(mail.id, ({ status }) => ({ status: status === "sent" ? "delivered" : status }))
    await tell(mail, "Delivery", { recipients: [address], processingTimeMillis: 1, smtpResponse: "250 OK" })
    if (simulated !== "complaint") return
    mails.change(mail.id, () => ({ status: "complained" }))
    await tell(mail, "Complaint", { complainedRecipients: [{ emailAddress: address }], complaintFeedbackType: "abuse" })
  }

  async function follow(mail: Mail): Promise<void> {
    await tell(mail, "Send")
    for (const address of mail.to) await deliver(mail, address)
  }

  return {
    follow: (mail) =>
      void follow(mail).catch((error) => context.log("error", "ses", `what became of ${mail.id}: ${error}`)),
    opened: (mail, by) => void tell(mail, "Open", by),
    clicked: (mail, link, by) => void tell(mail, "Click", { ...by, link, linkTags: null }),
  }
}

function bounce(address: string, simulated: string): Record<string, unknown> {
  return {
    bounceType: "Permanent",
    bounceSubType: simulated === "bounce" ? "General" : "Suppressed",
    bouncedRecipients: [
      { emailAddress: address, action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" },
    ],
  }
}

function describe(context: Context, mail: Mail): Record<string, unknown> {
  return {
    timestamp: mail.at,
    source: mail.from,
    sendingAccountId: context.account,
    messageId: mail.id,
    destination: mail.to,
    headersTruncated: false,
    headers: mail.headers,
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.id, subject: mail.subject },
    tags: {
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
      "ses:configuration-set": [mail.configurationSet ?? ""],
    },
  }
}
