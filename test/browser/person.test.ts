import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { importFile } from "../support/importing.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Person = { name: string; phones: { value: string }[]; org_id: number | null }

async function greta(workspace: Workspace) {
  const org = await workspace.post("/api/v2/organizations", { name: "Northern Docks" })
  const person = await workspace.post("/api/v2/persons", { name: "Greta Holm", org_id: org.id })
  const link = { person_id: person.id, org_id: org.id }
  await workspace.post("/api/v2/deals", { title: "Cranes", value: 1000, ...link })
  const won = await workspace.post("/api/v2/deals", { title: "Winches", value: 250, ...link })
  await workspace.patch(`/api/v2/deals/${won.id}`, { status: "won" })
  return { org: org.id, person: person.id }
}

test("a person's page sums up their deals, and takes a phone number, an organization and a note", async () => {
  const workspace = await newWorkspace()
  const { person } = await greta(workspace)
  await workspace.post("/api/v2/organizations", { name: "Southern Docks" })
  const page = await signedIn(workspace, { at: `/persons/${person}` })
  await page.getByRole("heading", { name: "Greta Holm" }).waitFor()
  const deals = page.getByRole("region", { name: "Deals" })
  await deals.getByRole("link", { name: "Cranes" }).waitFor()
  await deals.getByText("$250").first().waitFor()
  await page.getByRole("button", { name: "Edit Phone" }).click()
  await page.getByRole("textbox", { name: "Phone" }).fill("+47 555 0102")
  await page.keyboard.press("Enter")
  await page.getByRole("link", { name: "+47 555 0102" }).waitFor()
  await page.getByRole("button", { name: "Edit Organization" }).click()
  await page.getByRole("combobox", { name: "Organization" }).fill("Southern")
  await page.getByRole("option", { name: "Southern Docks" }).click()
  await page.getByRole("link", { name: "Southern Docks" }).first().waitFor()
  await page.getByRole("tab", { name: "Note" }).click()
  await page.getByRole("textbox", { name: "Note" }).pressSequentially("Met at the fair")
  await page.getByRole("button", { name: "Save note" }).click()
  await page.getByRole("article", { name: "Note by Fran Founder" }).getByText("Met at the fair").waitFor()
  await axeInBothThemes(page)
  await eventually(async () => {
    const now = await workspace.get<Person>(`/api/v2/persons/${person}`)
    expect(now.phones.map((phone) => phone.value)).toEqual(["+47 555 0102"])
  })
})

test("the sums count every deal of an organization, also those that are not listed yet", async () => {
  const workspace = await newWorkspace()
  const rows = Array.from({ length: 103 }, (_, at) => `Deal ${at},10,Northern Docks`)
  await importFile(workspace, ["Title,Value,Organization", ...rows, ""].join("\n"))
  const [{ id: org_id } = { id: 0 }] = await workspace.get<{ id: number }[]>("/api/v2/organizations")
  const { id: won } = await workspace.post("/api/v2/deals", { title: "Winches", value: 7, org_id })
  await workspace.patch(`/api/v2/deals/${won}`, { status: "won" })
  const page = await signedIn(workspace, { at: `/organizations/${org_id}` })
  const deals = page.getByRole("region", { name: "Deals" })
  const sums = () => deals.getByRole("definition").allInnerTexts()
  await eventually(async () => {
    await page.reload()
    await deals.getByRole("button", { name: "Show more deals" }).waitFor()
    await expect.poll(sums).toEqual(["103\n$1,030", "1\n$7", "0"])
  })
  expect(await deals.getByRole("listitem").count()).toBe(10)
  await deals.getByRole("button", { name: "Show more deals" }).click()
  await expect.poll(() => deals.getByRole("listitem").count(), SOON).toBe(104)
  expect(await sums()).toEqual(["103\n$1,030", "1\n$7", "0"])
})

test("an organization's page knows its people, and is renamed where it stands", async () => {
  const workspace = await newWorkspace()
  const { org } = await greta(workspace)
  const page = await signedIn(workspace, { at: `/organizations/${org}` })
  await page.getByRole("heading", { name: "Northern Docks" }).waitFor()
  await page.getByRole("region", { name: "People" }).getByRole("link", { name: "Greta Holm" }).waitFor()
  await page.getByRole("button", { name: "Edit Name", exact: true }).click()
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Northern Docks AS")
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { name: "Northern Docks AS" }).waitFor()
  await page.getByText("changed Name from Northern Docks to Northern Docks AS").waitFor()
  await axeInBothThemes(page)
})

test("you follow a person and no longer, and give them to a colleague", async () => {
  const workspace = await newWorkspace()
  const { person } = await greta(workspace)
  const ann = await workspace.colleague("Ann Archer")
  const page = await signedIn(workspace, { at: `/persons/${person}` })
  await page.getByRole("button", { name: "Follow", exact: true }).click()
  await page.getByRole("button", { name: "Following 1" }).waitFor()
  await page.getByRole("button", { name: "Remove Fran Founder from the followers" }).click()
  await page.getByRole("button", { name: "Follow", exact: true }).waitFor()
  await page.getByRole("button", { name: "Owner: Fran Founder" }).click()
  await page.getByRole("combobox", { name: "New owner" }).fill("Ann")
  await page.getByRole("option", { name: /Ann Archer/ }).click()
  await page.getByRole("button", { name: "Owner: Ann Archer" }).waitFor()
  await eventually(async () =>
    expect(await workspace.get(`/api/v2/persons/${person}`)).toMatchObject({ owner_id: ann.id }),
  )
})

test("on a phone a person's page is one column", async () => {
  const workspace = await newWorkspace()
  const { person } = await greta(workspace)
  const page = await signedIn(workspace, { at: `/persons/${person}`, size: PHONE, touch: true })
  await page.getByRole("heading", { name: "Greta Holm" }).waitFor()
  await page.getByRole("region", { name: "Deals" }).getByRole("link", { name: "Cranes" }).waitFor()
  await axeInBothThemes(page)
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false)
})
