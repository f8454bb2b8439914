/** The properties of AWS::DynamoDB::Table and GlobalTable that mean something on one machine. */
import * as z from "zod"

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }))
export type KeySchema = z.infer<typeof KeySchema>

const Index = z.looseObject({
  IndexName: z.string(),
  KeySchema,
  Projection: z.strictObject({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
})
export type Index = z.infer<typeof Index>

const ignored = z.unknown().optional()

export const Table = z.strictObject({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).default([]),
  LocalSecondaryIndexes: z.array(Index).default([]),
  StreamSpecification: z.looseObject({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string().default(""), Enabled: z.boolean() }).optional(),
  /** One replica is the table itself. */
  Replicas: z.array(z.unknown()).max(1, "a second replica is not built in the local stack").optional(),
  BillingMode: ignored,
  ProvisionedThroughput: ignored,
  OnDemandThroughput: ignored,
  WarmThroughput: ignored,
  WriteOnDemandThroughputSettings: ignored,
  PointInTimeRecoverySpecification: ignored,
  SSESpecification: ignored,
  DeletionProtectionEnabled: ignored,
  ContributorInsightsSpecification: ignored,
  TableClass: ignored,
  Tags: ignored,
})
export type Table = z.infer<typeof Table>
