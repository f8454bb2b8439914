import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SESClient,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendRawEmailCommand,
  VerifyEmailIdentityCommand,
} from "@aws-sdk/client-ses"
import { expect, onTestFinished, test, vi } from "vitest"
import * as z from "zod"
import { createSes } from "../../../infra/local/ses/ses.ts"
import { testContext } from "../../support/local-context.ts"

const role = "arn:aws:iam::000000000000:role/mailer"
const bus = "arn:aws:events:eu-central-1:000000000000:event-bus/default"
const identity = "arn:aws:ses:eu-central-1:000000000000:identity/x.com"

async function stack(options: { dataDir?: string; now?: () => number } = {}) {
  const context = await testContext(options)
  const family = createSes(context)
  const client = new SESClient(context.client(role))
  await family.types["AWS::SES::EmailIdentity"]?.("Sender", { EmailIdentity: "x.com" }, {})
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    client.destroy()
    await family.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  const url = `${context.endpoint.url}/_aws/mailbox`
  const mails = async (query = "") => Mails.parse(await (await fetch(`${url}/messages${query}`)).json())
  return { context, family, client, stop, url, mails }
}

const Mails = z.array(
  z.looseObject({
    id: z.string(),
    from: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    at: z.string(),
    text: z.string(),
    html: z.string(),
    links: z.array(z.string()),
    status: z.string(),
    opens: z.number(),
    clicks: z.number(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    attachments: z.array(z.unknown()),
  }),
)

const letter = (more: Partial<SendEmailCommandInput> = {}) =>
  new SendEmailCommand({
    Source: "Al <a@x.com>",
    Destination: { ToAddresses: ["b@y.com"] },
    Message: { Subject: { Data: "Hi ü" }, Body: { Text: { Data: "Hello" } } },
    ...more,
  })

const html = (Data: string) => ({ Message: { Subject: { Data: "Hi" }, Body: { Html: { Data } } } })

async function configurationSet({ context, family }: Awaited<ReturnType<typeof stack>>, types: string[]) {
  await family.types["AWS::SES::ConfigurationSet"]?.("Set", { Name: "cs" }, {})
  await family.types["AWS::SES::ConfigurationSetEventDestination"]?.(
    "Destination",
    {
      ConfigurationSetName: "cs",
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: types,
        EventBridgeDestination: { EventBusArn: bus },
      },
    },
    {},
  )
  context.receive("events", async () => undefined)
  const Told = z.looseObject({
    "detail-type": z.string(),
    detail: z.looseObject({ mail: z.looseObject({ messageId: z.string() }) }),
  })
  return () => context.delivered.map(({ input }) => Told.parse(input))
}

test("a mail is sent to everyone, kept, and read back as JSON", async () => {
  const { client, mails } = await stack()
  const { MessageId } = await client.send(
    letter({
      Destination: { ToAddresses: ["b@y.com", "Cy <c@y.com>"], CcAddresses: ["d@y.com"], BccAddresses: ["e@y.com"] },
      ReplyToAddresses: ["r@x.com"],
      Message: {
        Subject: { Data: "Hi ü" },
        Body: {
          Text: { Data: "See https://crm.dev/a, or https://crm.dev/b." },
          Html: { Data: '<a href="https://crm.dev/q?a=1&amp;b=2">Q</a> <a href="javascript:alert(1)">no</a>' },
        },
      },
    }),
  )
  const [mail] = await mails()
  expect(mail).toMatchObject({
    id: MessageId,
    from: "a@x.com",
    to: ["b@y.com", "c@y.com", "d@y.com", "e@y.com"],
    subject: "Hi ü",
    text: "See https://crm.dev/a, or https://crm.dev/b.",
    links: ["https://crm.dev/q?a=1&b=2", "https://crm.dev/a", "https://crm.dev/b"],
  })
  const header = (name: string) => mail?.headers.find((one) => one.name === name)?.value
  expect(header("From")).toBe("Al <a@x.com>")
  expect(header("Reply-To")).toBe("r@x.com")
  expect(header("Cc")).toBe("d@y.com")
  expect(header("Bcc")).toBeUndefined()
})

