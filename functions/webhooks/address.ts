/** Where a webhook may be sent: to public addresses alone, and to hosts that the operator has named. */
import { lookup } from "node:dns/promises"
import { BlockList, isIP } from "node:net"

export type Address = { address: string; family: 4 | 6 }

/** IPv4 networks that are nobody's on the internet: RFC 6890 and what came after it. */
const PRIVATE_4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
]

/** Of IPv6 only what is handed out (2000::/3) is public, without what wraps an IPv4 address or is for documents. */
const PUBLIC_6: [string, number][] = [["2000::", 3]]
const NOT_PUBLIC_6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]

const listOf = (networks: [string, number][], family: "ipv4" | "ipv6") => {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family)
  return list
}
const private4 = listOf(PRIVATE_4, "ipv4")
const public6 = listOf(PUBLIC_6, "ipv6")
const notPublic6 = listOf(NOT_PUBLIC_6, "ipv6")

export function isPublic({ address, family }: Address): boolean {
  if (family === 4) return !private4.check(address, "ipv4")
  return public6.check(address, "ipv6") && !notPublic6.check(address, "ipv6")
}

/** Hosts that may be private: `WEBHOOK_HOSTS`, separated by commas. */
export function allowedHosts(): string[] {
  return (process.env.WEBHOOK_HOSTS ?? "").split(",").filter((host) => host !== "")
}

/** Why a URL cannot be one to send to, or undefined. */
export function faultIn(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null) return "is not a URL"
  const isAllowed = allowedHosts().includes(url.hostname)
  if (url.protocol !== "https:" && !(isAllowed && url.protocol === "http:")) return "must begin with https://"
  if (url.username !== "" || url.password !== "") return "must not hold a password: give http_auth_user"
  return undefined
}

/** The addresses to connect to, all of them public. Throws when one is not, or when the name leads nowhere. */
export async function addressesOf(url: URL): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "")
  const family = isIP(host)
  const found = family === 0 ? await lookup(host, { all: true, verbatim: true }) : [{ address: host, family }]
  const addresses = found.map(({ address, family: of }): Address => ({ address, family: of === 6 ? 6 : 4 }))
  if (addresses.length === 0) throw new Error(`${host} has no address`)
  if (!allowedHosts().includes(url.hostname) && !addresses.every(isPublic))
    throw new Error(`${host} is not a public address`)
  return addresses
}
