import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { clientOf, type DynamoStack, runTable, tableResource, withRoles } from "./dynamodb-stack.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const resources = withRoles(tableResource())

let dataDir: string
let child: ChildProcess | undefined
let stack: DynamoStack | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "halyard-data-"))
})
afterEach(async () => {
  child?.kill("SIGKILL")
  await stack?.close()
  child = undefined
  stack = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

async function startChild(): Promise<void> {
  const script = fileURLToPath(new URL("./dynamodb-child.ts", import.meta.url))
  child = spawn(process.execPath, [script, dataDir], { stdio: ["ignore", "pipe", "inherit"] })
  const { stdout } = child
  if (stdout === null) throw new Error("no output")
  await new Promise((resolve, reject) => {
    createInterface(stdout).once("line", resolve)
    child?.once("exit", (code) => reject(new Error(`The stack ended with ${code} before it ran`)))
  })
}

function kill(): Promise<unknown> {
  const ended = new Promise((resolve) => child?.once("exit", resolve))
  child?.kill("SIGKILL")
  return ended
}

const javaPid = () => Number(readFileSync(join(dataDir, "dynamodb", "java.pid"), "utf8"))

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return false
  }
}

test("kill -9 of the stack ends its database too", async () => {
  await startChild()
  const pid = javaPid()
  expect(isAlive(pid)).toBe(true)
  await kill()
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
})

test("after kill -9 the next start finds what was written", async () => {
  await startChild()
  await kill()
  stack = await runTable(resources, { dataDir })
  const TableName = String(stack.outputs["Name"])
  const Key = { pk: { S: "1" }, sk: { S: "written" } }
  const got = await new DynamoDBClient(clientOf(stack, "Reader")).send(new GetItemCommand({ TableName, Key }))
  expect(got.Item).toEqual(Key)
})

test("a database whose watchdog was killed with the stack does not block the next start", async () => {
  await startChild()
  const leftover = javaPid()
  process.kill(parentOf(leftover), "SIGKILL")
  await kill()
  expect(isAlive(leftover)).toBe(true)
  stack = await runTable(resources, { dataDir })
  expect(isAlive(leftover)).toBe(false)
  expect(javaPid()).not.toBe(leftover)
})

test("a second stack on the same data is refused in one line while the first runs", async () => {
  await startChild()
  await expect(runTable(resources, { dataDir })).rejects.toMatchObject({
    name: "StartError",
    message: expect.stringContaining(`Another stack is running on ${dataDir}.`),
  })
})

test("close ends the database", async () => {
  stack = await runTable(resources, { dataDir })
  const pid = javaPid()
  await stack.close()
  expect(isAlive(pid)).toBe(false)
})
