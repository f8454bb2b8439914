/** The mailbox: every mail the stack sent, as pages for people and as JSON for tests. */
import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Context } from "../family.ts"
import type { Mail, MailStore } from "./mail-store.ts"
import { listPage, mailboxPath, mailPage } from "./mailbox-page.ts"

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
}

export function mailbox(context: Context, mails: MailStore): Handler {
  return (request, response) => {
    const url = new URL(request.url ?? "/", context.endpoint.url)
    const [id = "", part, ...more] = url.pathname.slice(mailboxPath.length + 1).split("/")
    if (id === "messages" && part === undefined) return messages(request, response, url, mails)
    if (request.method !== "GET" || more.length > 0) return refuse(response, request.method === "GET" ? 404 : 405)
    if (id === "") return page(response, (nonce) => listPage(mails.list(), nonce))
    const mail = mails.get(id)
    if (mail === undefined) return refuse(response, 404)
    if (part === undefined) return page(response, (nonce) => mailPage(mail, nonce))
    if (part === "html") return html(context, response, mail)
    if (part === "raw") return raw(response, mail, mails)
    refuse(response, 404)
  }
}

function messages(request: IncomingMessage, response: ServerResponse, url: URL, mails: MailStore): void {
  if (request.method === "DELETE") {
    mails.clear()
    response.writeHead(204, everywhere).end()
    return
  }
  if (request.method !== "GET") {
    refuse(response, 405)
    return
  }
  const to = url.searchParams.get("to")?.toLowerCase()
  const since = instant(url.searchParams.get("since"))
  const found = mails
    .list()
    .filter((mail) => to === undefined || mail.to.some((address) => address.toLowerCase() === to))
    .filter(({ at }) => since === undefined || Date.parse(at) >= since)
  response.writeHead(200, { ...everywhere, "content-type": "application/json" }).end(JSON.stringify(found))
}

/** An ISO instant, or milliseconds since the epoch. */
function instant(text: string | null): number | undefined {
  if (text === null || text === "") return undefined
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text)
}

function page(response: ServerResponse, render: (nonce: string) => string): void {
  const nonce = randomBytes(16).toString("base64")
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy.join("; ") }
  response.writeHead(200, { ...everywhere, ...headers }).end(render(nonce))
}

/** A mail's own HTML may be hostile: it gets no origin, no script, no form and no frame; its links open a new tab. */
function html({ endpoint }: Context, response: ServerResponse, mail: Mail): void {
  const policy = [
    "sandbox allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    `img-src data: https: ${endpoint.url}`,
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ]
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy.join("; ") }
  response.writeHead(200, { ...everywhere, ...headers }).end(`<base target="_blank">${mail.html}`)
}

function raw(response: ServerResponse, mail: Mail, mails: MailStore): void {
  const headers = {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${mail.id}.eml"`,
    "content-security-policy": "sandbox; default-src 'none'",
  }
  response.writeHead(200, { ...everywhere, ...headers }).end(mails.raw(mail.id))
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...everywhere, "content-type": "text/plain" }).end(status === 404 ? "not found" : "")
}
