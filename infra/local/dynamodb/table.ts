/**
 * Makes a table of the template real. Tables outlive the code that wrote them, so a second start changes what it finds:
 * new indexes are built, stream and TTL follow. A changed key would orphan every item, so it stops the start.
 */
import { isDeepStrictEqual } from "node:util"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { StartError } from "../start-error.ts"
import type { Dynamo } from "./client.ts"
import { addIndexes } from "./indexes.ts"
import { type Index, type KeySchema, Table as Properties, type Table } from "./table-properties.ts"

const Described = z.looseObject({
  Table: z.looseObject({
    AttributeDefinitions: Properties.shape.AttributeDefinitions,
    KeySchema: Properties.shape.KeySchema,
    LocalSecondaryIndexes: z
      .array(z.looseObject({ IndexName: z.string(), KeySchema: Properties.shape.KeySchema }))
      .default([]),
    StreamSpecification: z.looseObject({ StreamViewType: z.string().optional() }).optional(),
    LatestStreamArn: z.string().optional(),
  }),
})
type Described = z.infer<typeof Described>["Table"]

const TimeToLive = z.looseObject({
  TimeToLiveDescription: z.looseObject({ TimeToLiveStatus: z.string(), AttributeName: z.string().optional() }),
})

/** Creates or updates the table; answers the ARN of its stream. */
export async function provisionTable(dynamo: Dynamo, name: string, table: Table): Promise<string | undefined> {
  const found = await describe(dynamo, name)
  if (found === undefined) await create(dynamo, name, table)
  else {
    refuseChangedKeys(name, found, table)
    await addIndexes(dynamo, name, table)
    await changeStream(dynamo, name, found, table)
  }
  await changeTimeToLive(dynamo, name, table)
  return (await describe(dynamo, name))?.LatestStreamArn
}

async function describe(dynamo: Dynamo, name: string): Promise<Described | undefined> {
  try {
    return Described.parse(await dynamo("DescribeTable", { TableName: name })).Table
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined
    throw error
  }
}

async function create(dynamo: Dynamo, name: string, table: Table): Promise<void> {
  await dynamo("CreateTable", {
    TableName: name,
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    BillingMode: "PAY_PER_REQUEST",
    ...(table.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(bare) }),
    ...(table.LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: table.LocalSecondaryIndexes.map(bare) }),
    ...streamOf(table),
  })
}

function refuseChangedKeys(name: string, found: Described, table: Table): void {
  const before = keyOf(found.KeySchema, found.AttributeDefinitions)
  const after = keyOf(table.KeySchema, table.AttributeDefinitions)
  if (before !== after) {
    throw new StartError(`Table ${name} has the key ${before}, the template wants ${after}: start on other data.`)
  }
  const locals = (indexes: { IndexName: string; KeySchema: KeySchema }[]): string[] =>
    indexes.map((index) => `${index.IndexName} ${keyOf(index.KeySchema, [])}`).sort()
  if (!isDeepStrictEqual(locals(found.LocalSecondaryIndexes), locals(table.LocalSecondaryIndexes))) {
    throw new StartError(`Table ${name} has other local secondary indexes than the template: start on other data.`)
  }
}

function keyOf(schema: KeySchema, attributes: Table["AttributeDefinitions"]): string {
  const type = (name: string): string => attributes.find((one) => one.AttributeName === name)?.AttributeType ?? ""
  return schema.map((part) => `${part.AttributeName} ${type(part.AttributeName)} ${part.KeyType}`).join(", ")
}

async function changeStream(dynamo: Dynamo, name: string, found: Described, table: Table): Promise<void> {
  const before = found.StreamSpecification?.StreamViewType
  const after = table.StreamSpecification?.StreamViewType
  if (before === after) return
  if (before !== undefined) {
    await dynamo("UpdateTable", { TableName: name, StreamSpecification: { StreamEnabled: false } })
  }
  if (after !== undefined) await dynamo("UpdateTable", { TableName: name, ...streamOf(table) })
}

async function changeTimeToLive(dynamo: Dynamo, name: string, table: Table): Promise<void> {
  const { TimeToLiveDescription: found } = TimeToLive.parse(await dynamo("DescribeTimeToLive", { TableName: name }))
  const before = found.TimeToLiveStatus.startsWith("ENABL") ? found.AttributeName : undefined
  const after = table.TimeToLiveSpecification?.Enabled ? table.TimeToLiveSpecification.AttributeName : undefined
  const set = (AttributeName: string, Enabled: boolean): Promise<unknown> =>
    dynamo("UpdateTimeToLive", { TableName: name, TimeToLiveSpecification: { AttributeName, Enabled } })
  if (before !== undefined && before !== after) await set(before, false)
  if (after !== undefined && before !== after) await set(after, true)
}

function streamOf(table: Table): object {
  const view = table.StreamSpecification?.StreamViewType
  return view === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }
}

function bare({ IndexName, KeySchema, Projection }: Index): object {
  return { IndexName, KeySchema, Projection }
}