test("the mailbox answers newest first, by recipient and since an instant", async () => {
  let now = Date.parse("2026-11-23T08:00:00Z")
  const { client, mails } = await stack({ now: () => now })
  await client.send(letter({ Destination: { ToAddresses: ["one@y.com"] } }))
  now += 60_000
  await client.send(letter({ Destination: { ToAddresses: ["Two@y.com"] } }))
  await client.send(letter({ Destination: { ToAddresses: ["three@y.com"] } }))
  const to = async (query: string) => (await mails(query)).flatMap((mail) => mail.to)
  expect(await to("")).toEqual(["three@y.com", "Two@y.com", "one@y.com"])
  expect(await to("?to=two@y.com")).toEqual(["Two@y.com"])
  expect(await to("?since=2026-11-23T08:01:00Z")).toEqual(["three@y.com", "Two@y.com"])
  expect(await to(`?since=${now - 60_000}&to=one@y.com`)).toEqual(["one@y.com"])
})

test("mails survive a restart until they are cleared", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "halyard-ses-"))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const first = await stack({ dataDir })
  const { MessageId } = await first.client.send(letter())
  await first.stop()
  const second = await stack({ dataDir })
  expect(await second.mails()).toMatchObject([{ id: MessageId }])
  const raw = await fetch(`${second.url}/${MessageId}/raw`)
  expect(raw.headers.get("content-disposition")).toContain("attachment")
  expect(await raw.text()).toContain("Subject: =?UTF-8?")
  const cleared = await fetch(`${second.url}/messages`, { method: "DELETE" })
  expect(cleared.status).toBe(204)
  expect(await second.mails()).toEqual([])
  expect((await fetch(`${second.url}/${MessageId}`)).status).toBe(404)
})

test("a raw mail keeps its thread, its attachment and its bytes", async () => {
  const { client, mails, url } = await stack()
  const raw = [
    "From: a@x.com",
    "To: b@y.com",
    "Subject: Re",
    "In-Reply-To: <p@x.com>",
    "References: <o@x.com> <p@x.com>",
    "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=B",
    "",
    "--B",
    "Content-Type: text/html",
    "",
    "<b>hi</b>",
    "--B",
    "Content-Type: text/plain",
    "Content-Disposition: attachment; filename=a.txt",
    "",
    "file",
    "--B--",
    "",
  ].join("\r\n")
  const { MessageId } = await client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }))
  const [mail] = await mails()
  expect(mail).toMatchObject({
    to: ["b@y.com"],
    html: "<b>hi</b>",
    attachments: [{ name: "a.txt", type: "text/plain", size: 4 }],
  })
  expect(mail?.headers).toContainEqual({ name: "References", value: "<o@x.com> <p@x.com>" })
  expect(await (await fetch(`${url}/${MessageId}/raw`)).text()).toBe(raw)
  await client.send(
    new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, Source: "z@x.com", Destinations: ["q@y.com"] }),
  )
  expect((await mails())[0]).toMatchObject({ from: "z@x.com", to: ["q@y.com"] })
})

test("only a verified identity may send: the address, its domain, or a parent domain", async () => {
  const { family, client } = await stack()
  await family.types["AWS::SES::EmailIdentity"]?.("Person", { EmailIdentity: "Only@z.org" }, {})
  await expect(client.send(letter({ Source: "a@evil.com" }))).rejects.toMatchObject({
    name: "MessageRejected",
    message: expect.stringContaining("a@evil.com"),
  })
  await expect(client.send(letter({ Source: "other@z.org" }))).rejects.toMatchObject({ name: "MessageRejected" })
  await expect(client.send(letter({ Source: "a@notx.com" }))).rejects.toMatchObject({ name: "MessageRejected" })
  await client.send(letter({ Source: "only@Z.org" }))
  await client.send(letter({ Source: "a@mail.x.com" }))
  const raw = { Data: Buffer.from("From: a@evil.com\r\nTo: b@y.com\r\n\r\nhi") }
  await expect(client.send(new SendRawEmailCommand({ RawMessage: raw }))).rejects.toMatchObject({
    name: "MessageRejected",
  })
})

test("sending is asserted on the identity and the configuration set, with the sender's address", async () => {
  const all = await stack()
  const { context, client, mails } = all
  await configurationSet(all, [])
  await client.send(letter({ ConfigurationSetName: "cs" }))
  const asked = {
    principal: { kind: "role", arn: role },
    action: "ses:SendEmail",
    context: { "ses:FromAddress": "a@x.com" },
  }
  expect(context.assertions).toEqual([
    { ...asked, resource: identity },
    { ...asked, resource: "arn:aws:ses:eu-central-1:000000000000:configuration-set/cs" },
  ])
  context.deny("ses:SendEmail", identity)
  await expect(client.send(letter())).rejects.toMatchObject({ name: "AccessDeniedException" })
  expect(await mails()).toHaveLength(1)
})

