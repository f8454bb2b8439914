import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { axeInBothThemes, PHONE, SOON, signedIn } from "../support/browser.ts"
import { command } from "../support/keys.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Activity = {
  id: number
  subject: string
  type: string
  done: boolean
  due_date: string
  due_time: string | null
  duration: string | null
  owner_id: number
}

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10)

/** The Monday of a day's week. */
function monday(of: string): string {
  const number = Date.parse(of) / 86_400_000
  return new Date((number - ((number + 3) % 7)) * 86_400_000).toISOString().slice(0, 10)
}

/** A week far from today, so that nothing in it is overdue: its Monday. */
const WEEK = monday(day(28))
const inWeek = (days: number) => new Date(Date.parse(WEEK) + days * 86_400_000).toISOString().slice(0, 10)

const add = (workspace: Pick<Workspace, "post">, body: object) => workspace.post("/api/v2/activities", body)
const read = (workspace: Workspace, id: number) => workspace.get<Activity>(`/api/v2/activities/${id}`)
const show = (page: Page, chip: string) => page.getByRole("group", { name: "Show" }).getByRole("button", { name: chip })
const item = (page: Page, subject: string) => page.getByRole("listitem").filter({ hasText: subject })
const onCalendar = (page: Page, subject: string) =>
  page.getByRole("region", { name: "Calendar of activities" }).getByRole("button", { name: new RegExp(`^${subject},`) })

async function aDay(workspace: Workspace): Promise<void> {
  await add(workspace, { subject: "Late call", type: "call", due_date: day(-3) })
  await add(workspace, { subject: "Write the offer", type: "task", due_date: day(0) })
  await add(workspace, { subject: "Demo", type: "meeting", due_date: day(1), due_time: "09:30", duration: "01:00" })
  await add(workspace, { subject: "Old lunch", type: "lunch", due_date: day(-5), done: true })
}

test("a person's day: what is overdue, what is today, done with a tick, and back", async () => {
  const workspace = await newWorkspace()
  await aDay(workspace)
  const page = await signedIn(workspace)
  await page.getByRole("link", { name: "Activities" }).first().click()
  await item(page, "Late call").getByText("Overdue").waitFor({ state: "attached" })
  await item(page, "Write the offer").getByText("Due today").waitFor({ state: "attached" })
  await axeInBothThemes(page)
  const below = await page.getByRole("button", { name: "Done: Write the offer" }).elementHandle()
  await page.getByRole("button", { name: "Done: Late call" }).press("Space")
  const focused = () => page.locator(":focus").evaluate((one) => one.getAttribute("aria-label") ?? one.textContent)
  await expect.poll(focused, SOON).toBe("Done: Write the offer")
  expect(await below?.evaluate((tick) => tick.isConnected), "the rows below stay the same elements").toBe(true)
  await page.getByRole("button", { name: "Undo" }).click()
  await item(page, "Late call").waitFor()
  await show(page, "Overdue").click()
  await item(page, "Demo").waitFor({ state: "detached" })
  expect(page.url()).toContain("show=overdue")
  await page.getByRole("button", { name: "Done: Late call" }).press("Space")
  await page.getByRole("heading", { name: "Nothing overdue" }).waitFor()
  await expect.poll(focused, SOON).toBe("Nothing overdue")
  await page.getByRole("button", { name: "Undo" }).click()
  await item(page, "Late call").waitFor()
  await show(page, "Done").click()
  await item(page, "Old lunch").waitFor()
  await item(page, "Late call").waitFor({ state: "detached" })
})

test("what the list is narrowed to is in the address: types, period and whose", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  await aDay(workspace)
  await add(workspace, { subject: "Hers", type: "call", due_date: day(2), owner_id: ada.id })
  const page = await signedIn(workspace, { at: "/activities" })
  await page.getByRole("group", { name: "Types" }).getByRole("button", { name: "Meeting" }).click()
  await item(page, "Write the offer").waitFor({ state: "detached" })
  await item(page, "Demo").waitFor()
  await page.getByRole("group", { name: "Types" }).getByRole("button", { name: "Meeting" }).click()
  await page.getByRole("button", { name: "Owner: Me" }).click()
  await page.getByRole("checkbox", { name: "Ada Lovelace" }).check()
  await item(page, "Hers").waitFor()
  await item(page, "Demo").waitFor()
  await page.getByRole("checkbox", { name: "Everyone" }).check()
  await page.keyboard.press("Escape")
  await item(page, "Hers").waitFor()
  await page.reload()
  await item(page, "Hers").waitFor()
  await page.goto(`/activities?show=period&from=${day(1)}&to=${day(1)}`)
  await item(page, "Demo").waitFor()
  expect(await page.getByRole("listitem").filter({ hasText: "Write the offer" }).count()).toBe(0)
})

