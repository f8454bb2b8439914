import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { axe, DESKTOP, newPage, PHONE, SOON } from "../support/browser.ts"
import { paint } from "../support/keys.ts"
import { sharedStack } from "../support/stack.ts"

async function open(size = DESKTOP): Promise<Page> {
  const page = await newPage((await sharedStack()).url, { size, touch: size === PHONE })
  await page.goto("/design")
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor()
  return page
}

const combobox = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true })
const option = (page: Page, name: string) => page.locator("[role=option]").filter({ hasText: name })
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
const focused = (page: Page) =>
  page.locator(":focus").evaluateAll(([one]) => one?.getAttribute("aria-label") ?? one?.textContent)

/** What a field's `aria-activedescendant` points at. */
async function active(page: Page, field: ReturnType<typeof combobox>): Promise<string | null> {
  const id = await field.getAttribute("aria-activedescendant")
  return id === null ? null : page.locator(`[id="${id}"]`).textContent()
}

const LOOKS = [
  {
    name: "desktop",
    size: DESKTOP,
    pairs: [
      ["Comfortable", "Light"],
      ["Compact", "Dark"],
    ],
  },
  {
    name: "phone",
    size: PHONE,
    pairs: [
      ["Comfortable", "Dark"],
      ["Compact", "Light"],
    ],
  },
] as const

for (const { name, size, pairs } of LOOKS) {
  test(`every primitive is clean to axe in both themes and densities, and none is wider than the page: ${name}`, async () => {
    const page = await open(size)
    for (const [density, theme] of pairs) {
      await button(page, density).click()
      await button(page, theme).click()
      await axe(page)
    }
    const outer = await page.locator("html").evaluate((html) => html.scrollWidth)
    expect(outer).toBe(size.width)
    const inner = await page.locator("[data-design]").evaluate((box) => [box.scrollWidth, box.clientWidth])
    expect(inner[0]).toBe(inner[1])
  })
}

