/** Posts to an endpoint: to the address that was checked, without following it elsewhere. */
import { createHmac } from "node:crypto"
import * as http from "node:http"
import * as https from "node:https"
import { instant } from "../../shared/time.ts"
import type { DeliveryTry, Webhook } from "../../shared/webhook.ts"
import { type Address, addressesOf, faultIn } from "./address.ts"

const LIMIT_MS = 10_000

/** `t=<seconds>,v1=<HMAC-SHA-256 of "seconds.body", in hexadecimal>`. */
export function signatureOf(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1000)
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`
}

/** One try. It never throws: what went wrong stands in what it answers. */
export async function send(webhook: Webhook, body: string, now = Date.now()): Promise<DeliveryTry> {
  const began = performance.now()
  const tried = (more: Partial<DeliveryTry>): DeliveryTry => ({
    at: instant(now),
    ms: Math.round(performance.now() - began),
    ...more,
  })
  try {
    const fault = faultIn(webhook.url)
    if (fault !== undefined) throw new Error(`The URL ${fault}`)
    const url = new URL(webhook.url)
    const status = await post(url, await addressesOf(url), headersOf(webhook, body, now), body)
    return tried({ status, ...(isGood(status) ? {} : { error: `It answered ${status}` }) })
  } catch (error) {
    return tried({ error: error instanceof Error ? error.message.slice(0, 300) : "It could not be reached" })
  }
}

export const isGood = (status: number | undefined) => status !== undefined && status >= 200 && status < 300

function headersOf({ authUser, authPassword, secret }: Webhook, body: string, now: number): http.OutgoingHttpHeaders {
  const basic = Buffer.from(`${authUser ?? ""}:${authPassword ?? ""}`).toString("base64")
  return {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "user-agent": "Halyard webhooks",
    "x-halyard-signature": signatureOf(secret, body, now),
    ...((authUser !== undefined || authPassword !== undefined) && { authorization: `Basic ${basic}` }),
  }
}

/** Resolves with the status. The name is not looked up again: the answer could be another by then. */
function post(url: URL, addresses: Address[], headers: http.OutgoingHttpHeaders, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const [first] = addresses
    const lookup: http.RequestOptions["lookup"] = (_host, options, done) => {
      if (options.all === true) done(null, addresses)
      else done(null, first?.address ?? "", first?.family ?? 4)
    }
    const client = url.protocol === "https:" ? https : http
    const signal = AbortSignal.timeout(LIMIT_MS)
    const request = client.request(url, { method: "POST", headers, lookup, agent: false, signal }, (answer) => {
      resolve(answer.statusCode ?? 0)
      // what it says is of no interest
      answer.destroy()
    })
    request.on("error", (error) =>
      reject(signal.aborted ? new Error(`It did not answer within ${LIMIT_MS / 1000} seconds`) : error),
    )
    request.end(body)
  })
}
