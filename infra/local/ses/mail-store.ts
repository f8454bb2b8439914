/** The mails that were sent: what they say in the state, their bytes as files beside it. */
import { randomUUID } from "node:crypto"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Context } from "../family.ts"

export type Mail = {
  id: string
  /** When it was sent, an ISO instant. */
  at: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  links: string[]
  headers: { name: string; value: string }[]
  attachments: { name: string; type: string; size: number }[]
  configurationSet?: string | undefined
  tags: Record<string, string>
  status: "sent" | "delivered" | "bounced" | "complained"
  opens: number
  clicks: number
}

export type NewMail = Omit<Mail, "id" | "at" | "status" | "opens" | "clicks">

export type MailStore = {
  add(mail: NewMail, raw: Buffer): Mail
  get(id: string): Mail | undefined
  raw(id: string): Buffer
  change(id: string, change: (mail: Mail) => Partial<Mail>): Mail | undefined
  /** Newest first. */
  list(): Mail[]
  clear(): void
}

export function openMails(context: Context): MailStore {
  const records = context.state.records<Mail>("ses.mail")
  const folder = join(context.dataDir, "mail")
  const fileOf = (id: string) => join(folder, `${id}.eml`)
  let last = 0
  mkdirSync(folder, { recursive: true })

  /** Ids sort in the order they were given. */
  function nextId(): string {
    last = Math.max(last + 1, context.now() * 1000)
    return `${last.toString(16).padStart(16, "0")}-${randomUUID()}-000000`
  }

  return {
    add(newMail, raw) {
      const at = new Date(context.now()).toISOString()
      const mail: Mail = { ...newMail, id: nextId(), at, status: "sent", opens: 0, clicks: 0 }
      writeFileSync(fileOf(mail.id), raw)
      records.put(mail.id, mail)
      return mail
    },
    get: (id) => records.get(id),
    raw: (id) => readFileSync(fileOf(id)),
    change(id, change) {
      const mail = records.get(id)
      if (mail === undefined) return undefined
      const changed = { ...mail, ...change(mail) }
      records.put(id, changed)
      return changed
    },
    list: () => [...records.list()].map(([, mail]) => mail).reverse(),
    clear() {
      for (const [id] of records.list()) {
        records.delete(id)
        rmSync(fileOf(id), { force: true })
      }
    },
  }
}
