/** Sends a mail: reads it, checks who sends it, keeps it, and tells its configuration set what became of it. */
import { type ParsedMail, simpleParser } from "mailparser"
import { AwsError } from "../aws-error.ts"
import type { Context, Principal } from "../family.ts"
import { linksIn } from "./links.ts"
import type { Mail, MailStore } from "./mail-store.ts"
import type { Outcomes } from "./outcomes.ts"
import type { Senders } from "./senders.ts"
import type { Tracking } from "./tracking.ts"

export type Envelope = {
  raw: Buffer
  /** Instead of the From header. */
  from?: string | undefined
  /** Instead of the To, Cc and Bcc headers. */
  to?: string[] | undefined
  configurationSet?: string | undefined
  tags?: Record<string, string>
}

/** Whose rights are looked at, and for which action; none for a service that sends in its own name. */
export type Asker = { principal: Principal; action: "ses:SendEmail" | "ses:SendRawEmail" }

export type Outgoing = { send(envelope: Envelope, asker: Asker | undefined): Promise<Mail> }

type Parts = { context: Context; senders: Senders; mails: MailStore; outcomes: Outcomes; tracking: Tracking }

const mostRecipients = 50
const largestMail = 40 * 1024 * 1024

export function createOutgoing({ context, senders, mails, outcomes, tracking }: Parts): Outgoing {
  /** The configuration set the mail goes through. */
  function allow(from: string, wanted: string | undefined, asker: Asker | undefined): string | undefined {
    if (asker === undefined) return wanted
    const sender = senders.verified(from)
    const configurationSet = wanted ?? sender.configurationSet
    const facts = { "ses:FromAddress": from }
    context.iam.assert(asker.principal, asker.action, sender.arn, facts)
    if (configurationSet !== undefined) {
      context.iam.assert(asker.principal, asker.action, senders.configurationSetArn(configurationSet), facts)
    }
    return configurationSet
  }

  return {
    async send(envelope, asker) {
      if (envelope.raw.length > largestMail) throw new AwsError("MessageRejected", "Message length is more than 40 MB.")
      const parsed = await simpleParser(envelope.raw)
      const from = addressOf(envelope.from ?? parsed.from?.text ?? "")
      const to = recipients(envelope, parsed)
      const wanted = envelope.configurationSet ?? headerOf(parsed, "x-ses-configuration-set")
      const configurationSet = allow(from, wanted, asker)
      const html = parsed.html || ""
      const text = parsed.text ?? ""
      const mail = mails.add(
        {
          from,
          to,
          subject: parsed.subject ?? "",
          text,
          html,
          links: linksIn(html, text),
          headers: parsed.headerLines.map(({ line }) => readHeader(line)),
          attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
            name: filename ?? "unnamed",
            type: contentType,
            size,
          })),
          configurationSet,
          tags: envelope.tags ?? {},
        },
        envelope.raw,
      )
      const tracked = mails.change(mail.id, () => ({ html: tracking.addTo(mail) })) ?? mail
      outcomes.follow(tracked)
      return tracked
    },
  }
}

function recipients({ to }: Envelope, parsed: ParsedMail): string[] {
  const headers = [parsed.to, parsed.cc, parsed.bcc].flat().flatMap((list) => list?.value ?? [])
  const all = (to ?? headers.flatMap(({ address }) => address ?? [])).map(addressOf)
  if (all.length === 0) throw new AwsError("InvalidParameterValue", "Missing required header 'To'.")
  if (all.length > mostRecipients) throw new AwsError("InvalidParameterValue", "Recipient count exceeds 50.")
  return all
}

/** The bare address in `Name <address>`. */
export function addressOf(text: string): string {
  const address = (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim()
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address
  throw new AwsError("InvalidParameterValue", `Missing final '@domain': ${text}`)
}

function headerOf({ headers }: ParsedMail, name: string): string | undefined {
  const value = headers.get(name)
  return typeof value === "string" ? value : undefined
}

function readHeader(line: string): { name: string; value: string } {
  const colon = line.indexOf(":")
  return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() }
}
