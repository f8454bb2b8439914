import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { axeInBothThemes, newPage, PHONE, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

const operation = (page: Page, path: string) => page.locator(`.opblock-summary-path[data-path="${path}"]`).first()
const execute = (page: Page) => page.getByRole("button", { name: "Execute" }).first()
const current = (page: Page) => page.getByRole("navigation").locator("[aria-current=page]").textContent()
const results = (page: Page) => page.getByRole("list", { name: "Operations found" }).getByRole("link")

/** What is ours: the viewer beside it is not. */
const axeOnOurs = (page: Page) => axeInBothThemes(page, "[data-docs-viewer]")

test("the API is read by anyone, a tag at a time", async () => {
  const { url } = await newWorkspace()
  const page = await newPage(url)
  await page.goto("/docs")
  await page.getByText("give an API token, to try it").waitFor()
  await operation(page, "/api/v2/deals").waitFor()
  expect(await current(page)).toBe("Deals")
  expect(await operation(page, "/api/v2/pipelines").count()).toBe(0)
  await axeOnOurs(page)

  await page.getByRole("searchbox", { name: "Find an operation" }).fill("deal")
  expect(await page.getByRole("status").textContent()).toMatch(/^30 operations, and \d+ more that are not shown$/)
  expect(await results(page).count()).toBe(30)
  await page.getByRole("searchbox").fill("no such thing")
  expect(await page.getByRole("status").textContent()).toContain("Nothing found")
  await page.getByRole("searchbox").fill("patch stages")
  await axeOnOurs(page)
  await results(page).filter({ hasText: "/api/v2/stages/{id}" }).click()
  await execute(page).waitFor()
  await page.waitForURL("**/docs/stages#/stages/stages.update")
  await page.getByRole("heading", { name: "Stages" }).waitFor()
})

test("what is tried is done as whoever is signed in", async () => {
  const page = await signedIn(await newWorkspace(), { at: "/settings/tokens" })
  await page.getByRole("link", { name: "Every operation of the API" }).click()
  await page.getByRole("navigation").getByRole("link", { name: "Pipelines", exact: true }).first().click()
  await operation(page, "/api/v2/pipelines").click()
  const answered = page.waitForResponse((answer) => answer.url().includes("/api/v2/pipelines?"))
  await execute(page).click()
  expect(await (await answered).json()).toMatchObject({ success: true, data: [{ id: 1 }] })
})

test("a token that was given to Authorize is used for other tags too, and is kept nowhere", async () => {
  const workspace = await newWorkspace()
  const page = await newPage(workspace.url)
  await page.goto("/docs")
  await page.getByRole("button", { name: "Authorize", exact: true }).click()
  await page.locator(".auth-container input").first().fill("a-token")
  await page.locator(".auth-btn-wrapper .authorize").first().click()
  await page.locator(".auth-btn-wrapper .btn-done").first().click()
  await page.getByRole("navigation").getByRole("link", { name: "Pipelines", exact: true }).first().click()
  await operation(page, "/api/v2/pipelines").click()
  const asked = page.waitForRequest((request) => request.url().includes("/api/v2/pipelines?"))
  await execute(page).click()
  expect((await asked).headers()["x-api-token"]).toBe("a-token")
  expect(await page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")).not.toContain(
    "a-token",
  )
})

test("addresses of before lead to their tag, and one of no tag says so", async () => {
  const { url } = await newWorkspace()
  const page = await newPage(url, { size: PHONE, touch: true })
  await page.goto("/docs#/v1CallLogs/v1CallLogs.list")
  await execute(page).waitFor()
  await page.waitForURL("**/docs/v1CallLogs#/v1CallLogs/v1CallLogs.list")
  await page.getByLabel("Part of the API").selectOption({ label: "Webhooks" })
  await operation(page, "/v1/webhooks").waitFor()
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width)
  await axeOnOurs(page)

  await page.goto("/docs/nothing")
  await page.getByText("No operation has the tag “nothing”").waitFor()
  await page.getByRole("link", { name: "Begin with deals" }).click()
  await operation(page, "/api/v2/deals").waitFor()
})
