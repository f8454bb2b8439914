import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { afterAll, expect, test } from "vitest"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import { all, at, map, read, someDeals, until } from "../support/importing.ts"
import { eventually, type OwnStack, startStack } from "../support/stack.ts"
import { newWorkspace, type Person, personOf, request } from "../support/workspace.ts"

const MAIN = join(import.meta.dirname, "../../infra/local/main.ts")
const folder = mkdtempSync(join(tmpdir(), "halyard-start-"))
let running: OwnStack | undefined

afterAll(async () => {
  await running?.kill()
  rmSync(folder, { recursive: true, force: true })
})

const main = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" })

async function demo(): Promise<OwnStack> {
  running = await startStack({ dataDir: folder, args: ["--seed", "demo"], brief: true })
  return running
}

const demoDeals = async ({ url, apiToken }: OwnStack) =>
  (await request<{ id: number }[]>(url, apiToken ?? "", "GET", "/api/v2/deals?limit=500")).body.data

test("power cuts: while the demo data is written, and in mid-import; the next start completes each, and finds the rest as it was", async () => {
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
  const found = await demoDeals(second)
  expect(found.length).toBeGreaterThan(100)
  const workspace = await newWorkspace(second)
  const { csv, rows } = someDeals(1500)
  const job = await map(workspace, await read(workspace, csv))
  await workspace.post(`${at(job.id)}/start`, {})
  // at short intervals, as all of them may be there a second later
  while ((await workspace.get<object[]>("/api/v2/deals?limit=1")).length === 0) await delay(20)
  expect(await workspace.get<ImportAnswer>(at(job.id))).toMatchObject({ status: "importing" })
  await second.kill()

  const third = await demo()
  expect(third.users).toEqual(second.users)
  expect(await demoDeals(third)).toEqual(found)
  const again = personOf(third.url, workspace.email, workspace.token)
  const done = await until(again, job.id, "done", "failed")
  expect(done).toMatchObject({ status: "done", counts: { deals: { added: 1500 }, skipped: 0 } })
  await expectImported(again, rows)
  await third.stop()
  running = undefined
}, 480_000)

/** Each row once, in its order, with its organization. */
async function expectImported(who: Person, rows: ReturnType<typeof someDeals>["rows"]): Promise<void> {
  const deals = await all<{ id: number; title: string; org_id: number | null }>(who, "/api/v2/deals")
  expect(deals.map(({ id }) => id)).toEqual(rows.map((_, index) => index + 1))
  for (const [index, deal] of deals.entries()) {
    const account = rows[index]?.account ?? ""
    expect(deal.title).toBe(account === "" ? `Deal ${index + 2}` : `${account} deal`)
    expect(deal.org_id === null).toBe(account === "")
  }
  const organizations = await all<{ id: number; name: string }>(who, "/api/v2/organizations")
  expect(organizations).toHaveLength(23)
  for (const { id, name } of organizations.slice(0, 5)) {
    const own = await all<{ id: number }>(who, `/api/v2/deals?org_id=${id}`)
    expect(own).toHaveLength(rows.filter(({ account }) => account === name).length)
  }
}

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
