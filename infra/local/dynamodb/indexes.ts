/**
 * Brings a table's global secondary indexes in line with the template. New ones are built. DynamoDB Local cannot drop one
 * (it stays "DELETING" for ever), so an index the template no longer has stays behind, and the proxy refuses to query it.
 */
import { setTimeout as delay } from "node:timers/promises"
import { isDeepStrictEqual } from "node:util"
import * as z from "zod"
import { StartError } from "../start-error.ts"
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

/** Builds what is missing, one index at a time as DynamoDB wants it. An index that changed its shape needs another name, as in AWS. */
export async function addIndexes(dynamo: Dynamo, name: string, table: Table): Promise<void> {
  const found = await indexesOf(dynamo, name)
  for (const index of table.GlobalSecondaryIndexes) {
    const before = found.find((one) => one.IndexName === index.IndexName)
    if (before !== undefined && !isDeepStrictEqual(shape(before), shape(index))) {
      throw new StartError(
        `Index ${index.IndexName} of table ${name} changed its keys or projection: give it a new name.`,
      )
    }
    if (before === undefined) await build(dynamo, name, table, index)
  }
}

async function build(dynamo: Dynamo, name: string, table: Table, index: Index): Promise<void> {
  const { IndexName, KeySchema, Projection } = index
  const keys = [...table.KeySchema, ...KeySchema].map((part) => part.AttributeName)
  await dynamo("UpdateTable", {
    TableName: name,
    AttributeDefinitions: table.AttributeDefinitions.filter((one) => keys.includes(one.AttributeName)),
    GlobalSecondaryIndexUpdates: [{ Create: { IndexName, KeySchema, Projection } }],
  })
  const isBuilding = (one: Found[number]): boolean => one.IndexName === IndexName && one.IndexStatus !== "ACTIVE"
  while ((await indexesOf(dynamo, name)).some(isBuilding)) await delay(50)
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
