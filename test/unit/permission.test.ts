import { glob, readFile } from "node:fs/promises"
import fc from "fast-check"
import { expect, test } from "vitest"
import { everyRoute } from "../../shared/api/table.ts"
import { type Actor, App, may, PERMISSIONS, type Permission, type Role, VisibleTo } from "../../shared/permission.ts"
import {
  ALL_PERMISSIONS,
  actionsOf,
  FIXED_SETS,
  fixedSet,
  keptAs,
  permissionsOf,
  rightsOf,
} from "../../shared/permission-set.ts"
import { sightOfOneGroup } from "../support/records.ts"

const SETS = new Map(FIXED_SETS.map((one) => [one.id, fixedSet(one, "2026-01-01T00:00:00Z")]))
const actor = (role: Role, userId = 1): Actor => ({
  workspaceId: "1",
  userId,
  role,
  sight: role === "admin" ? "everything" : sightOfOneGroup(userId, [1]),
  rights: rightsOf(SETS, { role }),
  via: "app",
  zone: "UTC",
  currency: "EUR",
})
test("an admin may do everything; a regular user all but what shapes the workspace", () => {
  const denied = Object.keys(PERMISSIONS).filter((name) => !may(actor("regular"), name as Permission))
  expect(denied.sort()).toEqual([
    "apps.edit",
    "audit.see",
    "fields.edit",
    "filters.edit",
    "groups.edit",
    "hooks.edit",
    "pipelines.edit",
    "projects.shape",
    "samples.add",
    "sets.edit",
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

test("a set grants what it is kept as, and its holder the sum of their sets", () => {
  fc.assert(
    fc.property(fc.subarray(ALL_PERMISSIONS), fc.constantFrom(...App.options), (wanted, app) => {
      const actions = wanted.filter((name) => PERMISSIONS[name].app === app)
      const set = {
        ...fixedSet(FIXED_SETS[1] ?? never(), "2026-01-01T00:00:00Z"),
        id: 101,
        app,
        type: "custom" as const,
      }
      const kept = { ...set, ...keptAs(app, actions) }
      expect(actionsOf(kept).sort()).toEqual(actions.sort())
      const rights = rightsOf(new Map([...SETS, [101, kept]]), { role: "regular", setIds: { [app]: 101 } })
      for (const name of permissionsOf(app)) expect(may({ rights }, name)).toBe(actions.includes(name))
      for (const name of ALL_PERMISSIONS.filter((one) => PERMISSIONS[one].app !== app)) {
        expect(may({ rights }, name)).toBe(may(actor("regular"), name))
      }
    }),
  )
})

function never(): never {
  throw new Error("there is no regular set")
}

test("everything that may be granted is asked for by a route or a verb", async () => {
  const routes = new Set(everyRoute().map(({ route }) => route.permission))
  let asked = ""
  for await (const path of glob("functions/**/*.ts")) asked += await readFile(path, "utf8")
  const unasked = ALL_PERMISSIONS.filter((name) => !routes.has(name) && !asked.includes(`"${name}")`))
  expect(unasked).toEqual([])
})
