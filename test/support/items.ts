import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"

type Where = { client: DynamoDBClient; table: string }

/** Everything in the table that belongs to a workspace. */
export async function* itemsIn({ client, table }: Where, workspaceId: string): AsyncGenerator<Record<string, unknown>> {
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
    for (const item of page.Items ?? []) yield unmarshall(item)
    start = page.LastEvaluatedKey as typeof start
  } while (start !== undefined)
}

/** The same, by key. */
export async function itemsOf(where: Where, workspaceId: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  for await (const item of itemsIn(where, workspaceId)) found.set(`${item.pk} ${item.sk}`, item)
  return found
}