test("whatever is pressed is 44 pixels to a finger, in either density", async () => {
  const page = await open(PHONE)
  for (const density of ["Comfortable", "Compact"]) {
    await button(page, density).click()
    const small = await page.locator("button, select, [data-button], [data-choice]").evaluateAll((all) =>
      all
        .map((one) => ({ name: one.getAttribute("aria-label") ?? one.textContent, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(({ name, box }) => `${name}: ${Math.round(box.width)} by ${Math.round(box.height)}`),
    )
    expect(small, density).toEqual([])
  }
})

test("what opens over the page is clean to axe too", async () => {
  const page = await open()
  await button(page, "Commands").click()
  await axe(page)
  await page.keyboard.press("Escape")
  await button(page, "Calendar of Due").click()
  await page.getByRole("grid", { name: "Due" }).waitFor()
  await axe(page)
  await page.keyboard.press("Escape")
  await combobox(page, "Owner").click()
  await option(page, "Grace Hopper").waitFor()
  await axe(page)
  await page.keyboard.press("Escape")
  await button(page, "Open a drawer").click()
  await page.getByRole("dialog", { name: "Edit 12 deals" }).waitFor()
  await axe(page)
})

test("a combobox by keyboard: typing finds, arrows walk, Enter takes, Escape leaves what was", async () => {
  const page = await open()
  const owner = combobox(page, "Owner")
  await owner.focus()
  await page.keyboard.type("hop")
  await expect.poll(() => active(page, owner), SOON).toContain("Grace Hopper")
  await page.keyboard.press("Enter")
  expect(await owner.inputValue()).toBe("Grace Hopper")
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("ArrowDown")
  await expect.poll(() => active(page, owner)).toContain("Grace Hopper")
  await page.keyboard.press("Escape")
  expect(await owner.inputValue()).toBe("Grace Hopper")
  expect(await owner.getAttribute("aria-expanded")).toBe("false")
})

test("a combobox over a server adds what it does not find, and says when the search fails", async () => {
  const page = await open()
  const contact = combobox(page, "Contact")
  await contact.fill("fail")
  await page.getByText("The search did not work: no connection").waitFor()
  await contact.fill("Annie Easley")
  await option(page, "Add “Annie Easley” as a person").waitFor()
  await page.keyboard.press("Enter")
  await page.getByText("Added: Annie Easley").waitFor()
})

test("what is typed into a combobox and is nothing known stays, and is said to be so", async () => {
  const page = await open()
  const owner = combobox(page, "Owner")
  await owner.fill("Nobody at all")
  await page.keyboard.press("Tab")
  await page.getByText("Nothing here is called “Nobody at all”").waitFor()
  expect(await owner.inputValue()).toBe("Nobody at all")
  expect(await owner.getAttribute("aria-invalid")).toBe("true")
})

test("several are chosen by keyboard, and Backspace takes the last back", async () => {
  const page = await open()
  const chosen = page.getByRole("list", { name: "Chosen: Followers" }).getByRole("listitem")
  const followers = combobox(page, "Followers")
  await followers.fill("hedy")
  await option(page, "Hedy Lamarr").waitFor()
  await page.keyboard.press("Enter")
  expect(await chosen.allInnerTexts()).toEqual(["Grace Hopper", "Katherine Johnson", "Hedy Lamarr"])
  await page.keyboard.press("Escape")
  await page.keyboard.press("Backspace")
  expect(await chosen.count()).toBe(2)
  await button(page, "Remove Grace Hopper").click()
  expect(await chosen.allInnerTexts()).toEqual(["Katherine Johnson"])
})

test("a day is picked by keyboard: arrows, pages, home and end, Enter, and the focus comes back", async () => {
  const page = await open()
  const due = page.getByRole("textbox", { name: "Due" })
  await due.focus()
  await page.keyboard.press("Alt+ArrowDown")
  await expect.poll(() => focused(page), SOON).toBe("Friday, February 27, 2026")
  const walk: [string, string][] = [
    ["ArrowRight", "Saturday, February 28, 2026"],
    ["ArrowRight", "Sunday, March 1, 2026"],
    ["ArrowDown", "Sunday, March 8, 2026"],
    ["Home", "Monday, March 2, 2026"],
    ["End", "Sunday, March 8, 2026"],
    ["ArrowUp", "Sunday, March 1, 2026"],
    ["PageDown", "Wednesday, April 1, 2026"],
    ["PageUp", "Sunday, March 1, 2026"],
    ["Shift+PageDown", "Monday, March 1, 2027"],
  ]
  for (const [key, expected] of walk) {
    await page.keyboard.press(key)
    expect(await focused(page), key).toBe(expected)
  }
  await page.keyboard.press("Enter")
  expect(await due.inputValue()).toBe("Mon, Mar 1, 2027")
  await expect.poll(() => focused(page)).toBe("Calendar of Due")
})

test("a day is typed in words; what is no day stays typed, and days out of range are refused by name", async () => {
  const page = await open()
  const close = page.getByRole("textbox", { name: "Expected close" })
  await close.fill("28 nov 2026")
  await page.keyboard.press("Tab")
  expect(await close.inputValue()).toBe("Sat, Nov 28, 2026")
  await close.fill("someday")
  await page.keyboard.press("Tab")
  await page.getByText("Not a day").waitFor()
  expect(await close.inputValue()).toBe("someday")
  await close.fill("2025-01-01")
  await page.keyboard.press("Tab")
  await page.getByText("Not before Thu, Jan 1, 2026").waitFor()
})

test("times and amounts are read as people mean them", async () => {
  const page = await open()
  const start = combobox(page, "Start")
  await start.fill("2pm")
  await page.keyboard.press("Enter")
  expect(await start.inputValue()).toBe("14:00")
  const value = page.getByRole("textbox", { name: "Value" })
  await value.fill("12.5k")
  await page.keyboard.press("Tab")
  expect(await value.inputValue()).toBe("12,500")
  await value.fill("a lot")
  await page.keyboard.press("Tab")
  await page.getByText("Not an amount").waitFor()
})

test("inline edit: Enter saves, Escape does not, leaving saves, and what is refused stays typed", async () => {
  const page = await open()
  const title = page.getByRole("textbox", { name: "Title", exact: true }).last()
  const edit = async (text: string) => {
    await button(page, "Edit Title").focus()
    await page.keyboard.press("Enter")
    await title.fill(text)
  }
  const shown = (text: string) => page.locator("[data-inline-shown]").filter({ hasText: new RegExp(`^${text}$`) })
  await edit("Two cranes")
  await page.keyboard.press("Enter")
  await shown("Two cranes").waitFor()
  expect(await focused(page)).toBe("Edit Title")
  await edit("Three cranes")
  await page.keyboard.press("Escape")
  await shown("Two cranes").waitFor()
  await edit("Four cranes")
  await page.keyboard.press("Tab")
  await shown("Four cranes").waitFor()
  await button(page, "Edit Organization").click()
  await page.getByRole("textbox", { name: "Organization" }).fill("")
  await page.keyboard.press("Enter")
  await page.getByRole("alert").filter({ hasText: "An organization has a name" }).waitFor()
  await page.keyboard.press("Escape")
  await shown("Northern Docks").waitFor()
})

test("a day that cannot be read keeps its inline editor open, with what was typed", async () => {
  const page = await open()
  await button(page, "Edit Close day").click()
  const day = page.getByRole("textbox", { name: "Close day" })
  await day.fill("someday")
  await page.getByRole("heading", { name: "Inline edit" }).click()
  await page.getByText("Not a day").waitFor()
  expect(await day.inputValue()).toBe("someday")
  await day.fill("1 march 2026")
  await page.getByRole("heading", { name: "Inline edit" }).click()
  await page.locator("[data-inline-shown]").filter({ hasText: "Mar 1, 2026" }).waitFor()
})

test("a calendar inside an inline edit is part of it, and picking saves", async () => {
  const page = await open()
  await button(page, "Edit Close day").click()
  await button(page, "Calendar of Close day").click()
  await expect.poll(() => focused(page), SOON).toBe("Friday, February 27, 2026")
  await page.keyboard.press("ArrowLeft")
  await page.keyboard.press("Enter")
  await page.locator("[data-inline-shown]").filter({ hasText: "Feb 26, 2026" }).waitFor()
})

test("a menu with a submenu by keyboard", async () => {
  const page = await open()
  await button(page, "Commands").focus()
  await page.keyboard.press("Enter")
  // a menu takes the focus twice: as it opens, and when it has been painted
  await expect.poll(() => focused(page)).toMatch(/^Rename/)
  await paint(page)
  await page.keyboard.type("mo")
  await expect.poll(() => focused(page)).toMatch(/^Move to/)
  await page.keyboard.press("ArrowRight")
  await expect.poll(() => focused(page)).toMatch(/^Qualified/)
  await paint(page)
  await page.keyboard.press("ArrowDown")
  await expect.poll(() => focused(page)).toBe("Contact made")
  await page.keyboard.press("Enter")
  await page.getByText("Chosen: Move to Contact made").waitFor()
  await expect.poll(() => focused(page)).toBe("Commands")
})

test("a drawer keeps the focus and gives it back", async () => {
  const page = await open()
  await button(page, "Open a drawer").focus()
  await page.keyboard.press("Enter")
  const drawer = page.getByRole("dialog", { name: "Edit 12 deals" })
  await drawer.waitFor()
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press("Tab")
    expect(await drawer.locator(":focus").count()).toBe(1)
  }
  await page.keyboard.press("Escape")
  await drawer.waitFor({ state: "detached" })
  await expect.poll(() => focused(page)).toBe("Open a drawer")
})

test("in a dialog, Escape closes a list first, and the dialog only then", async () => {
  const page = await open()
  await button(page, "Open a dialog").click()
  const dialog = page.getByRole("dialog", { name: "New deal" })
  const owner = combobox(page, "Deal owner")
  await owner.click()
  await option(page, "Grace Hopper").waitFor()
  await axe(page)
  await page.keyboard.press("Escape")
  await option(page, "Grace Hopper").waitFor({ state: "detached" })
  await owner.fill("grace")
  await option(page, "Grace Hopper").click()
  expect(await owner.inputValue()).toBe("Grace Hopper")
  await button(page, "Calendar of Close day").click()
  await page.getByRole("grid").waitFor()
  await page.keyboard.press("Escape")
  await page.getByRole("grid").waitFor({ state: "detached" })
  expect(await dialog.isVisible()).toBe(true)
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "detached" })
})

