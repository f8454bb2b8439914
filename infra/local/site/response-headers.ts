/** AWS::CloudFront::ResponseHeadersPolicy: the headers a browser gets whatever the origin says. */
import type { OutgoingHttpHeaders } from "node:http"
import * as z from "zod"

const Override = z.boolean().default(true)
const ignored = z.unknown().optional()

const Security = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
  ContentTypeOptions: z.strictObject({ Override }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.string(), Override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: z.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
      Override,
    })
    .optional(),
  XSSProtection: z
    .strictObject({ Protection: z.boolean(), ModeBlock: z.boolean().default(false), Override })
    .optional(),
})

const ResponseHeadersPolicyConfig = z.strictObject({
  Name: z.string(),
  CustomHeadersConfig: z
    .strictObject({ Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })) })
    .optional(),
  RemoveHeadersConfig: z.strictObject({ Items: z.array(z.strictObject({ Header: z.string() })) }).optional(),
  SecurityHeadersConfig: Security.optional(),
  Comment: ignored,
  ServerTimingHeadersConfig: ignored,
})
export const PolicyProperties = z.strictObject({ ResponseHeadersPolicyConfig })
type Config = z.infer<typeof ResponseHeadersPolicyConfig>

export type HeadersPolicy = {
  set: { name: string; value: string; override: boolean }[]
  remove: string[]
}

export function headersPolicy({
  CustomHeadersConfig,
  RemoveHeadersConfig,
  SecurityHeadersConfig,
}: Config): HeadersPolicy {
  const custom = (CustomHeadersConfig?.Items ?? []).map((item) => ({
    name: item.Header.toLowerCase(),
    value: item.Value,
    override: item.Override,
  }))
  return {
    set: [...securityHeaders(SecurityHeadersConfig ?? {}), ...custom],
    remove: (RemoveHeadersConfig?.Items ?? []).map((item) => item.Header.toLowerCase()),
  }
}

function securityHeaders(security: z.infer<typeof Security>): HeadersPolicy["set"] {
  const set: HeadersPolicy["set"] = []
  const add = (name: string, value: string, { Override: override }: { Override: boolean }): void =>
    void set.push({ name, value, override })
  const { ContentSecurityPolicy: csp, ContentTypeOptions: type, FrameOptions: frame } = security
  const { ReferrerPolicy: referrer, StrictTransportSecurity: transport, XSSProtection: xss } = security
  if (csp) add("content-security-policy", csp.ContentSecurityPolicy, csp)
  if (type) add("x-content-type-options", "nosniff", type)
  if (frame) add("x-frame-options", frame.FrameOption, frame)
  if (referrer) add("referrer-policy", referrer.ReferrerPolicy, referrer)
  if (transport) {
    const subdomains = transport.IncludeSubdomains ? "; includeSubDomains" : ""
    const preload = transport.Preload ? "; preload" : ""
    add("strict-transport-security", `max-age=${transport.AccessControlMaxAgeSec}${subdomains}${preload}`, transport)
  }
  if (xss) add("x-xss-protection", xss.Protection ? (xss.ModeBlock ? "1; mode=block" : "1") : "0", xss)
  return set
}

export function applyPolicy(policy: HeadersPolicy, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const result = { ...headers }
  for (const name of policy.remove) delete result[name]
  for (const { name, value, override } of policy.set) if (override || result[name] === undefined) result[name] = value
  return result
}
