import { RemovalPolicy } from "aws-cdk-lib"
import { RetentionDays } from "aws-cdk-lib/aws-logs"
import type { Node } from "constructs"

/** What differs between stages; everything else is the same template. */
export type Stage = {
  name: string
  region: string
  /** Data outlives the stack, and deleting it is refused. */
  keeps: boolean
  removal: RemovalPolicy
  logs: RetentionDays
  /** Base URL of every AWS service, where it is not AWS's own. */
  endpoint: string | undefined
  /** Domain that mail comes from; it must be verified in SES. */
  mailDomain: string
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
  const keeps = name === "prod"
  return {
    name,
    region,
    keeps,
    removal: keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    logs: keeps ? RetentionDays.ONE_YEAR : RetentionDays.TWO_WEEKS,
    endpoint: node.tryGetContext("endpoint"),
    mailDomain: text("mailDomain", "halyard.example"),
    rate: { burst: number(text("rateBurst", "480"), "rateBurst"), daily: number(text("rateDaily", "0"), "rateDaily") },
  }
}

function number(text: string, key: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${key}: "${text}" must be a whole number`)
  return value
}
