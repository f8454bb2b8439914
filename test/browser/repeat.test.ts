import { expect, test } from "vitest"
import { axeInBothThemes, signedIn } from "../support/browser.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

type Activity = { subject: string; rec_rule: string | null }
type Timed = { due_time: string | null }

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

test("the calendar asks whether those that follow are moved too", async () => {
  const workspace = await newWorkspace()
  const times = async () =>
    (await workspace.get<Timed[]>("/api/v2/activities?sort_by=due_date")).map((one) => one.due_time)
  const due_date = new Date().toISOString().slice(0, 10)
  const planned = {
    subject: "Stand-up",
    due_date,
    due_time: "09:00",
    duration: "01:00",
    rec_rule: "FREQ=DAILY;COUNT=3",
  }
  await workspace.post("/api/v2/activities", planned)
  const page = await signedIn(workspace, { at: "/activities/calendar" })
  const first = page.getByRole("button", { name: /^Stand-up,.*repeats/ }).first()
  const question = page.getByRole("dialog", { name: "Move which activities?" })
  await first.focus()
  await page.keyboard.press("Alt+ArrowDown")
  await question.waitFor()
  await axeInBothThemes(page)
  await page.keyboard.press("Escape")
  await question.waitFor({ state: "hidden" })
  expect(await times()).toEqual(["09:00", "09:00", "09:00"])
  await first.focus()
  await page.keyboard.press("Alt+ArrowDown")
  await question.getByRole("button", { name: "This and following" }).click()
  await eventually(async () => expect(await times()).toEqual(["09:15", "09:15", "09:15"]))
  const { x, y } = (await first.boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.move(x + 20, y + 10)
  await page.mouse.down()
  await page.mouse.move(x + 20, y + 40, { steps: 4 })
  await page.mouse.move(x + 20, y + 70, { steps: 4 })
  await page.mouse.up()
  await question.getByRole("button", { name: "This activity" }).click()
  await eventually(async () => expect((await times()).filter((time) => time === "09:15")).toHaveLength(2))
})

test("the list asks the same when the day of one is edited or moved, and says what a change of many is of", async () => {
  const workspace = await newWorkspace()
  const times = async () =>
    (await workspace.get<Timed[]>("/api/v2/activities?sort_by=due_date")).map((one) => one.due_time)
  const due_date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await workspace.post("/api/v2/activities", {
    subject: "Stand-up",
    due_date,
    due_time: "09:00",
    rec_rule: "FREQ=DAILY;COUNT=3",
  })
  const page = await signedIn(workspace, { at: "/activities" })
  const question = page.getByRole("dialog", { name: "Move which activities?" })
  const edit = async (time: string) => {
    await page.getByRole("button", { name: "Edit due date of Stand-up" }).first().click()
    await page.getByLabel("Time", { exact: true }).fill(time)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await question.waitFor()
  }
  await edit("10:30")
  await axeInBothThemes(page)
  await page.keyboard.press("Escape")
  await question.waitFor({ state: "hidden" })
  expect(await times()).toEqual(["09:00", "09:00", "09:00"])
  await edit("10:30")
  await question.getByRole("button", { name: "This and following" }).click()
  await eventually(async () => expect(await times()).toEqual(["10:30", "10:30", "10:30"]))
  await page.getByRole("button", { name: "Commands for Stand-up" }).first().click()
  await page.getByRole("menuitem", { name: "Today" }).click()
  await question.getByRole("button", { name: "This activity" }).click()
  await page.getByRole("status").filter({ hasText: "Stand-up: moved to today" }).waitFor()
  await page.getByLabel("Choose Stand-up").first().check()
  await page.getByText("Of those that repeat only the chosen ones are changed.").waitFor()
  await axeInBothThemes(page)
})