test("a subject and a due date are edited where they stand", async () => {
  const workspace = await newWorkspace()
  const { id } = await add(workspace, { subject: "Rename me", due_date: day(1) })
  const page = await signedIn(workspace, { at: "/activities" })
  await page.getByRole("button", { name: "Edit subject of Rename me" }).focus()
  await page.keyboard.press("Enter")
  await page.getByLabel("Subject", { exact: true }).fill("Renamed")
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Edit due date of Renamed" }).focus()
  await page.keyboard.press("Enter")
  await page.getByLabel("Date", { exact: true }).fill(day(4))
  await page.getByLabel("Time", { exact: true }).fill("14:15")
  await page.keyboard.press("Enter")
  await page.keyboard.press("Enter")
  await eventually(async () =>
    expect(await read(workspace, id)).toMatchObject({ subject: "Renamed", due_date: day(4), due_time: "14:15" }),
  )
})

test("many at once: given to someone, moved to a day, marked done, and undone", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  const ids = await Promise.all(
    [1, 2, 3].map(async (n) => (await add(workspace, { subject: `Task ${n}`, due_date: day(n) })).id),
  )
  const page = await signedIn(workspace, { at: "/activities?owner=everyone" })
  const all = (check: (one: Activity) => void) =>
    eventually(async () => (await Promise.all(ids.map((id) => read(workspace, id)))).forEach(check))
  await item(page, "Task 3").waitFor()
  await page.getByLabel("Choose all shown").check()
  await page.getByRole("button", { name: "Reassign" }).click()
  await page.getByRole("menuitem", { name: "Ada Lovelace" }).click()
  await all((one) => expect(one.owner_id).toBe(ada.id))
  await page.getByLabel("Choose all shown").check()
  await page.getByRole("button", { name: "Move date" }).click()
  await page.getByRole("textbox", { name: "New date" }).fill(day(6))
  await page.getByRole("button", { name: "Move", exact: true }).click()
  await all((one) => expect(one.due_date).toBe(day(6)))
  await page.getByLabel("Choose all shown").check()
  const bar = await page.getByRole("region", { name: "Chosen activities" }).boundingBox()
  const told = await page.getByRole("status").filter({ hasText: "3 activities moved to" }).boundingBox()
  expect((told?.y ?? 0) + (told?.height ?? 0), "messages are clear of the commands").toBeLessThanOrEqual(bar?.y ?? 0)
  await page.getByRole("button", { name: "Mark done" }).click()
  await page.getByRole("heading", { name: "Nothing is planned" }).waitFor()
  await page.getByText("3 activities marked done").waitFor()
  await page.getByRole("status").filter({ hasText: "marked done" }).getByRole("button", { name: "Undo" }).click()
  await all((one) => expect(one.done).toBe(false))
})

test("marking the last activity of a deal done offers to plan the next", async () => {
  const workspace = await newWorkspace()
  const deal = await workspace.post("/api/v2/deals", { title: "Cranes" })
  await add(workspace, { subject: "Only step", due_date: day(0), deal_id: deal.id })
  const page = await signedIn(workspace, { at: "/activities" })
  await item(page, "Only step").getByRole("link", { name: "Cranes" }).waitFor()
  await page.getByRole("button", { name: "Done: Only step" }).click()
  const form = page.getByRole("dialog", { name: "What is next?" })
  await form.getByLabel("Subject").fill("Second step")
  await form.getByRole("button", { name: "Add activity" }).click()
  await item(page, "Second step").getByRole("link", { name: "Cranes" }).waitFor()
})