test("bad input is refused and names the field", async () => {
  const { client } = await stack()
  const refused = (name: string, message: RegExp) => ({ name, message: expect.stringMatching(message) })
  const to = (ToAddresses: string[]) => client.send(letter({ Destination: { ToAddresses } }))
  await expect(to([])).rejects.toMatchObject(refused("InvalidParameterValue", /To/))
  await expect(to(["nobody"])).rejects.toMatchObject(refused("InvalidParameterValue", /nobody/))
  await expect(to(Array.from({ length: 51 }, (_, n) => `u${n}@y.com`))).rejects.toMatchObject(
    refused("InvalidParameterValue", /50/),
  )
  const Message = { Subject: { Data: "s" }, Body: {} }
  await expect(client.send(letter({ Message }))).rejects.toMatchObject(refused("ValidationError", /Message.Body/))
  await expect(client.send(letter({ ConfigurationSetName: "absent" }))).rejects.toMatchObject({
    message: expect.stringContaining("absent"),
  })
})

test("the quota counts the last day; other actions answer 501 with their name", async () => {
  let now = Date.now()
  const { client } = await stack({ now: () => now })
  await client.send(letter())
  now += 25 * 3_600_000
  await client.send(letter())
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 50_000, SentLast24Hours: 1 })
  const unbuilt = (name: string) => ({
    message: expect.stringContaining(`ses:${name}`),
    $metadata: { httpStatusCode: 501 },
  })
  await expect(client.send(new ListIdentitiesCommand({}))).rejects.toMatchObject(unbuilt("ListIdentities"))
  const verify = new VerifyEmailIdentityCommand({ EmailAddress: "a@b.c" })
  await expect(client.send(verify)).rejects.toMatchObject(unbuilt("VerifyEmailIdentity"))
})

test("sends and deliveries are told to the bus of the configuration set", async () => {
  const all = await stack()
  const told = await configurationSet(all, ["send", "DELIVERY"])
  const { MessageId } = await all.client.send(
    letter({ ConfigurationSetName: "cs", Tags: [{ Name: "tenant", Value: "t1" }] }),
  )
  await vi.waitFor(() => expect(told().map((event) => event["detail-type"])).toEqual(["Email Sent", "Email Delivered"]))
  expect(told()[1]).toMatchObject({
    source: "aws.ses",
    resources: ["arn:aws:ses:eu-central-1:000000000000:configuration-set/cs"],
    detail: {
      eventType: "Delivery",
      mail: { messageId: MessageId, source: "a@x.com", destination: ["b@y.com"], tags: { tenant: ["t1"] } },
      delivery: { recipients: ["b@y.com"] },
    },
  })
  expect((await all.mails())[0]?.status).toBe("delivered")
})

test("the simulator's addresses bounce and complain", async () => {
  const all = await stack()
  const told = await configurationSet(all, ["bounce", "complaint"])
  const ToAddresses = ["bounce+1@simulator.amazonses.com", "complaint@simulator.amazonses.com"]
  await all.client.send(letter({ ConfigurationSetName: "cs", Destination: { ToAddresses } }))
  await vi.waitFor(() => expect(told()).toHaveLength(2))
  expect(told()).toMatchObject([
    {
      "detail-type": "Email Bounced",
      detail: { bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: ToAddresses[0] }] } },
    },
    {
      "detail-type": "Email Complaint Received",
      detail: { complaint: { complainedRecipients: [{ emailAddress: ToAddresses[1] }] } },
    },
  ])
})

