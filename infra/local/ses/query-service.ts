/** The SES API of version 1: an action and its parameters as a form, answered in XML. */
import { randomUUID } from "node:crypto"
import { AwsError, notBuilt } from "../aws-error.ts"
import type { Call, Context, Principal, Service } from "../family.ts"
import { compose } from "./compose.ts"
import { escaped } from "./links.ts"
import type { MailStore } from "./mail-store.ts"
import { addressOf, type Outgoing } from "./outgoing.ts"

type Action = (form: URLSearchParams, principal: Principal) => Promise<Record<string, string>>

const namespace = "http://ses.amazonaws.com/doc/2010-12-01/"
const dayMs = 86_400_000

export function sesService(context: Context, mails: MailStore, outgoing: Outgoing): Service {
  const actions: Record<string, Action> = {
    async SendEmail(form, principal) {
      const { id } = await outgoing.send(await simpleMail(form), { principal, action: "ses:SendEmail" })
      return { MessageId: id }
    },
    async SendRawEmail(form, principal) {
      const { id } = await outgoing.send(rawMail(form), { principal, action: "ses:SendRawEmail" })
      return { MessageId: id }
    },
    async GetSendQuota(_form, principal) {
      context.iam.assert(principal, "ses:GetSendQuota", "*")
      const since = new Date(context.now() - dayMs).toISOString()
      const sent = mails.list().filter(({ at }) => at > since).length
      return { Max24HourSend: "50000.0", MaxSendRate: "14.0", SentLast24Hours: `${sent}.0` }
    },
  }
  return async (call) => {
    const form = new URLSearchParams(call.body.toString())
    const name = form.get("Action") ?? `${call.request.method} ${call.url.pathname}`
    try {
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (action === undefined) throw notBuilt("ses", name)
      const result = await action(form, call.principal)
      const fields = Object.entries(result).map(([key, value]) => `<${key}>${escaped(value)}</${key}>`)
      const body = `<${name}Result>${fields.join("")}</${name}Result>${metadata()}`
      send(call, 200, `<${name}Response xmlns="${namespace}">${body}</${name}Response>`)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      const code = `<Code>${escaped(error.code)}</Code><Message>${escaped(error.message)}</Message>`
      const body = `<Error><Type>Sender</Type>${code}</Error><RequestId>${randomUUID()}</RequestId>`
      send(call, error.status, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`)
    }
  }
}

function metadata(): string {
  return `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`
}

function send({ response }: Call, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "text/xml" }).end(xml)
}

async function simpleMail(form: URLSearchParams) {
  const from = required(form, "Source")
  const to = list(form, "Destination.ToAddresses")
  const cc = list(form, "Destination.CcAddresses")
  const bcc = list(form, "Destination.BccAddresses")
  const text = form.get("Message.Body.Text.Data") ?? undefined
  const html = form.get("Message.Body.Html.Data") ?? undefined
  if (text === undefined && html === undefined) required(form, "Message.Body.Text.Data")
  for (const address of [...to, ...cc, ...bcc]) addressOf(address)
  const subject = required(form, "Message.Subject.Data")
  const raw = await compose({ from, to, cc, replyTo: list(form, "ReplyToAddresses"), subject, text, html })
  return { raw, from, to: [...to, ...cc, ...bcc], ...common(form) }
}

function rawMail(form: URLSearchParams) {
  const destinations = list(form, "Destinations")
  return {
    raw: Buffer.from(required(form, "RawMessage.Data"), "base64"),
    from: form.get("Source") ?? undefined,
    to: destinations.length > 0 ? destinations : undefined,
    ...common(form),
  }
}

function common(form: URLSearchParams) {
  const tags: Record<string, string> = {}
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n++) {
    tags[form.get(`Tags.member.${n}.Name`) ?? ""] = form.get(`Tags.member.${n}.Value`) ?? ""
  }
  return { configurationSet: form.get("ConfigurationSetName") ?? undefined, tags }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (value !== null && value !== "") return value
  throw new AwsError("ValidationError", `Value at '${name}' failed to satisfy constraint: Member must not be null`)
}

function list(form: URLSearchParams, name: string): string[] {
  const values: string[] = []
  for (let n = 1; form.has(`${name}.member.${n}`); n++) values.push(form.get(`${name}.member.${n}`) ?? "")
  return values
}
