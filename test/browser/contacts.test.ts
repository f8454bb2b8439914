import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

test("people stand by name whatever their order of arrival, are searched, and open", async () => {
  const workspace = await newWorkspace()
  const org = await workspace.post("/api/v2/organizations", { name: "Northern Docks" })
  for (const name of ["Zed Young", "Özil Çelik", "anna Berg"]) {
    await workspace.post("/api/v2/persons", { name, org_id: org.id })
  }
  const page = await signedIn(workspace, { at: "/contacts/people" })
  await page.getByRole("link", { name: "Zed Young" }).waitFor()
  const names = () => page.getByRole("tabpanel").getByRole("listitem").getByRole("link").allInnerTexts()
  const people = async () => (await names()).filter((name) => name !== "Northern Docks")
  expect(await people()).toEqual(["anna Berg", "Özil Çelik", "Zed Young"])
  await axeInBothThemes(page)
  await page.getByLabel("Search contacts").fill("zed")
  await expect.poll(people, SOON).toEqual(["Zed Young"])
  await page.getByRole("link", { name: "Zed Young" }).click()
  await page.getByRole("heading", { name: "Zed Young" }).waitFor()
  await page.goBack()
  await expect.poll(() => page.locator(":focus").textContent(), SOON).toBe("Zed Young")
  expect(await people()).toEqual(["Zed Young"])
  expect(await page.getByLabel("Search contacts").inputValue()).toBe("zed")
})

test("a contact added by a colleague appears without a reload", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: "/contacts/organizations" })
  await page.getByRole("heading", { name: "No organizations yet" }).waitFor()
  await axeInBothThemes(page)
  await page.getByText("Live", { exact: true }).first().waitFor({ state: "attached" })
  await workspace.post("/api/v2/organizations", { name: "Fresh Ltd" })
  await page.getByRole("link", { name: "Fresh Ltd" }).waitFor()
})

test("on a phone the contacts fit the screen", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/persons", { name: "Greta Holm" })
  const page = await signedIn(workspace, { at: "/contacts/people", size: PHONE, touch: true })
  await page.getByRole("link", { name: "Greta Holm" }).waitFor()
  await axeInBothThemes(page)
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false)
})