test("opens and clicks are counted and told, and a forged link leads nowhere", async () => {
  const all = await stack()
  const told = await configurationSet(all, ["open", "click"])
  const Data = '<body><a href="https://crm.dev/q?a=1&amp;b=2">Q</a> <a ses:no-track href="https://n.dev">n</a></body>'
  await all.client.send(letter({ ...html(Data), ConfigurationSetName: "cs" }))
  const [mail] = await all.mails()
  expect(mail?.html).toContain('<a href="https://n.dev">')
  expect(mail?.links).toEqual(["https://crm.dev/q?a=1&b=2", "https://n.dev"])
  const pixel = /<img src="([^"]+)"/.exec(mail?.html ?? "")?.[1] ?? ""
  const link = /<a href="([^"]+track[^"]+)"/.exec(mail?.html ?? "")?.[1] ?? ""
  expect((await fetch(pixel)).headers.get("content-type")).toBe("image/gif")
  const clicked = await fetch(link, { redirect: "manual" })
  expect([clicked.status, clicked.headers.get("location")]).toEqual([302, "https://crm.dev/q?a=1&b=2"])
  const forged = await fetch(`${link.slice(0, -3)}AAA`, { redirect: "manual" })
  expect(forged.status).toBe(404)
  await vi.waitFor(() => expect(told().map((event) => event["detail-type"])).toEqual(["Email Opened", "Email Clicked"]))
  expect((await all.mails())[0]).toMatchObject({ opens: 1, clicks: 1 })
})

test("other services send through the mailbox by an identity's ARN", async () => {
  const { context, mails } = await stack()
  const service = { kind: "service", service: "cognito-idp.amazonaws.com" } as const
  const mail = { to: ["new@y.com"], subject: "Your code", text: "123456", html: "<b>123456</b>" }
  await context.deliver(identity, mail, { by: service })
  expect(await mails()).toMatchObject([{ ...mail, from: "no-reply@verificationemail.com" }])
  await context.deliver(identity, { ...mail, from: "CRM <hello@x.com>" }, { by: service })
  expect((await mails())[0]).toMatchObject({ from: "hello@x.com" })
  expect(context.assertions).toEqual([])
  const evil = { ...mail, from: "hello@evil.com" }
  await expect(context.deliver(identity, evil, { by: service })).rejects.toThrow(/not verified/)
  context.deny("ses:SendEmail")
  const by = { kind: "role", arn: role } as const
  await expect(context.deliver(identity, { ...mail, from: "hello@x.com" }, { by })).rejects.toThrow(/not authorized/)
  await expect(context.deliver(identity, { subject: "s" }, { by })).rejects.toThrow(/to/)
})

test("the pages show a hostile mail as text and give its HTML no power", async () => {
  const { client, url, mails } = await stack()
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
  await client.send(
    letter({
      Source: `"${hostile.replaceAll('"', "'")}" <a@x.com>`,
      Message: {
        Subject: { Data: hostile },
        Body: { Text: { Data: hostile }, Html: { Data: `${hostile}<a href='https://e.vil/"><script>'>x</a>` } },
      },
    }),
  )
  const [{ id } = { id: "" }] = await mails()
  for (const path of ["", `/${id}`]) {
    const page = await fetch(url + path)
    const policy = page.headers.get("content-security-policy") ?? ""
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain("unsafe-inline")
    expect(policy).toContain("frame-ancestors 'none'")
    const text = await page.text()
    expect(text).not.toContain("<script>alert")
    expect(text).not.toContain("<img src=x")
    expect(text).toContain("&#60;script&#62;alert(1)")
  }
  const view = await (await fetch(`${url}/${id}`)).text()
  expect(view).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  expect(view).not.toContain("allow-scripts")
  expect(view).not.toContain("allow-same-origin")
  const body = await fetch(`${url}/${id}/html`)
  const policy = body.headers.get("content-security-policy") ?? ""
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/)
  expect(policy).not.toContain("script-src")
  expect(policy).not.toContain("allow-scripts")
  expect(body.headers.get("x-content-type-options")).toBe("nosniff")
})

test("the mailbox refuses other paths and methods", async () => {
  const { url } = await stack()
  expect((await fetch(`${url}/../mailbox/absent/raw`)).status).toBe(404)
  expect((await fetch(`${url}/messages`, { method: "POST" })).status).toBe(405)
  expect((await fetch(`${url}/%2e%2e%2fstack.sqlite/raw`)).status).toBe(404)
})

test("a property that is not understood stops the start", async () => {
  const { family } = await stack()
  const destination = { Enabled: true, MatchingEventTypes: ["send"], SnsDestination: { TopicARN: "arn" } }
  expect(() =>
    family.types["AWS::SES::ConfigurationSetEventDestination"]?.(
      "D",
      { ConfigurationSetName: "cs", EventDestination: destination },
      {},
    ),
  ).toThrow(/SnsDestination/)
  expect(() => family.types["AWS::SES::EmailIdentity"]?.("I", {}, {})).toThrow(/EmailIdentity/)
})
