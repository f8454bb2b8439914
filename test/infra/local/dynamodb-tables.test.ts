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
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { type Dynamo, dynamoClient } from "../../../infra/local/dynamodb/client.ts"
import { type Java, startJava } from "../../../infra/local/dynamodb/java.ts"
import { provisionTable } from "../../../infra/local/dynamodb/table.ts"
import { Table } from "../../../infra/local/dynamodb/table-properties.ts"
import { runTable, tableResource, withRoles } from "./dynamodb-stack.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "halyard-data-"))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe("a table that is there already", () => {
  let java: Java
  let dynamo: Dynamo
  let client: DynamoDBClient
  beforeAll(async () => {
    java = startJava({ dir, inMemory: true, heapMb: 256, brief: true, onLine: () => undefined, onEnd: () => undefined })
    const url = `http://127.0.0.1:${await java.port}`
    dynamo = dynamoClient(url)
    const credentials = { accessKeyId: "LOCAL", secretAccessKey: "LOCAL" }
    client = new DynamoDBClient({ endpoint: url, region: "eu-central-1", credentials })
  })
  afterAll(async () => {
    client?.destroy()
    await java?.stop()
  })

  const attributes = (...names: string[]) => ({
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  })
  const index = (IndexName: string, AttributeName: string, ProjectionType = "ALL") => ({
    IndexName,
    KeySchema: [{ AttributeName, KeyType: "HASH" }],
    Projection: { ProjectionType },
  })
  const provision = (name: string, properties: object) =>
    provisionTable(dynamo, name, Table.parse(tableResource(properties).Properties))

  async function described(TableName: string) {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName }))
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
    return {
      indexes: Object.fromEntries(
        (table?.GlobalSecondaryIndexes ?? []).map((one) => [
          one.IndexName,
          `${one.KeySchema?.[0]?.AttributeName} ${one.Projection?.ProjectionType} ${one.IndexStatus}`,
        ]),
      ),
      stream: table?.StreamSpecification?.StreamViewType,
      ttl: TimeToLiveDescription?.TimeToLiveStatus === "ENABLED" ? TimeToLiveDescription.AttributeName : undefined,
    }
  }

  test("gets new indexes over the items it has, a stream and TTL, and changes nothing the next time", async () => {
    await provision("grows", { ...attributes("pk", "sk", "a"), GlobalSecondaryIndexes: [index("by-a", "a")] })
    expect(await described("grows")).toEqual({ indexes: { "by-a": "a ALL ACTIVE" }, stream: undefined, ttl: undefined })
    const Item = { pk: { S: "1" }, sk: { S: "x" }, a: { S: "a" }, b: { S: "b" }, c: { S: "c" } }
    await client.send(new PutItemCommand({ TableName: "grows", Item }))
    const properties = {
      ...attributes("pk", "sk", "a", "b", "c"),
      GlobalSecondaryIndexes: [index("by-b", "b"), index("by-a", "a"), index("by-c", "c", "KEYS_ONLY")],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    }
    const expected = {
      indexes: { "by-a": "a ALL ACTIVE", "by-b": "b ALL ACTIVE", "by-c": "c KEYS_ONLY ACTIVE" },
      stream: "NEW_IMAGE",
      ttl: "ttl",
    }
    const stream = await provision("grows", properties)
    expect(await described("grows")).toEqual(expected)
    const found = await client.send(
      new QueryCommand({
        TableName: "grows",
        IndexName: "by-b",
        KeyConditionExpression: "b = :b",
        ExpressionAttributeValues: { ":b": { S: "b" } },
      }),
    )
    expect(found.Items).toEqual([Item])
    expect(await provision("grows", properties)).toBe(stream)
    expect(await described("grows")).toEqual(expected)
  })

  test("moves its TTL to another attribute, and changes its stream", async () => {
    const timeToLive = (AttributeName: string, Enabled = true) => ({
      TimeToLiveSpecification: { AttributeName, Enabled },
    })
    const stream = (StreamViewType: string) => ({ StreamSpecification: { StreamViewType } })
    await provision("moves", { ...timeToLive("before"), ...stream("KEYS_ONLY") })
    await provision("moves", { ...timeToLive("after"), ...stream("NEW_AND_OLD_IMAGES") })
    expect(await described("moves")).toMatchObject({ ttl: "after", stream: "NEW_AND_OLD_IMAGES" })
    await provision("moves", timeToLive("after", false))
    expect(await described("moves")).toMatchObject({ ttl: undefined, stream: undefined })
  })

  test("keeps a changed index only under a new name, and a start error says so", async () => {
    await provision("shape", { ...attributes("pk", "sk", "a"), GlobalSecondaryIndexes: [index("by-a", "a")] })
    const GlobalSecondaryIndexes = [index("by-a", "a", "KEYS_ONLY")]
    await expect(provision("shape", { ...attributes("pk", "sk", "a"), GlobalSecondaryIndexes })).rejects.toMatchObject({
      name: "StartError",
      message: "Index by-a of table shape changed its keys or projection: give it a new name.",
    })
  })

  test("keeps its key: another one is a start error that says both", async () => {
    await provision("keyed", {})
    const KeySchema = [{ AttributeName: "pk", KeyType: "HASH" }]
    await expect(provision("keyed", { ...attributes("pk"), KeySchema })).rejects.toMatchObject({
      name: "StartError",
      message: "Table keyed has the key pk S HASH, sk S RANGE, the template wants pk S HASH: start on other data.",
    })
    const numbered = {
      AttributeDefinitions: [...attributes("pk").AttributeDefinitions, { AttributeName: "sk", AttributeType: "N" }],
    }
    await expect(provision("keyed", numbered)).rejects.toThrow("wants pk S HASH, sk N RANGE")
  })
})

describe("the start", () => {
  test("without Java is one clear line", async () => {
    await expect(runTable(withRoles(tableResource()), { java: join(dir, "no-such-java") })).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringContaining("Java is missing. DynamoDB Local needs Java 17 or newer."),
    })
  })

  test("with a Java that is too old, or an engine that fails, is one clear line", async () => {
    const java = join(dir, "java")
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

  test("on a table property nobody built names it, and ends the engine that was starting", async () => {
    const resources = withRoles(tableResource({ ResourcePolicy: {} }))
    await expect(runTable(resources)).rejects.toThrow(/^Deals \(AWS::DynamoDB::Table\): .*ResourcePolicy/)
  })

  test("refuses a global table with a second replica", async () => {
    const { Properties } = tableResource({ Replicas: [{ Region: "eu-central-1" }, { Region: "us-east-1" }] })
    await expect(runTable(withRoles({ Type: "AWS::DynamoDB::GlobalTable", Properties }))).rejects.toThrow(
      "a second replica is not built in the local stack",
    )
  })
})
