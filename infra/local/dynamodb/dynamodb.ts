/** DynamoDB: AWS's own engine, DynamoDB Local, behind the endpoint's checks. */
import { join } from "node:path"
import { checked } from "../checked.ts"
import type { Context, Family, Provision } from "../family.ts"
import { dynamoClient } from "./client.ts"
import { type Java, startJava } from "./java.ts"
import { dynamoProxy } from "./service.ts"
import { provisionTable } from "./table.ts"
import { Table } from "./table-properties.ts"

export type DynamoDb = Family & {
  /** Begins to start the engine, which takes seconds, before the first table needs it. */
  prepare(): void
  /** Where DynamoDB Local itself answers, tables and streams, without any check. Known once a table exists. */
  readonly url: string
}

export function createDynamoDb(context: Context, options: { heapMb?: number; java?: string } = {}): DynamoDb {
  let starting: Promise<Java> | undefined
  let url: string | undefined
  const indexes = new Map<string, Set<string>>()
  const log = (line: string): void => context.log("debug", "dynamodb", line)

  async function boot(): Promise<Java> {
    const java = await startJava({
      dir: join(context.dataDir, "dynamodb"),
      inMemory: context.memory,
      heapMb: options.heapMb ?? 512,
      ...(options.java !== undefined && { java: options.java }),
      onLine: log,
      onEnd: () => context.log("error", "dynamodb", "DynamoDB Local ended by itself; start the stack again."),
    })
    url = `http://127.0.0.1:${java.port}`
    return java
  }
  function started(): Promise<Java> {
    if (starting === undefined) {
      starting = boot()
      starting.catch(() => undefined)
    }
    return starting
  }

  const provision: Provision = async (id, properties) => {
    const table = checked(Table, properties)
    const name = table.TableName ?? context.name(id)
    const { port } = await started()
    const named = [...table.GlobalSecondaryIndexes, ...table.LocalSecondaryIndexes].map((index) => index.IndexName)
    indexes.set(name, new Set(named))
    const streamArn = await provisionTable(dynamoClient(`http://127.0.0.1:${port}`), name, table)
    return {
      ref: name,
      attributes: {
        Arn: context.arn("dynamodb", `table/${name}`),
        TableId: name,
        ...(streamArn !== undefined && { StreamArn: streamArn }),
      },
    }
  }

  const proxy = dynamoProxy(context, async () => (await started()).port, indexes)
  context.endpoint.service("dynamodb", proxy.service)
  return {
    name: "dynamodb",
    types: { "AWS::DynamoDB::Table": provision, "AWS::DynamoDB::GlobalTable": provision },
    prepare: () => void started(),
    get url() {
      if (url === undefined) throw new Error("DynamoDB Local is not running")
      return url
    },
    async stop() {
      proxy.close()
      const java = await starting?.catch(() => undefined)
      await java?.stop()
    },
  }
}
