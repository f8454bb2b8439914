import type { Page } from "playwright-core"
import { beforeAll, expect, test } from "vitest"
import { SOON, signedIn } from "../support/browser.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let reet: Person
beforeAll(async () => {
  workspace = await newWorkspace()
  reet = await workspace.colleague("Reet Regular")
})

const others = (page: Page) => page.getByRole("region", { name: "Also here" })

test("two people on a board see each other; who goes elsewhere or closes the page is gone at once", async () => {
  await workspace.post("/api/v2/deals", { title: "Pumps" })
  const fran = await signedIn(workspace)
  const hers = await signedIn(reet)
  await expect.poll(() => others(fran).count(), SOON).toBe(1)
  await expect.poll(() => others(hers).count(), SOON).toBe(1)
  await hers.getByRole("link", { name: "Reports" }).first().click()
  await expect.poll(() => others(fran).count(), SOON).toBe(0)
  await hers.goBack()
  await expect.poll(() => others(fran).count(), SOON).toBe(1)
  await hers.close({ runBeforeUnload: false })
  await expect.poll(() => others(fran).count(), SOON).toBe(0)
})
