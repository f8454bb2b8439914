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

export type DynamoDbOptions = {
  heapMb?: number
  brief?: boolean
  java?: string
  /** Called after each call that may have written to a table. */
  onWrite?(): void
}

export function createDynamoDb(context: Context, options: DynamoDbOptions = {}): DynamoDb {
  let java: Java | undefined
  let url: string | undefined
  const indexes = new Map<string, Set<string>>()

  async function port(): Promise<number> {
    java ??= startJava({
      dir: join(context.dataDir, "dynamodb"),
      inMemory: context.memory,
      heapMb: options.heapMb ?? 512,
      brief: options.brief ?? false,
      ...(options.java !== undefined && { java: options.java }),
      onLine: (line) => context.log("debug", "dynamodb", line),
      onEnd: () => context.log("error", "dynamodb", "DynamoDB Local ended by itself; start the stack again."),
    })
    const answersAt = await java.port
    url = `http://127.0.0.1:${answersAt}`
    return answersAt
  }

  const provision: Provision = async (id, properties) => {
    const table = checked(Table, properties)
    const name = table.TableName ?? context.name(id)
    const dynamo = dynamoClient(`http://127.0.0.1:${await port()}`)
    const named = [...table.GlobalSecondaryIndexes, ...table.LocalSecondaryIndexes].map((index) => index.IndexName)
    indexes.set(name, new Set(named))
    const streamArn = await provisionTable(dynamo, name, table)
    return {
      ref: name,
      attributes: {
        Arn: context.arn("dynamodb", `table/${name}`),
        TableId: name,
        ...(streamArn !== undefined && { StreamArn: streamArn }),
      },
    }
  }

  const proxy = dynamoProxy(context, {
    port,
    indexes,
    onWrite: () => options.onWrite?.(),
  })
  context.endpoint.service("dynamodb", proxy.service)
  return {
    name: "dynamodb",
    types: { "AWS::DynamoDB::Table": provision, "AWS::DynamoDB::GlobalTable": provision },
    prepare: () => void port().catch(() => undefined),
    get url() {
      if (url === undefined) throw new Error("DynamoDB Local is not running")
      return url
    },
    async stop() {
      proxy.close()
      await java?.stop()
    },
  }
}
