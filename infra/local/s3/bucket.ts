import * as z from "zod"
import { checked } from "../checked.ts"
import { type LifecycleRule, LifecycleRules } from "./lifecycle-rule.ts"

export type CorsRule = z.infer<typeof CorsRule>
const CorsRule = z.strictObject({
  Id: z.string().optional(),
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
})

/** Queue, topic and function notifications are not built: the strict object says so. */
export const NotificationConfiguration = z.strictObject({
  EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.literal([true, "true"]).optional() }).optional(),
})

const BucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits, dots and hyphens")

/** What has an effect here, and what has none on one machine (encryption, tags …); anything else stops the start. */
const Properties = z.strictObject({
  BucketName: BucketName.optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(CorsRule) }).optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(["Enabled", "Suspended"]) }).optional(),
  LifecycleConfiguration: z
    .strictObject({ Rules: LifecycleRules, TransitionDefaultMinimumObjectSize: z.string().optional() })
    .optional(),
  NotificationConfiguration: NotificationConfiguration.optional(),
  AccessControl: z.unknown().optional(),
  BucketEncryption: z.unknown().optional(),
  IntelligentTieringConfigurations: z.unknown().optional(),
  InventoryConfigurations: z.unknown().optional(),
  LoggingConfiguration: z.unknown().optional(),
  MetricsConfigurations: z.unknown().optional(),
  OwnershipControls: z.unknown().optional(),
  PublicAccessBlockConfiguration: z.unknown().optional(),
  Tags: z.unknown().optional(),
})

export type Bucket = {
  name: string
  arn: string
  versioning: "Enabled" | "Suspended" | undefined
  cors: CorsRule[]
  lifecycle: LifecycleRule[]
  /** Whether its events go to the default bus. */
  announces: boolean
}

export function bucketOf(properties: Record<string, unknown>, physicalName: string): Bucket {
  const parsed = checked(Properties, properties)
  const name = parsed.BucketName ?? checked(BucketName, legal(physicalName))
  return {
    name,
    arn: bucketArn(name),
    versioning: parsed.VersioningConfiguration?.Status,
    cors: parsed.CorsConfiguration?.CorsRules ?? [],
    lifecycle: parsed.LifecycleConfiguration?.Rules ?? [],
    announces: parsed.NotificationConfiguration?.EventBridgeConfiguration !== undefined,
  }
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`
}

function legal(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .replace(/^-+|-+$/g, "")
}
