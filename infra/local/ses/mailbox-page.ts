import { escaped } from "./links.ts"
import type { Mail } from "./mail-store.ts"

export const mailboxPath = "/_aws/mailbox"

const style = `
  :root { color-scheme: light dark; --edge: light-dark(#d8dbe0, #3a3f47); --soft: light-dark(#667080, #98a1b0); }
  body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
  header { display: flex; justify-content: space-between; align-items: center; gap: 1rem }
  h1 { font-size: 1.25rem } h2 { font-size: 1rem }
  ul.mails { list-style: none; padding: 0; border-top: 1px solid var(--edge) }
  ul.mails a { display: grid; grid-template-columns: 14rem 1fr auto; gap: 1rem; padding: .75rem .25rem;
    border-bottom: 1px solid var(--edge); color: inherit; text-decoration: none }
  ul.mails a:hover, ul.mails a:focus-visible { background: light-dark(#f3f5f8, #22262c) }
  time, dt, .soft { color: var(--soft) }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem } dd { margin: 0 }
  pre { white-space: pre-wrap; font: inherit }
  iframe { width: 100%; height: 50vh; border: 1px solid var(--edge); background: #fff }
  @media (max-width: 40rem) { ul.mails a { grid-template-columns: 1fr; gap: 0 } }
`

const clearAndRefresh = `
  const { newest, at } = document.body.dataset
  document.querySelector("button").addEventListener("click", async () => {
    await fetch("${mailboxPath}/messages", { method: "DELETE" })
    location.reload()
  })
  setInterval(async () => {
    if (document.hidden) return
    const mails = await (await fetch("${mailboxPath}/messages?since=" + at)).json()
    if ((mails[0]?.id ?? "") !== newest) location.reload()
  }, 2000)
`

export function listPage(mails: Mail[], nonce: string): string {
  const rows = mails.map(
    (mail) => `<li><a href="${mailboxPath}/${escaped(mail.id)}"><span>${escaped(mail.to.join(", "))}</span>
      <b>${escaped(mail.subject || "(no subject)")}</b> ${time(mail)}</a></li>`,
  )
  const list = rows.length === 0 ? `<p class="soft">No mail yet.</p>` : `<ul class="mails">${rows.join("")}</ul>`
  const main = `<header><h1>Mailbox</h1><button type="button">Delete all</button></header><main>${list}</main>`
  return frame("Mailbox", `${main}<script nonce="${nonce}">${clearAndRefresh}</script>`, nonce, mails[0])
}

export function mailPage(mail: Mail, nonce: string): string {
  const path = `${mailboxPath}/${escaped(mail.id)}`
  const fields = [
    ["From", escaped(mail.headers.find(({ name }) => name.toLowerCase() === "from")?.value ?? mail.from)],
    ["To", escaped(mail.to.join(", "))],
    ["Sent", time(mail)],
    [
      "State",
      `${mail.status}${mail.opens > 0 ? `, opened ${mail.opens}×` : ""}${mail.clicks > 0 ? `, clicked ${mail.clicks}×` : ""}`,
    ],
  ]
  const links = mail.links.map(
    (link) => `<li><a href="${escaped(link)}" target="_blank" rel="noopener noreferrer">${escaped(link)}</a></li>`,
  )
  const files = mail.attachments.map(
    ({ name, type, size }) => `<li>${escaped(`${name} (${type}, ${size} bytes)`)}</li>`,
  )
  const headers = mail.headers.map(({ name, value }) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
  const main = [
    `<header><h1>${escaped(mail.subject || "(no subject)")}</h1><a href="${mailboxPath}">Mailbox</a></header><main>`,
    `<dl>${fields.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>`,
    mail.html === ""
      ? ""
      : `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" src="${path}/html"></iframe>`,
    section("Text", mail.text === "" ? "" : `<pre>${escaped(mail.text)}</pre>`),
    section("Links", links.length === 0 ? "" : `<ul>${links.join("")}</ul>`),
    section("Attachments", files.length === 0 ? "" : `<ul>${files.join("")}</ul>`),
    `<details><summary>Headers</summary><dl>${headers.join("")}</dl></details>`,
    `<p><a href="${path}/raw">Download the message</a></p></main>`,
  ]
  return frame(mail.subject, main.join(""), nonce, mail)
}

function section(title: string, content: string): string {
  return content === "" ? "" : `<section><h2>${title}</h2>${content}</section>`
}

function time({ at }: Mail): string {
  return `<time datetime="${escaped(at)}">${escaped(at.replace("T", " ").slice(0, 19))}</time>`
}

function frame(title: string, body: string, nonce: string, newest: Mail | undefined): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width"><style nonce="${nonce}">${style}</style></head>
<body data-newest="${escaped(newest?.id ?? "")}" data-at="${escaped(newest?.at ?? "")}">${body}</body></html>`
}
