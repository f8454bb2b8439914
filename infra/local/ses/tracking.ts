/** Opens and clicks: links and a pixel that come back here, signed, so that nobody redirects through us to elsewhere. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import * as z from "zod"
import type { Context } from "../family.ts"
import { parsed } from "../shapes.ts"
import { decoded, escaped } from "./links.ts"
import type { Mail } from "./mail-store.ts"
import type { Senders } from "./senders.ts"

const Token = z.object({ id: z.string(), link: z.string().optional() })
export type Token = z.infer<typeof Token>

export type Tracking = {
  /** The mail's HTML with what its configuration set wants to know built in. */
  addTo(mail: Mail): string
  read(token: string): Token | undefined
}

export const trackingPath = "/_aws/mailbox/track/"

export function createTracking(context: Context, senders: Senders): Tracking {
  const secret = secretOf(context)
  const sign = (body: string) => createHmac("sha256", secret).update(body).digest()
  function write(token: Token): string {
    const body = Buffer.from(JSON.stringify(token)).toString("base64url")
    return `${context.endpoint.url}${trackingPath}${body}.${sign(body).toString("base64url")}`
  }
  return {
    addTo(mail) {
      if (mail.html === "") return ""
      const wanted = new Set(senders.destinations(mail.configurationSet).flatMap(({ eventTypes }) => [...eventTypes]))
      const linked = wanted.has("click") ? withLinks(mail.html, (link) => write({ id: mail.id, link })) : mail.html
      return wanted.has("open") ? withPixel(linked, write({ id: mail.id })) : linked
    },
    read(token) {
      const [body = "", signature = ""] = token.split(".")
      const given = Buffer.from(signature, "base64url")
      const expected = sign(body)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      return Token.safeParse(parsed(Buffer.from(body, "base64url").toString())).data
    },
  }
}

function secretOf(context: Context): string {
  const records = context.state.records<string>("ses.secret")
  const known = records.get("tracking")
  if (known !== undefined) return known
  const secret = randomBytes(32).toString("base64url")
  records.put("tracking", secret)
  return secret
}

/** A link marked `ses:no-track` stays as it is. */
function withLinks(html: string, track: (link: string) => string): string {
  return html.replaceAll(/<a\b[^>]*>/gi, (tag) => {
    if (/\bses:no-track\b/i.test(tag)) return tag.replace(/\s*\bses:no-track(="[^"]*")?/i, "")
    return tag.replace(/(\bhref\s*=\s*)(["'])(https?:\/\/.*?)\2/i, (_found, name: string, _quote, link: string) => {
      return `${name}"${escaped(track(decoded(link)))}"`
    })
  })
}

function withPixel(html: string, url: string): string {
  const pixel = `<img src="${escaped(url)}" width="1" height="1" alt="">`
  const end = html.toLowerCase().lastIndexOf("</body>")
  return end === -1 ? html + pixel : html.slice(0, end) + pixel + html.slice(end)
}