test("a note is written with bold, a list and a mention, and Ctrl and Enter hand it over", async () => {
  const page = await open()
  const note = page.getByRole("textbox", { name: "Note" })
  await note.click()
  await page.keyboard.press("Control+b")
  await page.keyboard.type("Cranes")
  await page.keyboard.press("Control+b")
  await page.keyboard.type(" for @gra")
  await option(page, "Grace Hopper").waitFor()
  await page.keyboard.press("Enter")
  await page.keyboard.type("to see")
  await page.keyboard.press("Control+Enter")
  const shown = page.locator("[data-rich]").last()
  await shown.locator('[data-mention="2"]', { hasText: "@Grace Hopper" }).waitFor()
  const words = (await shown.textContent())?.replaceAll("\u00a0", " ")
  expect(words).toBe("Cranes for @Grace Hopper to see")
  expect(await shown.locator("b").textContent()).toBe("Cranes")
  await expect.poll(() => note.textContent()).toBe("")
})

const ODD =
  '<p onclick="alert(1)" style="color:red">Kept <script>alert(1)</script>' +
  '<a href="javascript:alert(1)">link</a><img src=x onerror="alert(1)"></p>'

test("html from elsewhere runs nothing: scripts, handlers and odd addresses are taken out", async () => {
  const page = await open()
  const note = page.getByRole("textbox", { name: "Note" })
  await note.focus()
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/html", ${JSON.stringify(ODD)})
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
  })()`)
  await note.getByText("Kept").waitFor()
  expect(await note.innerHTML()).not.toMatch(/onclick|style|script|javascript|img/)
})

test("a tooltip shows when its control has the keyboard's focus, and Escape hides it", async () => {
  const page = await open()
  await button(page, "Delete").first().focus()
  await paint(page)
  await page.keyboard.press("Shift+Tab")
  const tip = page.getByRole("tooltip", { name: "Search everything" })
  await tip.waitFor()
  const described = await button(page, "Search").getAttribute("aria-describedby")
  expect(await tip.getAttribute("id")).toBe(described)
  await page.keyboard.press("Escape")
  await tip.waitFor({ state: "detached" })
})

test("of ten thousand rows only those in sight exist, and the end is reached", async () => {
  const page = await open()
  const list = page.getByRole("region", { name: "Deals" })
  await list.getByText("Deal 1", { exact: true }).waitFor()
  expect(await list.getByRole("listitem").count()).toBeLessThan(40)
  await list.evaluate((box) => box.scrollTo(0, box.scrollHeight))
  await list.getByText("Deal 10000", { exact: true }).waitFor()
  expect(await list.getByRole("listitem").count()).toBeLessThan(40)
})

test("on a phone a popover comes up from below", async () => {
  const page = await open(PHONE)
  await button(page, "Next activity").click()
  const place = async () => {
    const box = await page.getByRole("dialog", { name: "Next activity" }).boundingBox()
    return box === null ? [] : [box.x, box.width, Math.round(box.y + box.height)]
  }
  await expect.poll(place, SOON).toEqual([0, PHONE.width, PHONE.height])
})
