import { expect, test } from "vitest"
import { codeAt } from "../../infra/local/cognito/totp.ts"
import { mailTo } from "../../infra/local/people.ts"
import { axeInBothThemes, newPage, SOON, signedIn } from "../support/browser.ts"
import { sharedStack } from "../support/stack.ts"
import { newWorkspace, PASSWORD } from "../support/workspace.ts"

const { url } = await sharedStack()

async function codeFor(email: string): Promise<string> {
  const { text } = await mailTo(url, email)
  return /\b(\d{6})\b/.exec(text)?.[1] ?? ""
}

test("somebody signs up, proves their address, names the team and stands on a board", async () => {
  const page = await newPage(url)
  const email = `new-${Date.now()}@test.example`
  await page.goto(`${url}/sign-up`)
  await page.getByLabel("Your name").fill("Nia New")
  await page.getByLabel("Work e-mail").fill(email)
  await page.getByLabel("Password").fill(PASSWORD)
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByLabel("Code").fill(await codeFor(email))
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByLabel("Team or company").fill("Nia & Co")
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Open the board" }).click()
  await page.getByRole("heading", { name: "Qualified" }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/board/)
})

test("a team starts from the pipeline of its trade, in its own currency, and may look around in sample data", async () => {
  const page = await newPage(url)
  const email = `trade-${Date.now()}@test.example`
  await page.goto("/sign-up")
  await page.getByLabel("Your name").fill("Tara Trade")
  await page.getByLabel("Work e-mail").fill(email)
  await page.getByLabel("Password").fill(PASSWORD)
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByLabel("Code").fill(await codeFor(email))
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByLabel("Team or company").fill("Trade & Co")
  await page.getByLabel("Currency").selectOption("SEK")
  await page.getByRole("radio", { name: /Real estate/ }).check()
  await page.getByRole("radio", { name: /Sample data/ }).check()
  await page.getByRole("button", { name: "Open the board" }).click()
  await page.getByRole("heading", { name: "Viewings" }).waitFor({ timeout: 120_000 })
  await expect.poll(() => page.locator("[data-card]").count(), SOON).toBeGreaterThan(5)
  await page.getByText(/SEK/).first().waitFor()
})

test("two-step sign-in is set up with an app's code, asked for at the door, and turned off again", async () => {
  const person = await newWorkspace()
  const page = await signedIn(person, { at: "/settings/profile" })
  await page.getByRole("button", { name: "Set it up" }).click()
  await page.getByRole("img", { name: "The key as a code to scan" }).waitFor()
  await axeInBothThemes(page)
  const secret = (await page.locator("[data-mfa-key] code").textContent())?.replaceAll(" ", "") ?? ""
  await page.getByRole("textbox", { name: "Code" }).fill("000000")
  await page.getByRole("button", { name: "Turn it on" }).click()
  await page.getByRole("alert").waitFor()
  await page.getByRole("textbox", { name: "Code" }).fill(codeAt(secret, Date.now()))
  await page.getByRole("button", { name: "Turn it on" }).click()
  await page.getByText("Two-step sign-in is on").waitFor()
  await page.getByRole("button", { name: "Your menu" }).click()
  await page.getByRole("menuitem", { name: "Sign out" }).click()
  await page.getByLabel("E-mail").fill(person.email)
  await page.getByLabel("Password").fill(person.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.getByRole("heading", { name: "Your code" }).waitFor()
  await axeInBothThemes(page)
  // a code counts once: the next step's is taken a step early
  await page.getByLabel("Code").fill(codeAt(secret, Date.now() + 30_000))
  await page.getByRole("button", { name: "Continue" }).click()
  await page.waitForURL("**/board**")
  await page.goto("/settings/profile")
  await page.getByRole("button", { name: "Turn it off" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Turn it off" }).click()
  await page.getByRole("button", { name: "Set it up" }).waitFor()
})

test("a wrong password is told in words, and a forgotten one is replaced by mail", async () => {
  const { email } = await newWorkspace()
  const page = await newPage(url)
  await page.goto(`${url}/sign-in`)
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill("wrong-Password-1")
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.getByRole("alert").filter({ hasText: "is wrong" }).waitFor()
  await axeInBothThemes(page)
  await page.getByRole("link", { name: "Forgot your password?" }).click()
  await page.getByRole("heading", { name: "New password" }).waitFor()
  expect(await page.getByLabel("E-mail").inputValue()).toBe(email)
  await page.getByRole("button", { name: "Send the code" }).click()
  await page.getByLabel("Code").fill(await codeFor(email))
  await page.getByLabel("New password").fill("Another-pass-2")
  await page.getByRole("button", { name: "Set password" }).click()
  await page.getByRole("heading", { name: "Qualified" }).waitFor()
})

test("an invited colleague chooses a password by the mail's link and is on the team's board", async () => {
  const founder = await newWorkspace()
  const email = `invited-${Date.now()}@test.example`
  await founder.post("/api/v2/users", { name: "Ina Invited", email })
  await founder.post("/api/v2/deals", { title: "Shared deal" })
  const { text } = await mailTo(url, email)
  const page = await newPage(url)
  await page.goto(/https?:\S+\/join#\S+/.exec(text)?.[0] ?? "")
  await page.getByLabel("Your name").fill("Ina Invited")
  await page.getByLabel("Password").fill(PASSWORD)
  await axeInBothThemes(page)
  await page.getByRole("button", { name: "Join" }).click()
  await page.getByRole("link", { name: "Shared deal" }).waitFor()
})

test("signing out leads back to the door, and the board is shut behind it", async () => {
  const page = await signedIn(await newWorkspace())
  await page.getByRole("button", { name: "Your menu" }).click()
  await page.getByRole("menuitem", { name: "Sign out" }).click()
  await page.getByRole("heading", { name: "Sign in" }).waitFor()
  await page.goto(`${url}/board`)
  await page.getByRole("heading", { name: "Sign in" }).waitFor()
})
