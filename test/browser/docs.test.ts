import { expect, test } from "vitest"
import { newPage, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

test("the API is read by anyone, and tried by whoever is signed in", async () => {
  const workspace = await newWorkspace()
  const stranger = await newPage(workspace.url)
  await stranger.goto("/docs")
  await stranger.getByText("give an API token, to try it").waitFor()
  await stranger.locator('.opblock-tag[data-tag="pipelines"]').waitFor()

  const page = await signedIn(workspace, { at: "/settings/tokens" })
  await page.getByRole("link", { name: "Every operation of the API" }).click()
  await page.locator('.opblock-tag[data-tag="pipelines"]').click()
  await page.locator('.opblock-summary-path[data-path="/api/v2/pipelines"]').first().click()
  const answered = page.waitForResponse((answer) => answer.url().includes("/api/v2/pipelines?"))
  await page.getByRole("button", { name: "Execute" }).first().click()
  expect(await (await answered).json()).toMatchObject({ success: true, data: [{ id: 1 }] })
})
