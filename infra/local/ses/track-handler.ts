import type { IncomingMessage, ServerResponse } from "node:http"
import type { MailStore } from "./mail-store.ts"
import type { Outcomes } from "./outcomes.ts"
import { type Tracking, trackingPath } from "./tracking.ts"

const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64")

/** Counts the opens and clicks that come back from mails. */
export function trackHandler(tracking: Tracking, mails: MailStore, outcomes: Outcomes) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const token = tracking.read((request.url ?? "").slice(trackingPath.length))
    const { link } = token ?? {}
    const mail = mails.change(token?.id ?? "", ({ opens, clicks }) =>
      link === undefined ? { opens: opens + 1 } : { clicks: clicks + 1 },
    )
    const by = {
      ipAddress: request.socket.remoteAddress ?? "",
      userAgent: request.headers["user-agent"] ?? "",
    }
    if (mail === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found")
    } else if (link === undefined) {
      outcomes.opened(mail, by)
      response.writeHead(200, { "content-type": "image/gif", "cache-control": "no-store" }).end(pixel)
    } else {
      outcomes.clicked(mail, link, by)
      response.writeHead(302, { location: link }).end()
    }
  }
}
