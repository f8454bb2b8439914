import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

async function open(page: Page, section: string, title: string): Promise<void> {
  await page.goto(`/settings/${section}`)
  await page.getByRole("heading", { level: 2, name: title }).waitFor()
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
const row = (page: Page, list: string, text: string) =>
  page.getByRole("list", { name: list }).getByRole("listitem").filter({ hasText: text })

type Group = { id: number; name: string; parent_id: number | null; user_ids: number[]; hidden_pipeline_ids: number[] }

test("groups are added under each other, with people, defaults and pipelines, and deleted with a place for their people", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const groups = () => workspace.get<(Group & { defaults: object })[]>("/api/v2/visibilityGroups")
  const page = await signedIn(workspace)
  await open(page, "groups", "Visibility groups")
  await button(page, "Add a group").click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("Name").fill("North")
  await dialog.getByRole("button", { name: "Add group" }).click()
  await row(page, "Visibility groups", "North").waitFor()
  await button(page, "Add a group").click()
  await dialog.getByLabel("Name").fill("Nordic")
  await dialog.getByLabel("Under").selectOption({ label: "North" })
  await dialog.getByRole("combobox", { name: "People" }).fill("Ada")
  await page.getByRole("option", { name: "Ada Lovelace" }).click()
  await dialog.getByLabel("Deals").selectOption({ label: "The owner only" })
  await dialog.getByLabel("Sales Pipeline").uncheck()
  await axeInBothThemes(page)
  await dialog.getByRole("button", { name: "Add group" }).click()
  await row(page, "Visibility groups", "Nordic").getByText("1 person · under North · 1 pipeline hidden").waitFor()
  const nordic = (await groups()).find(({ name }) => name === "Nordic")
  expect(nordic).toMatchObject({ user_ids: [ada.id], defaults: { deal: 1 }, hidden_pipeline_ids: [1] })
  await button(page, "Delete Nordic").click()
  await dialog.getByLabel("Move its people to").selectOption({ label: "North" })
  await dialog.getByRole("button", { name: "Delete group" }).click()
  await row(page, "Visibility groups", "North").getByText("1 person").waitFor()
  await page.setViewportSize(PHONE)
  await axeInBothThemes(page)
})

test("a set loses an action, another is given to one person, and both hold at once", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const page = await signedIn(workspace)
  await open(page, "permissions", "Permission sets")
  await button(page, "Edit Deals regular user").click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("Delete deals and leads").uncheck()
  await dialog.getByRole("button", { name: "Save" }).click()
  const may = () => workspace.get<Record<string, boolean>>(`/v1/users/${ada.id}/permissions`)
  await eventually(async () => expect(await may()).toMatchObject({ can_delete_deals: false }))
  await button(page, "Add a set").click()
  await dialog.getByLabel("Name").fill("Pipeline keepers")
  await dialog.getByLabel("Edit pipelines and stages").check()
  await dialog.getByRole("combobox", { name: "People" }).fill("Ada")
  await page.getByRole("option", { name: "Ada Lovelace" }).click()
  await axeInBothThemes(page)
  await dialog.getByRole("button", { name: "Add set" }).click()
  await row(page, "Sets of Deals", "Pipeline keepers").getByText("1 person").waitFor()
  expect(await may()).toMatchObject({ can_edit_pipelines: true, can_delete_deals: true })
  await page.setViewportSize(PHONE)
  await axeInBothThemes(page)
})

test("a stage is kept for one person, and a deal for its owner", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const deal = await workspace.post("/api/v2/deals", { title: "Pumps", visible_to: 7 })
  const page = await signedIn(workspace)
  await page.goto("/board/1?edit=pipeline")
  await button(page, "Who may use Qualified").click()
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("combobox", { name: "Move deals into it" }).fill("Ada")
  await page.getByRole("option", { name: "Ada Lovelace" }).click()
  await axeInBothThemes(page)
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.waitFor({ state: "detached" })
  expect(await workspace.get("/api/v2/stages/1")).toMatchObject({
    access: { see: null, move_in: { user_ids: [ada.id] } },
  })
  await page.goto(`/deals/${deal.id}`)
  await button(page, "Visible to: Everyone").click()
  await page.getByRole("radio", { name: "The owner only" }).click()
  await button(page, "Visible to: The owner only").waitFor()
  await eventually(async () => {
    expect(await workspace.get(`/api/v2/deals/${deal.id}`)).toMatchObject({ visible_to: 1 })
  })
  expect((await ada.call("GET", `/api/v2/deals/${deal.id}`)).status).toBe(404)
})
