import { createServer } from "node:http"
import { expect, test } from "vitest"
import { axeInBothThemes, newPage, PHONE, SOON, signedIn } from "../support/browser.ts"
import { type App, exchanged, newApp, REDIRECT } from "../support/oauth.ts"
import { newWorkspace, PASSWORD } from "../support/workspace.ts"

const SHOTS = process.env.SHOTS

/** An app's own server, where people come back to. */
async function comingBack() {
  const server = createServer((_, answer) => answer.end("Back at the app"))
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("the server has no port")
  return { uri: `http://127.0.0.1:${address.port}/back`, [Symbol.asyncDispose]: async () => void server.close() }
}

const authorize = (app: App, uri: string, more: Record<string, string> = {}) =>
  `/oauth/authorize?${new URLSearchParams({ client_id: app.client_id, redirect_uri: uri, state: "s1", ...more })}`

test("whoever is not signed in signs in, reads what an app asks for, allows it and comes back to the app", async () => {
  await using app = await comingBack()
  const workspace = await newWorkspace()
  const mailer = await newApp(workspace, { redirect_uris: [app.uri] })
  const page = await newPage(workspace.url)
  await page.goto(authorize(mailer, app.uri))
  await page.getByLabel("E-mail").fill(workspace.email)
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.getByRole("heading", { name: "Allow Mailer?" }).waitFor()
  await page.getByText("Test & Co").waitFor()
  await page.getByText("See deals with their notes").waitFor()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/consent.png` })
  await page.setViewportSize(PHONE)
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(PHONE.width)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/consent-phone.png` })
  await page.getByRole("button", { name: "Allow", exact: true }).click()
  await page.getByText("Back at the app").waitFor()
  const back = new URL(page.url())
  expect([back.origin + back.pathname, back.searchParams.get("state")]).toEqual([app.uri, "s1"])
  const form = { redirect_uri: app.uri }
  expect((await exchanged(workspace.url, mailer, back.searchParams.get("code") ?? "", form)).status).toBe(200)
  await page.goto(`${workspace.url}/settings/allowed`)
  await page.getByRole("list", { name: "Apps you allow" }).getByText("Mailer", { exact: true }).waitFor()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/allowed-phone.png` })
  await page.getByRole("button", { name: "End Mailer" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click()
  await page.getByText("You allow no app to act for you.").waitFor()
})

test("whoever denies comes back with that; a wrong address leads nowhere; a wrong scope leads back at once", async () => {
  await using app = await comingBack()
  const workspace = await newWorkspace()
  const mailer = await newApp(workspace, { redirect_uris: [app.uri] })
  const page = await signedIn(workspace)
  await page.goto(authorize(mailer, "https://evil.example/"))
  await page.getByRole("heading", { name: "This link does not work" }).waitFor()
  await axeInBothThemes(page)
  expect(new URL(page.url()).origin).toBe(workspace.url)
  await page.goto(authorize(mailer, app.uri, { scope: "admin" }))
  await page.getByText("Back at the app").waitFor()
  expect(new URL(page.url()).searchParams.get("error")).toBe("invalid_scope")
  await page.goto(authorize(mailer, app.uri))
  await page.getByRole("button", { name: "Deny" }).click()
  await page.getByText("Back at the app").waitFor()
  expect(new URL(page.url()).searchParams.get("error")).toBe("access_denied")
})

test("an admin registers an app, reads who did what, and makes a hook; others see none of these", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: "/settings/apps" })
  await page.getByRole("button", { name: "Register an app" }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("Name").fill("Mailer")
  await dialog.getByLabel("Addresses to return to").fill("http://evil.example/")
  await dialog.getByLabel(/^See deals/).check()
  await dialog.getByRole("button", { name: "Register" }).click()
  await dialog.getByText(/^Line 1: Must begin with https/).waitFor()
  await dialog.getByLabel("Addresses to return to").fill(REDIRECT)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/app-form.png` })
  await dialog.getByRole("button", { name: "Register" }).click()
  await page.getByText(/^hcs_[0-9a-f]{40}$/).waitFor()
  await page.getByRole("list", { name: "Apps" }).getByText("Mailer", { exact: true }).waitFor()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/apps.png` })
  await page.getByRole("button", { name: "People who allow Mailer" }).click()
  await page.getByText("Nobody yet.").waitFor()

  await page.goto("/settings/hooks")
  await page.getByLabel("Name of the new hook").fill("Web form")
  await page.getByRole("button", { name: "Make a hook" }).click()
  const address = await page.getByText(/\/api\/v2\/hooks\/hhk_/).textContent()
  await fetch(address ?? "", { method: "POST", body: '{"email":"ann@example.com"}' })
  await page.getByRole("button", { name: "What Web form received" }).click()
  await page.getByText('{"email":"ann@example.com"}').waitFor()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/hooks.png` })

  await page.goto("/settings/tokens")
  await page.getByLabel("Name of the new token").fill("Script")
  await page.getByText("May do all that you may").click()
  await page.getByLabel(/\(deals:read\)$/).check()
  await page.getByRole("button", { name: "Make a token" }).click()
  await page.getByRole("list", { name: "Tokens" }).getByText("base, deals:read").waitFor()
  await axeInBothThemes(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/tokens.png` })

  await expect
    .poll(async () => {
      await page.goto("/settings/audit")
      await page.getByRole("heading", { name: "Audit log" }).waitFor()
      await page.getByRole("list", { name: "Changes" }).getByRole("listitem").first().waitFor()
      return page.getByText("Fran Founder added API token Script").count()
    }, SOON)
    .toBe(1)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/audit.png` })
  await axeInBothThemes(page)
  await page.getByLabel("What").selectOption("hook")
  await page.getByText("Fran Founder added inbound hook Web form").waitFor()
  await expect.poll(() => page.getByText("API token Script").count(), SOON).toBe(0)
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^audit-log-.*\.csv$/)

  await page.setViewportSize(PHONE)
  for (const section of ["apps", "hooks", "audit", "tokens"]) {
    await page.goto(`/settings/${section}`)
    await page.getByRole("heading", { level: 2 }).first().waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${section}-phone.png` })
    expect(await page.evaluate("document.querySelector('main').scrollWidth"), section).toBeLessThanOrEqual(PHONE.width)
  }

  const rep = await workspace.colleague("Reet Regular")
  const theirs = await signedIn(rep, { at: "/settings/profile" })
  await theirs.goto("/settings/audit")
  await theirs.getByRole("heading", { level: 2, name: "Pipelines" }).waitFor()
  expect(await theirs.getByRole("link", { name: "Audit log" }).count()).toBe(0)
})
