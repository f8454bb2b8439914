/** The settings that rule targets and schedule targets share. */
import * as z from "zod"
import { Whole } from "../shapes.ts"

export const RetryPolicy = z.strictObject({
  MaximumRetryAttempts: Whole.optional(),
  MaximumEventAgeInSeconds: Whole.optional(),
})
export const DeadLetterConfig = z.strictObject({ Arn: z.string().optional() })
export const SqsParameters = z.strictObject({ MessageGroupId: z.string().optional() })

export const RuleTarget = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
  RetryPolicy: RetryPolicy.optional(),
  DeadLetterConfig: DeadLetterConfig.optional(),
  SqsParameters: SqsParameters.optional(),
})
export type RuleTarget = z.infer<typeof RuleTarget>

export const ScheduleTarget = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  RetryPolicy: RetryPolicy.optional(),
  DeadLetterConfig: DeadLetterConfig.optional(),
  SqsParameters: SqsParameters.optional(),
  EventBridgeParameters: z.strictObject({ DetailType: z.string(), Source: z.string() }).optional(),
})
export type ScheduleTarget = z.infer<typeof ScheduleTarget>
