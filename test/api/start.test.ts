import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { eventually, startStack } from "../support/stack.ts"
import { request } from "../support/workspace.ts"

const MAIN = join(import.meta.dirname, "../../infra/local/main.ts")
const folder = mkdtempSync(join(tmpdir(), "halyard-start-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const main = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" })
const demo = () => startStack({ dataDir: folder, args: ["--seed", "demo"] })

test("a power cut while the demo data is written: the next start completes it, and the one after finds it as it was", async () => {
  const child = spawn(process.execPath, [MAIN, "--port", "0", "--data", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = new Promise((resolve) => child.once("exit", resolve))
  await eventually(async () => expect(existsSync(join(folder, "operator.json"))).toBe(true), 180_000)
  child.kill("SIGKILL")
  await ended
  expect(existsSync(join(folder, "local.json"))).toBe(false)

  const second = await demo()
  expect(second.users.map(({ role }) => role)).toEqual(["admin", "regular", "regular"])
  const deals = (url: string, token: string | null) =>
    request<{ id: number }[]>(url, token ?? "", "GET", "/api/v2/deals?limit=500")
  const found = await deals(second.url, second.apiToken)
  expect([found.status, found.body.data.length > 100]).toEqual([200, true])
  await second.stop()

  const third = await demo()
  expect(third.users).toEqual(second.users)
  const again = await deals(third.url, third.apiToken)
  expect(again.body.data).toEqual(found.body.data)
  await third.stop()
}, 400_000)

test("a port in use is said in one line, before anything is built", async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const { status, stderr } = main("--port", String(port), "--memory")
  server.close()
  expect([status, stderr.trim().split("\n")]).toEqual([1, [expect.stringContaining(`Port ${port} is in use`)]])
})

test("an option there is none of is said by its name", () => {
  const { status, stderr } = main("--colour", "blue")
  expect(status).not.toBe(0)
  expect(stderr).toContain("--colour")
})
