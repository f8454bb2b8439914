import { ScanCommand } from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import type { Engine } from "../engine.ts"

/** Everything in the table that belongs to a workspace, by key. */
export async function itemsOf({ client, table }: Engine, workspaceId: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  let start: Parameters<typeof unmarshall>[0] | undefined
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: "begins_with(pk, :w)",
        ExpressionAttributeValues: { ":w": { S: `${workspaceId}#` } },
        ExclusiveStartKey: start as never,
        ConsistentRead: true,
      }),
    )
    for (const item of page.Items ?? []) {
      const value = unmarshall(item)
      found.set(`${value.pk} ${value.sk}`, value)
    }
    start = page.LastEvaluatedKey as typeof start
  } while (start !== undefined)
  return found
}
