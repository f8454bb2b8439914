import { expect, test } from "vitest"
import { type Actor, may, PERMISSIONS, type Permission, type Role, VisibleTo } from "../../shared/permission.ts"
import { sightOfOneGroup } from "../support/records.ts"

const actor = (role: Role, userId = 1): Actor => ({
  workspaceId: "1",
  userId,
  role,
  sight: role === "admin" ? "everything" : sightOfOneGroup(userId, [1]),
  via: "app",
  zone: "UTC",
  currency: "EUR",
})
test("an admin may do everything; a regular user all but what shapes the workspace", () => {
  const denied = Object.keys(PERMISSIONS).filter((name) => !may(actor("regular"), name as Permission))
  expect(denied.sort()).toEqual([
    "fields.edit",
    "groups.edit",
    "pipelines.edit",
    "samples.add",
    "users.edit",
    "webhooks.edit",
    "workspace.edit",
  ])
  expect(Object.keys(PERMISSIONS).filter((name) => !may(actor("admin"), name as Permission))).toEqual([])
})

test("levels that Pipedrive does not have are refused with those it has", () => {
  const parsed = VisibleTo.safeParse(2)
  expect(parsed.error?.issues[0]?.message).toContain("1 (owner), 3 (group)")
})