test("what was written is not lost by a press beside the form", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: "/activities" })
  await page.getByRole("heading", { name: "Nothing is planned" }).waitFor()
  await page.keyboard.press("c")
  const form = page.getByRole("dialog", { name: "Add activity" })
  await form.getByLabel("Subject").fill("Half written")
  await axeInBothThemes(page)
  await page.keyboard.press("Escape")
  await page.getByRole("dialog", { name: "Discard what you wrote?" }).getByRole("button", { name: "Cancel" }).click()
  expect(await form.getByLabel("Subject").inputValue()).toBe("Half written")
  await form.getByRole("button", { name: "Add activity" }).click()
  await item(page, "Half written").waitFor()
})

test("on the calendar a drag over empty hours adds, and a drag of what stands there moves it and stretches it", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: `/activities/calendar?on=${WEEK}` })
  const hours = page.locator("[data-cal-hours]")
  await hours.waitFor()
  const point = async (column: number, hour: number) => {
    const box = await hours.boundingBox()
    if (box === null) throw new Error("The hours are not shown")
    return [box.x + (box.width / 7) * (column + 0.5), box.y + (box.height / 24) * hour] as const
  }
  const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
    await page.mouse.move(...from)
    await page.mouse.down()
    await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 })
    await page.mouse.move(...to, { steps: 4 })
    await page.mouse.up()
  }
  await drag(await point(1, 10), await point(1, 11.5))
  const form = page.getByRole("dialog", { name: "Add activity" })
  await form.getByLabel("Subject").fill("Workshop")
  await form.getByRole("button", { name: "Add activity" }).click()
  await onCalendar(page, "Workshop").waitFor()
  const [made] = await workspace.get<Activity[]>("/api/v2/activities")
  expect(made).toMatchObject({ due_date: inWeek(1), due_time: "10:00", duration: "01:30", type: "meeting" })
  await drag(await point(1, 10.5), await point(3, 13.5))
  const id = made?.id ?? 0
  await eventually(async () =>
    expect(await read(workspace, id)).toMatchObject({ due_date: inWeek(3), due_time: "13:00" }),
  )
  const end = await page.locator("[data-event-end]").boundingBox()
  if (end === null) throw new Error("The activity has no end to drag")
  await drag([end.x + end.width / 2, end.y + end.height / 2], await point(3, 16))
  await eventually(async () =>
    expect(await read(workspace, id)).toMatchObject({ due_time: "13:00", duration: "03:00" }),
  )
  const stretched = page.getByRole("status").filter({ hasText: "Workshop: 03:00" })
  await stretched.getByRole("button", { name: "Undo" }).click()
  await eventually(async () => expect(await read(workspace, id)).toMatchObject({ duration: "01:30" }))
})

test("all that a drag does on the calendar, the keyboard does", async () => {
  const workspace = await newWorkspace()
  const page = await signedIn(workspace, { at: `/activities/calendar?on=${WEEK}` })
  const focused = () => page.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? ''")
  const cursor = page.getByRole("button", { name: /^Add an activity on / })
  await cursor.focus()
  for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Enter"])
    await page.keyboard.press(key)
  const form = page.getByRole("dialog", { name: "Add activity" })
  await form.getByLabel("Subject").fill("By keys")
  await page.keyboard.press("Enter")
  await onCalendar(page, "By keys").waitFor()
  const [made] = await workspace.get<Activity[]>("/api/v2/activities")
  const id = made?.id ?? 0
  expect(made).toMatchObject({ due_date: inWeek(1), due_time: "10:00", duration: "01:00" })
  await onCalendar(page, "By keys").focus()
  await page.keyboard.press("Alt+ArrowDown")
  await eventually(async () => expect(await read(workspace, id)).toMatchObject({ due_time: "10:15" }))
  await expect.poll(focused, SOON).toMatch(/^By keys,/)
  await page.keyboard.press("Alt+ArrowRight")
  await eventually(async () => expect(await read(workspace, id)).toMatchObject({ due_date: inWeek(2) }))
  await expect.poll(focused, SOON).toMatch(/^By keys,/)
  await page.keyboard.press("Alt+Shift+ArrowDown")
  await eventually(async () => expect(await read(workspace, id)).toMatchObject({ duration: "01:15" }))
  await command(page, "Commands for By keys", "All day")
  await eventually(async () => expect((await read(workspace, id)).due_time).toBeNull())
  await page.keyboard.press("t")
  await page.waitForURL(/calendar$/)
  await page.keyboard.press("ArrowRight")
  await page.waitForURL(/on=/)
})

