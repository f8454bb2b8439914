import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { SOON, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Deal = { owner_id: number; label_ids: number[]; is_deleted: boolean; pipeline_id: number; stage_id: number }

const TITLES = ["One", "Two", "Three"]

async function threeDeals(workspace: Workspace): Promise<number[]> {
  const ids: number[] = []
  for (const title of TITLES) ids.push((await workspace.post("/api/v2/deals", { title })).id)
  return ids
}

const read = (workspace: Workspace, ids: number[]) =>
  Promise.all(ids.map((id) => workspace.get<Deal>(`/api/v2/deals/${id}`)))

const bar = (page: Page) => page.getByRole("region", { name: "Selected deals" })

async function pickAll(page: Page): Promise<void> {
  const link = (name: string) => page.getByRole("link", { name, exact: true })
  await link("Three").click({ modifiers: ["Control"] })
  await link("One").click({ modifiers: ["Shift"] })
  await bar(page).getByText("3 selected").waitFor()
}

async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await bar(page).getByRole("button", { name: menu }).press("Enter")
  await page
    .getByRole("menuitem", { name: entry })
    .or(page.getByRole("menuitemcheckbox", { name: entry }))
    .press("Enter")
}

test("deals that are picked change their owner and labels together, are deleted, and come back", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const ids = await threeDeals(workspace)
  const page = await signedIn(workspace)
  await pickAll(page)
  await choose(page, "Change owner", "Ada Lovelace")
  await eventually(async () => {
    for (const deal of await read(workspace, ids)) expect(deal.owner_id).toBe(ada.id)
  })
  if ((await bar(page).count()) === 0) await pickAll(page)
  await choose(page, "Change labels", "Hot")
  await eventually(async () => {
    for (const deal of await read(workspace, ids)) expect(deal.label_ids).toHaveLength(1)
  })
  if ((await bar(page).count()) === 0) await pickAll(page)
  await bar(page).getByRole("button", { name: "Delete" }).click()
  await page.getByRole("link", { name: "Two", exact: true }).waitFor({ state: "detached" })
  await page.getByRole("status").filter({ hasText: "3 deals deleted" }).getByRole("button", { name: "Undo" }).click()
  await page.getByRole("link", { name: "Two", exact: true }).waitFor()
  await eventually(async () => {
    for (const deal of await read(workspace, ids)) expect(deal.is_deleted).toBe(false)
  })
})

test("deals move to a stage of another pipeline, and leave this board", async () => {
  const workspace = await newWorkspace()
  const pipeline = (await workspace.post("/api/v2/pipelines", { name: "Renewals" })).id
  const stage = (await workspace.post("/api/v2/stages", { name: "Signed", pipeline_id: pipeline })).id
  const ids = await threeDeals(workspace)
  const page = await signedIn(workspace)
  await pickAll(page)
  await choose(page, "Move to", "Another pipeline…")
  const dialog = page.getByRole("dialog", { name: "Move 3 deals" })
  expect(await dialog.getByLabel("Pipeline").inputValue()).toBe(String(pipeline))
  await dialog.getByText("Signed").click()
  await dialog.getByRole("button", { name: "Move", exact: true }).click()
  await page.getByRole("link", { name: "Two", exact: true }).waitFor({ state: "detached" })
  await eventually(async () => {
    for (const deal of await read(workspace, ids)) expect([deal.pipeline_id, deal.stage_id]).toEqual([pipeline, stage])
  })
})

test("a stage is dragged to another place in its pipeline", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace)
  await page.getByRole("button", { name: /^Pipeline: / }).click()
  await page.getByRole("menuitem", { name: "Edit pipeline" }).click()
  const stages = page.getByRole("list", { name: "Stages" }).getByRole("listitem")
  const names = async () => Promise.all((await stages.getByLabel("Name").all()).map((field) => field.inputValue()))
  await stages.first().waitFor()
  const before = await names()
  await stages.first().getByTitle("Drag to move").dragTo(stages.nth(2))
  await expect.poll(names, SOON).toEqual([before[1], before[2], before[0], ...before.slice(3)])
})
