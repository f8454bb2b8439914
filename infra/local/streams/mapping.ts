/** AWS::Lambda::EventSourceMapping as the template writes it. */
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context } from "../family.ts"
import { compilePattern } from "../pattern.ts"
import { Flag, ignored, JsonObject, Whole } from "../shapes.ts"

const Properties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: Flag.default(true),
  BatchSize: Whole.optional(),
  MaximumBatchingWindowInSeconds: Whole.default(0),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).optional(),
  ParallelizationFactor: Whole.default(1),
  MaximumRetryAttempts: Whole.default(-1),
  MaximumRecordAgeInSeconds: Whole.default(-1),
  BisectBatchOnFunctionError: Flag.default(false),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() }).default({}),
  FilterCriteria: z
    .strictObject({ Filters: z.array(z.strictObject({ Pattern: JsonObject })).default([]) })
    .default({ Filters: [] }),
  ScalingConfig: z.strictObject({ MaximumConcurrency: Whole.optional() }).default({}),
  KmsKeyArn: ignored,
  LoggingConfig: ignored,
  MetricsConfig: ignored,
  Tags: ignored,
})

export type Mapping = {
  id: string
  sourceArn: string
  functionArn: string
  isEnabled: boolean
  batchSize: number | undefined
  windowMs: number
  startsAtEnd: boolean
  parallelization: number
  /** -1: until the record expires. */
  maximumRetries: number
  maximumAgeMs: number
  bisects: boolean
  reportsItemFailures: boolean
  failureDestination: string | undefined
  maximumConcurrency: number | undefined
  matches(record: unknown): boolean
}

/** A stream keeps its records for a day. */
const retentionMs = 24 * 3_600_000

export function readMapping(context: Context, id: string, properties: Record<string, unknown>): Mapping {
  const given = checked(Properties, properties)
  const filters = given.FilterCriteria.Filters.map(({ Pattern }) => compilePattern(Pattern))
  const { FunctionName: name, MaximumRecordAgeInSeconds: age } = given
  return {
    id,
    sourceArn: given.EventSourceArn,
    functionArn: name.startsWith("arn:") ? name : context.arn("lambda", `function:${name}`),
    isEnabled: given.Enabled,
    batchSize: given.BatchSize,
    windowMs: given.MaximumBatchingWindowInSeconds * 1000,
    startsAtEnd: given.StartingPosition === "LATEST",
    parallelization: given.ParallelizationFactor,
    maximumRetries: given.MaximumRetryAttempts,
    maximumAgeMs: age === -1 ? retentionMs : Math.min(age * 1000, retentionMs),
    bisects: given.BisectBatchOnFunctionError,
    reportsItemFailures: given.FunctionResponseTypes.length > 0,
    failureDestination: given.DestinationConfig.OnFailure?.Destination,
    maximumConcurrency: given.ScalingConfig.MaximumConcurrency,
    matches: (record) => filters.length === 0 || filters.some((matches) => matches(record)),
  }
}
