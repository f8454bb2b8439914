import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import { all, at, map, read, someDeals, until } from "../support/importing.ts"
import { eventually, type OwnStack, startStack } from "../support/stack.ts"
import { newWorkspace, personOf } from "../support/workspace.ts"

let stack: OwnStack | undefined

afterEach(async () => {
  await stack?.stop()
  stack?.forget()
})

test("a power cut in mid-import loses no row and doubles none: the next start completes it", async () => {
  const { csv, rows } = someDeals(800)
  const dataDir = mkdtempSync(join(tmpdir(), "halyard-resumed-"))
  const args = ["--seed", "none"]
  stack = await startStack({ dataDir, args })
  const workspace = await newWorkspace(stack)
  const job = await map(workspace, await read(workspace, csv))
  await workspace.post(`${at(job.id)}/start`, {})
  await eventually(async () => {
    expect((await workspace.call<unknown[]>("GET", "/api/v2/deals?limit=1")).body.data).toHaveLength(1)
  }, 120_000)
  expect(await workspace.get<ImportAnswer>(at(job.id))).toMatchObject({ status: "importing" })
  await stack.kill()

  stack = await startStack({ dataDir, args })
  const again = personOf(stack.url, workspace.email, workspace.token)
  const done = await until(again, job.id, "done", "failed")
  expect(done).toMatchObject({ status: "done", counts: { deals: { added: 800 }, skipped: 0 } })
  const deals = await all<{ id: number; title: string; org_id: number | null }>(again, "/api/v2/deals")
  expect(deals.map(({ id }) => id)).toEqual(Array.from({ length: 800 }, (_, index) => index + 1))
  for (const [index, deal] of deals.entries()) {
    const account = rows[index]?.account ?? ""
    expect(deal.title).toBe(account === "" ? `Deal ${index + 2}` : `${account} deal`)
    expect(deal.org_id === null).toBe(account === "")
  }
  const organizations = await all<{ id: number; name: string }>(again, "/api/v2/organizations")
  expect(organizations).toHaveLength(23)
  for (const { id, name } of organizations.slice(0, 5)) {
    const own = await all<{ id: number }>(again, `/api/v2/deals?org_id=${id}`)
    expect(own).toHaveLength(rows.filter(({ account }) => account === name).length)
  }
}, 480_000)
