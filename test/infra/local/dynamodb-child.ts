/** A stack in a process of its own, to be killed. Writes an item, says so, then lives until it is ended. */
import { argv, stdout } from "node:process"
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb"
import { clientOf, runTable, tableResource, withRoles } from "./dynamodb-stack.ts"

const [, , dataDir = ""] = argv
const stack = await runTable(withRoles(tableResource()), { dataDir })
const TableName = String(stack.outputs["Name"])
const Item = { pk: { S: "1" }, sk: { S: "written" } }
await new DynamoDBClient(clientOf(stack, "Writer")).send(new PutItemCommand({ TableName, Item }))
stdout.write("written\n")
