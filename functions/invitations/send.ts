import { randomBytes } from "node:crypto"
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses"
import type { CrmEvent } from "../../shared/event.ts"
import { recordOf } from "../data/kinds.ts"
import { setupChanged } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import { hashOf } from "../platform/actor.ts"
import { env } from "../platform/env.ts"
import { subscriber } from "../platform/subscriber.ts"

const client = new SESClient({})

/** Mails the link of an invitation. Its secret is made here and only its hash is kept; a later mail's link replaces it. */
async function send(event: CrmEvent): Promise<void> {
  const store = open({ workspaceId: event.workspaceId })
  const secret = randomBytes(24).toString("base64url")
  const invitation = await retrying(async () => {
    const user = await store.get("user", event.id)
    const current = event.data.current
    const invitedAt =
      typeof current === "object" && current !== null && "invited_time" in current ? current.invited_time : undefined
    if (user?.email === undefined || user.status !== "pending" || user.invitedAt !== invitedAt) return undefined
    const after = { ...user, invitationHash: hashOf(secret), version: user.version + 1 }
    await store.commit(...store.saving("user", after, user), setupChanged(event.workspaceId))
    return { email: user.email, name: user.name }
  })
  if (invitation === undefined) return
  const items = await store.setup()
  const workspace = items.find((item) => item.kind === "workspace")
  const team = workspace === undefined ? "a team" : recordOf("workspace", workspace).name
  const inviter = items.find((item) => item.kind === "user" && item.id === event.byUserId)
  const by = inviter === undefined ? "Someone" : recordOf("user", inviter).name
  const link = `${env("SITE_URL")}/join#${event.workspaceId}.${event.id}.${secret}`
  await client.send(new SendEmailCommand(mail(invitation, team, by, link)))
}

function mail({ email, name }: { email: string; name: string }, team: string, by: string, link: string) {
  const text = `Hello ${name},\n\n${by} invites you to work with ${team} in Halyard.\n\nChoose a password here:\n${link}\n\nThe link works for 14 days.\n`
  const html = `<p>Hello ${escaped(name)},</p><p>${escaped(by)} invites you to work with <b>${escaped(team)}</b> in Halyard.</p><p><a href="${link}">Choose a password</a></p><p>The link works for 14 days.</p>`
  return {
    Source: env("MAIL_FROM"),
    Destination: { ToAddresses: [email] },
    Message: {
      Subject: { Data: `${by} invites you to ${team}` },
      Body: { Text: { Data: text }, Html: { Data: html } },
    },
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

export const handler = subscriber(send)
