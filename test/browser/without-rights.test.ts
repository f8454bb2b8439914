import { expect, test } from "vitest"
import { setUuid } from "../../shared/permission-set.ts"
import { axeInBothThemes, PHONE, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

test("what somebody may not do is not offered, and says why; contacts that they may not see are hidden", async () => {
  const workspace = await newWorkspace()
  const ann = await workspace.colleague("Ann Abel")
  for (const [set, refused] of [
    [setUuid(2), ["records.bulk", "records.export"]],
    [setUuid(4), ["deals.delete"]],
  ] as const) {
    const { actions } = await workspace.get<{ actions: string[] }>(`/api/v2/permissionSets/${set}`)
    await workspace.patch(`/api/v2/permissionSets/${set}`, {
      actions: actions.filter((one) => !(refused as readonly string[]).includes(one)),
    })
  }
  const [first, second] = await workspace.get<{ id: number; name: string }[]>("/api/v2/stages?pipeline_id=1")
  const onlyMe = { group_ids: [], user_ids: [1] }
  await workspace.patch(`/api/v2/stages/${second?.id}`, { access: { move_in: onlyMe } })
  const person_id = (await workspace.post("/api/v2/persons", { name: "Secret Maija", visible_to: 1 })).id
  const add = (title: string) =>
    workspace.post("/api/v2/deals", { title, person_id, stage_id: first?.id, owner_id: ann.id, visible_to: 7 })
  const [pumps] = [await add("Pumps"), await add("Pipes")]

  const page = await signedIn(ann)
  await page.goto("/board")
  const card = page.locator("[data-card]").filter({ hasText: "Pumps" })
  await card.getByText("Hidden").waitFor()
  const into = `You may not move deals into ${second?.name}`
  await page.getByRole("link", { name: "Pumps" }).focus()
  await page.keyboard.press("Space")
  await page.keyboard.press("ArrowRight")
  const column = page.getByRole("listitem", { name: second?.name ?? "", exact: true })
  expect(await column.getAttribute("title")).toBe(into)
  await page.keyboard.press("Space")
  await page.getByText(into, { exact: true }).waitFor()
  for (const title of ["Pumps", "Pipes"]) {
    await page.getByRole("link", { name: title }).focus()
    await page.keyboard.press("x")
  }
  const bar = page.getByRole("region", { name: "Selected deals" })
  const several = "Your role does not let you change several deals at once"
  for (const name of ["Move", "Owner", "Won", "Lost", "Delete"]) {
    const button = bar.getByRole("button", { name, exact: true })
    expect([await button.isDisabled(), await button.getAttribute("title")], name).toEqual([true, several])
  }
  await axeInBothThemes(page)

  await page.goto("/list/1")
  const file = page.getByRole("button", { name: "Export CSV" })
  await file.waitFor()
  expect([await file.isDisabled(), await file.getAttribute("title")]).toEqual([
    true,
    "Your role does not let you export",
  ])
  await page.getByRole("checkbox", { name: "Choose Pumps" }).check()
  const edit = page.getByRole("region", { name: "Chosen deals" }).getByRole("button", { name: "Edit" })
  expect([await edit.isDisabled(), await edit.getAttribute("title")]).toEqual([true, several])

  await page.goto(`/deals/${pumps?.id}`)
  const hidden = page.getByTitle("You may not see this person").first()
  expect(await hidden.textContent()).toBe("Hidden")
  const move = page.getByRole("button", { name: `Move to ${second?.name}` })
  expect([await move.isDisabled(), await move.getAttribute("title")]).toEqual([true, into])
  await axeInBothThemes(page)
  await page.setViewportSize(PHONE)
  await axeInBothThemes(page)
  expect(await page.content()).not.toContain("Secret")
})
