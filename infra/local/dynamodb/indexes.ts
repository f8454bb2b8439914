/** Brings a table's global secondary indexes in line with the template. */
import { setTimeout as delay } from "node:timers/promises"
import { isDeepStrictEqual } from "node:util"
import * as z from "zod"
import type { Dynamo } from "./client.ts"
import { type Index, Table } from "./table-properties.ts"

const Described = z.looseObject({
  Table: z.looseObject({
    GlobalSecondaryIndexes: z
      .array(
        z.looseObject({
          IndexName: z.string(),
          IndexStatus: z.string(),
          KeySchema: Table.shape.KeySchema,
          Projection: z.looseObject({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
        }),
      )
      .default([]),
  }),
})
type Found = z.infer<typeof Described>["Table"]["GlobalSecondaryIndexes"]

/** DynamoDB changes one index at a time; an index whose shape changed is built anew. */
export async function changeIndexes(dynamo: Dynamo, name: string, table: Table): Promise<void> {
  const found = await indexesOf(dynamo, name)
  const same = (index: Index): boolean =>
    found.some((one) => one.IndexName === index.IndexName && isDeepStrictEqual(shape(one), shape(index)))
  const kept = new Set(table.GlobalSecondaryIndexes.filter(same).map((index) => index.IndexName))
  for (const { IndexName } of found) {
    if (!kept.has(IndexName)) await change(dynamo, name, { Delete: { IndexName } })
  }
  for (const { IndexName, KeySchema, Projection } of table.GlobalSecondaryIndexes) {
    if (kept.has(IndexName)) continue
    const attributes = { AttributeDefinitions: table.AttributeDefinitions }
    await change(dynamo, name, { Create: { IndexName, KeySchema, Projection } }, attributes)
  }
}

async function change(dynamo: Dynamo, name: string, update: object, more: object = {}): Promise<void> {
  await dynamo("UpdateTable", { TableName: name, GlobalSecondaryIndexUpdates: [update], ...more })
  while ((await indexesOf(dynamo, name)).some((index) => index.IndexStatus !== "ACTIVE")) await delay(50)
}

async function indexesOf(dynamo: Dynamo, name: string): Promise<Found> {
  return Described.parse(await dynamo("DescribeTable", { TableName: name })).Table.GlobalSecondaryIndexes
}

function shape(index: Found[number] | Index): object {
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection
  return {
    key: index.KeySchema.map((part) => `${part.AttributeName} ${part.KeyType}`),
    projection: [ProjectionType, ...[...NonKeyAttributes].sort()],
  }
}