test("the calendar shows what others do at once, whose it is, and overlaps side by side", async () => {
  const workspace = await newWorkspace()
  const ada = await workspace.colleague("Ada Lovelace")
  await add(workspace, { subject: "Mine", due_date: inWeek(0), due_time: "09:00", duration: "01:00" })
  await add(workspace, { subject: "Whole", type: "deadline", due_date: inWeek(2) })
  const page = await signedIn(workspace, { at: `/activities/calendar?on=${WEEK}&owner=everyone` })
  await onCalendar(page, "Mine").waitFor()
  await page.getByText("Live", { exact: true }).waitFor({ state: "attached" })
  const { id } = await add(ada, { subject: "Hers", due_date: inWeek(0), due_time: "09:30", duration: "01:00" })
  await onCalendar(page, "Hers").waitFor()
  await page.getByRole("list", { name: "Whose activities" }).getByText("Ada Lovelace").waitFor()
  const [mine, hers] = [await onCalendar(page, "Mine").boundingBox(), await onCalendar(page, "Hers").boundingBox()]
  expect((mine?.x ?? 0) + (mine?.width ?? 0)).toBeLessThanOrEqual(hers?.x ?? 0)
  await axeInBothThemes(page)
  await ada.patch(`/api/v2/activities/${id}`, { due_date: inWeek(8) })
  await onCalendar(page, "Hers").waitFor({ state: "detached" })
})

test("a move that the server refuses is taken back, and said", async () => {
  const workspace = await newWorkspace()
  await add(workspace, { subject: "Stubborn", due_date: inWeek(1), due_time: "09:00" })
  const page = await signedIn(workspace, { at: `/activities/calendar?on=${WEEK}` })
  await onCalendar(page, "Stubborn").focus()
  await page.route("**/api/v2/activities/*", (route) => route.abort())
  await page.keyboard.press("Alt+ArrowDown")
  await page.getByRole("alert").filter({ hasText: "Stubborn was not changed" }).waitFor()
  await page.getByRole("button", { name: /^Stubborn, 09:00/ }).waitFor()
})

test("on a phone the list is cards and the calendar a day to swipe, with nothing too small to touch", async () => {
  const workspace = await newWorkspace()
  await aDay(workspace)
  await add(workspace, { subject: "On the day", due_date: inWeek(1), due_time: "09:00", duration: "01:00" })
  const page = await signedIn(workspace, { at: "/activities", size: PHONE, touch: true })
  await item(page, "Late call").waitFor()
  await axeInBothThemes(page)
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(PHONE.width)
  for (const target of await page.getByRole("group").getByRole("button").all())
    expect((await target.boundingBox())?.height ?? 44, (await target.textContent()) ?? "").toBeGreaterThanOrEqual(40)
  await page.goto(`/activities/calendar?on=${inWeek(0)}`)
  await page.locator("[data-cal-hours]").waitFor()
  expect(await onCalendar(page, "On the day").count()).toBe(0)
  await swipe(page, 300, 80)
  await onCalendar(page, "On the day").waitFor()
  await axeInBothThemes(page)
  await onCalendar(page, "On the day").tap()
  await page.getByRole("dialog", { name: "Activity" }).getByLabel("Outcome").waitFor({ state: "detached" })
  await page.getByRole("dialog", { name: "Activity" }).getByLabel("Done").check()
  await page.getByRole("dialog", { name: "Activity" }).getByLabel("Outcome").fill("Signed")
  await axeInBothThemes(page)
})

/** A finger that goes sideways over the hours, and rests before it is lifted: what is flung takes the next tap for the one that stops it. */
async function swipe(page: Page, from: number, to: number): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y: 560 }] })
  await touch("touchStart", from)
  for (let step = 1; step <= 5; step++) await touch("touchMove", from + ((to - from) * step) / 5)
  await page.waitForTimeout(200)
  await touch("touchMove", to)
  await touch("touchEnd", to)
}
