/** 400 % of a window of 1280 by 1024: what is left is 320 by 256, where a page may scroll one way only. */
import { expect, test } from "vitest"
import { axe, signedIn } from "../support/browser.ts"
import { newWorkspace } from "../support/workspace.ts"

const ZOOMED = { width: 320, height: 256 }

test("at 400 % every page is read and worked by scrolling down alone", async () => {
  const workspace = await newWorkspace()
  const org = await workspace.post("/api/v2/organizations", { name: "Northern Docks" })
  const person = await workspace.post("/api/v2/persons", { name: "Greta Holm", org_id: org.id })
  const deal = { title: "Harbour cranes", value: 1200, person_id: person.id, org_id: org.id }
  const { id } = await workspace.post("/api/v2/deals", deal)
  await workspace.post("/api/v2/activities", { subject: "Call Greta", deal_id: id })
  const page = await signedIn(workspace, { size: ZOOMED })
  const shown: [string, string][] = [
    ["/board", "Harbour cranes"],
    ["/list", "Harbour cranes"],
    [`/deals/${id}`, "Harbour cranes"],
    [`/persons/${person.id}`, "Greta Holm"],
    [`/organizations/${org.id}`, "Northern Docks"],
    ["/contacts", "Greta Holm"],
    ["/activities", "Call Greta"],
    ["/activities/calendar", "Today"],
    ["/reports", "Won"],
    ["/import", "Import"],
    ["/settings", "Profile"],
  ]
  for (const [path, text] of shown) {
    await page.goto(path)
    const first = page.getByText(text).locator("visible=true").first()
    await first.waitFor()
    await first.scrollIntoViewIfNeeded()
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), path).toBeLessThanOrEqual(0)
    const box = await first.boundingBox()
    expect((box?.y ?? ZOOMED.height) + 10, path).toBeLessThan(ZOOMED.height)
    await axe(page)
  }
})
