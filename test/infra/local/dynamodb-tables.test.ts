import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { clientOf, type DynamoStack, runTable, tableResource, withRoles } from "./dynamodb-stack.ts"

const attributes = (...names: string[]) => ({
  AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
})
const index = (IndexName: string, AttributeName: string, ProjectionType = "ALL") => ({
  IndexName,
  KeySchema: [{ AttributeName, KeyType: "HASH" }],
  Projection: { ProjectionType },
})

let dataDir: string
let running: DynamoStack | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "halyard-data-"))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(properties: object): Promise<DynamoStack> {
  await running?.close()
  running = undefined
  running = await runTable(withRoles(tableResource(properties)), { dataDir })
  return running
}

const direct = (stack: DynamoStack) =>
  new DynamoDBClient({ ...clientOf(stack, "Writer"), endpoint: stack.families.dynamodb.url })

async function described(stack: DynamoStack) {
  const TableName = String(stack.outputs["Name"])
  const { Table } = await direct(stack).send(new DescribeTableCommand({ TableName }))
  const { TimeToLiveDescription } = await direct(stack).send(new DescribeTimeToLiveCommand({ TableName }))
  return {
    indexes: Object.fromEntries(
      (Table?.GlobalSecondaryIndexes ?? []).map((one) => [
        one.IndexName,
        `${one.KeySchema?.[0]?.AttributeName} ${one.Projection?.ProjectionType} ${one.IndexStatus}`,
      ]),
    ),
    stream: Table?.StreamSpecification?.StreamViewType,
    ttl: TimeToLiveDescription?.TimeToLiveStatus === "ENABLED" ? TimeToLiveDescription.AttributeName : undefined,
  }
}

describe("at a second start", () => {
  test("items stay, new indexes are built over them, a dropped one is no longer answered, stream and TTL follow", async () => {
    const first = await start({ ...attributes("pk", "sk", "a"), GlobalSecondaryIndexes: [index("gone", "a")] })
    expect(await described(first)).toEqual({ indexes: { gone: "a ALL ACTIVE" }, stream: undefined, ttl: undefined })
    const TableName = String(first.outputs["Name"])
    const Item = { pk: { S: "1" }, sk: { S: "x" }, a: { S: "a" }, b: { S: "b" }, c: { S: "c" } }
    await new DynamoDBClient(clientOf(first, "Writer")).send(new PutItemCommand({ TableName, Item }))

    const second = await start({
      ...attributes("pk", "sk", "b", "c"),
      GlobalSecondaryIndexes: [index("by-b", "b"), index("by-c", "c", "KEYS_ONLY")],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    })
    expect(await described(second)).toMatchObject({
      indexes: { "by-b": "b ALL ACTIVE", "by-c": "c KEYS_ONLY ACTIVE" },
      stream: "NEW_IMAGE",
      ttl: "ttl",
    })
    const found = (IndexName: string, attribute: string) =>
      new DynamoDBClient(clientOf(second, "Writer")).send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: `${attribute} = :v`,
          ExpressionAttributeValues: { ":v": { S: attribute } },
        }),
      )
    expect((await found("by-b", "b")).Items).toEqual([Item])
    expect((await found("by-c", "c")).Count).toBe(1)
    await expect(found("gone", "a")).rejects.toMatchObject({
      name: "ValidationException",
      message: "The table does not have the specified index: gone",
    })
  })

  test("an index that changed its shape needs another name, and a start error says so", async () => {
    await start({ ...attributes("pk", "sk", "a"), GlobalSecondaryIndexes: [index("by-a", "a")] })
    await expect(
      start({ ...attributes("pk", "sk", "a"), GlobalSecondaryIndexes: [index("by-a", "a", "KEYS_ONLY")] }),
    ).rejects.toThrow(/Index by-a of table \S+ changed its keys or projection: give it a new name/)
  })

  test("a changed key is a start error that says both keys, and the data is untouched", async () => {
    await start(attributes("pk", "sk"))
    const KeySchema = [{ AttributeName: "pk", KeyType: "HASH" }]
    await expect(start({ ...attributes("pk"), KeySchema })).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringMatching(/^Deals \(AWS::DynamoDB::Table\): .*pk S HASH, sk S RANGE.* wants pk S HASH: /),
    })
    await start(attributes("pk", "sk"))
  })
})

describe("the start", () => {
  test("without Java is one clear line", async () => {
    const java = join(dataDir, "no-such-java")
    await expect(runTable(withRoles(tableResource()), { java })).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringContaining("Java is missing. DynamoDB Local needs Java 17 or newer."),
    })
  })

  test("with a Java that is too old, or an engine that fails, is one clear line", async () => {
    const java = join(dataDir, "java")
    const says = (text: string) => {
      writeFileSync(java, `#!/bin/sh\necho '${text}' >&2\nexit 1\n`)
      chmodSync(java, 0o755)
    }
    says("Error: java.lang.UnsupportedClassVersionError: (class file version 61.0)")
    await expect(runTable(withRoles(tableResource()), { java })).rejects.toThrow("This Java is too old.")
    says("Something else broke")
    await expect(runTable(withRoles(tableResource()), { java })).rejects.toThrow(
      "DynamoDB Local did not start: Something else broke",
    )
  })

  test("on a table property nobody built names it", async () => {
    await expect(runTable(withRoles(tableResource({ ResourcePolicy: {} })), {})).rejects.toThrow(/ResourcePolicy/)
  })

  test("of a table as a global table with one replica works", async () => {
    const { Properties } = tableResource({ Replicas: [{ Region: "eu-central-1" }] })
    running = await runTable(withRoles({ Type: "AWS::DynamoDB::GlobalTable", Properties }), { dataDir })
    expect((await described(running)).indexes).toEqual({})
  })
})
