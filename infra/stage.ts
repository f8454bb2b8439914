import { join } from "node:path"
import { RemovalPolicy } from "aws-cdk-lib"
import { RetentionDays } from "aws-cdk-lib/aws-logs"
import type { Node } from "constructs"

/** Where the functions' bundles and the built app are put. */
export const BUILD = join(import.meta.dirname, "../.build")

/** What differs between stages; everything else is the same template. */
export type Stage = {
  name: string
  region: string
  /** Folder of the functions' bundles and the built app. */
  build: string
  /** Data outlives the stack, and deleting it is refused. */
  keeps: boolean
  removal: RemovalPolicy
  logs: RetentionDays
  /** Base URL of every AWS service, where it is not AWS's own. */
  endpoint: string | undefined
  /** Domain that mail comes from; it must be verified in SES. */
  mailDomain: string
  /** Private hosts that webhooks may be sent to, separated by commas; the operator's own. */
  webhookHosts: string
  /** Days that the audit log goes back. */
  auditDays: number
  /** Limits of API tokens: requests in two seconds, and rate-limit tokens a day. 0 sets none. */
  rate: { burst: number; daily: number }
}

/** Reads the stage from the context: `-c stage=prod -c region=eu-west-1`. Throws on a value that makes no sense. */
export function stageOf(node: Node): Stage {
  const text = (key: string, fallback: string) => String(node.tryGetContext(key) ?? fallback)
  const name = text("stage", "dev")
  if (!/^[a-z][a-z0-9]{0,15}$/.test(name)) throw new Error(`stage: "${name}" must be a short lower-case word`)
  const region = text("region", "us-east-1")
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) throw new Error(`region: "${region}" is not an AWS region`)
  const mailDomain = text("mailDomain", "halyard.example")
  if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(mailDomain)) throw new Error(`mailDomain: "${mailDomain}" is not a domain`)
  const endpoint: unknown = node.tryGetContext("endpoint")
  if (endpoint !== undefined && !/^https?:\/\/[^/]+$/.test(String(endpoint))) {
    throw new Error(`endpoint: "${endpoint}" is not the base URL of a server`)
  }
  const keeps = name === "prod"
  return {
    name,
    region,
    build: text("build", BUILD),
    keeps,
    removal: keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    logs: keeps ? RetentionDays.ONE_YEAR : RetentionDays.TWO_WEEKS,
    endpoint: endpoint === undefined ? undefined : String(endpoint),
    mailDomain,
    webhookHosts: text("webhookHosts", endpoint === undefined ? "" : "127.0.0.1,localhost"),
    auditDays: Math.max(1, number(text("auditDays", "400"), "auditDays")),
    rate: { burst: number(text("rateBurst", "480"), "rateBurst"), daily: number(text("rateDaily", "0"), "rateDaily") },
  }
}

/** The one function that has a name of its own: operators call it by hand. */
export function rebuildFunction(stage: string): string {
  return `halyard-${stage}-rebuild`
}

function number(text: string, key: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${key}: "${text}" must be a whole number`)
  return value
}
