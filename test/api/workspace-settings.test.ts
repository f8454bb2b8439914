import { beforeAll, expect, test } from "vitest"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
beforeAll(async () => {
  workspace = await newWorkspace()
})

test("a workspace has a name, currency, zone and reasons for losing that an admin changes", async () => {
  type Setup = { workspace: { lost_reasons: string[] } }
  expect((await workspace.get<Setup>("/api/v2/setup")).workspace.lost_reasons.length).toBeGreaterThan(0)
  const change = { name: "Mets & Co", default_currency: "EUR", timezone_name: "Europe/Tallinn" }
  await workspace.patch("/api/v2/workspace", { ...change, lost_reasons: ["Price", " Timing ", "price"] })
  expect((await workspace.get<Setup>("/api/v2/setup")).workspace).toMatchObject({
    ...change,
    lost_reasons: ["Price", "Timing"],
  })
  const regular = await workspace.colleague("Reet Regular")
  expect((await regular.call("PATCH", "/api/v2/workspace", { name: "X" })).status).toBe(403)
})

test.each([
  [{ name: "" }, "name"],
  [{ timezone_name: "Mars/Base" }, "timezone_name"],
  [{ default_currency: "euro" }, "default_currency"],
  [{ lost_reasons: [""] }, "lost_reasons.0"],
  [{ name: "X", domain: "x" }, "domain"],
])("400: a workspace is not changed by %j", async (body, field) => {
  const answer = await workspace.call("PATCH", "/api/v2/workspace", body)
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})
