import { expect, test } from "vitest"
import { axeInBothThemes, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

type Activity = { subject: string; rec_rule: string | null }

test("an activity repeats as one says, is marked on the calendar, and those that follow go with it", async () => {
  const workspace = await newWorkspace()
  const planned = () => workspace.get<Activity[]>("/api/v2/activities?done=false")
  const page = await signedIn(workspace, { at: "/activities/calendar" })
  await page.getByRole("button", { name: /^Add an activity on / }).focus()
  await page.keyboard.press("Enter")
  const form = page.getByRole("dialog", { name: "Add activity" })
  await form.getByLabel("Subject").fill("Stand-up")
  await form.getByLabel("Repeat").selectOption({ label: "Custom" })
  await form.getByLabel("Unit").selectOption({ label: "days" })
  await form.getByLabel("Ends").selectOption({ label: "After a number of times" })
  await form.getByLabel("Times").fill("3")
  await axeInBothThemes(page)
  await form.getByRole("button", { name: "Add activity" }).click()
  const first = page.getByRole("button", { name: /^Stand-up,.*repeats/ }).first()
  await first.waitFor()
  const three = await planned()
  expect(three.map((one) => one.rec_rule)).toEqual(Array.from({ length: 3 }, () => "RRULE:FREQ=DAILY;COUNT=3"))
  await first.click()
  const opened = page.getByRole("dialog", { name: "Activity" })
  await opened.getByLabel("Subject").fill("Check-in")
  await opened.getByRole("button", { name: "This and following" }).click()
  await opened.getByRole("button", { name: "Save" }).click()
  await eventually(async () => expect((await planned()).map((one) => one.subject)).toContain("Check-in"))
  await page
    .getByRole("button", { name: /^Check-in,/ })
    .first()
    .click()
  await opened.getByRole("button", { name: "Delete activity" }).click()
  const question = page.getByRole("dialog", { name: "Delete this activity?" })
  await question.getByRole("button", { name: "This and following" }).click()
  await question.getByRole("button", { name: "Delete", exact: true }).click()
  await eventually(async () => expect(await planned()).toEqual([]))
})
