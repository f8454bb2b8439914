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
      Keys: image(dynamodb.Keys ?? {}),
      ...(dynamodb.NewImage !== undefined && { NewImage: image(dynamodb.NewImage) }),
      ...(dynamodb.OldImage !== undefined && { OldImage: image(dynamodb.OldImage) }),
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

type Value = Record<string, unknown>

function image(values: object): Value {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attribute(value)]))
}

/** An attribute value as it travels in JSON. DynamoDB Local writes an empty map as nothing at all. */
function attribute(value: Value): Value {
  const [type, inner] = Object.entries(value)[0] ?? ["M", {}]
  if (type === "M") return { M: image(Object(inner)) }
  if (type === "L" && Array.isArray(inner)) return { L: inner.map(attribute) }
  return { [type]: inner }
}
