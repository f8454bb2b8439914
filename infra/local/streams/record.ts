/** A stream record as Lambda hands it to a function. */
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams"
import type { Context } from "../family.ts"

export type LambdaRecord = Record<string, unknown>

/** A record on its way through a function. */
export type Item = {
  record: LambdaRecord
  sequence: string
  /** Says whose order it shares: the item's key. */
  key: string
  /** As exact as the stream says, in milliseconds. */
  createdAt: number
  /** When it began to age: the stream's time is that of the whole minute. */
  bornAt: number
  done(): void
}

export function lambdaRecord(context: Context, streamArn: string, record: StreamRecord): LambdaRecord {
  const { dynamodb = {}, userIdentity } = record
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: "aws:dynamodb",
    awsRegion: context.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(createdAt(record) / 1000),
      Keys: asJson(dynamodb.Keys),
      ...(dynamodb.NewImage !== undefined && { NewImage: asJson(dynamodb.NewImage) }),
      ...(dynamodb.OldImage !== undefined && { OldImage: asJson(dynamodb.OldImage) }),
      SequenceNumber: dynamodb.SequenceNumber,
      SizeBytes: dynamodb.SizeBytes,
      StreamViewType: dynamodb.StreamViewType,
    },
    ...(userIdentity !== undefined && {
      userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
    }),
    eventSourceARN: streamArn,
  }
}

export function createdAt({ dynamodb }: StreamRecord): number {
  return dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0
}

/** Attribute values with their bytes as base64, as they travel in JSON. */
function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64")
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asJson(inner)]))
}
