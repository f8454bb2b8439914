import fc from "fast-check"
import { expect, test } from "vitest"
import {
  type Actor,
  audienceOf,
  audiencesOf,
  canSee,
  may,
  PERMISSIONS,
  type Permission,
  Role,
  VisibleTo,
} from "../../shared/permission.ts"

const actor = (role: Role, userId = 1): Actor => ({
  workspaceId: "1",
  userId,
  role,
  via: "app",
  zone: "UTC",
  currency: "EUR",
})
const role = fc.constantFrom(...Role.options)
const level = fc.constantFrom(1 as const, 3 as const, 5 as const, 7 as const)
const id = fc.integer({ min: 1, max: 3 })

test("an admin may do everything; a regular user all but what shapes the workspace", () => {
  const denied = Object.keys(PERMISSIONS).filter((name) => !may(actor("regular"), name as Permission))
  expect(denied.sort()).toEqual([
    "apps.edit",
    "audit.see",
    "fields.edit",
    "hooks.edit",
    "pipelines.edit",
    "samples.add",
    "users.edit",
    "webhooks.edit",
    "workspace.edit",
  ])
  expect(Object.keys(PERMISSIONS).filter((name) => !may(actor("admin"), name as Permission))).toEqual([])
})

test("a record for its owner alone is seen by its owner and by admins", () => {
  const mine = { ownerId: 1, visibleTo: 1 as const }
  expect(canSee(actor("regular", 1), mine)).toBe(true)
  expect(canSee(actor("regular", 2), mine)).toBe(false)
  expect(canSee(actor("admin", 2), mine)).toBe(true)
})

test("groups and everyone are the whole workspace", () => {
  for (const visibleTo of [3, 5, 7] as const) expect(canSee(actor("regular", 2), { ownerId: 1, visibleTo })).toBe(true)
})

test("whoever may see a record, and no one else, hears of its changes", () => {
  fc.assert(
    fc.property(role, id, id, level, (own, userId, ownerId, visibleTo) => {
      const record = { ownerId, visibleTo }
      const hears = audiencesOf({ userId, role: own }).some((one) => audienceOf(record).includes(one))
      expect(hears).toBe(canSee({ userId, role: own }, record))
    }),
  )
})

test("levels that Pipedrive does not have are refused with those it has", () => {
  const parsed = VisibleTo.safeParse(2)
  expect(parsed.error?.issues[0]?.message).toContain("1 (owner), 3 (group)")
})
