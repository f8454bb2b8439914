/**
 * Someone who holds some rights and lacks others, at random: every operation that asks for one they lack is refused by its name,
 * and none is refused for one they hold.
 */
import fc from "fast-check"
import { expect, test } from "vitest"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { App, PERMISSIONS, type Permission } from "../../shared/permission.ts"
import { allowedTo, operationsOf } from "../support/fuzz/requests.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import type { Person, Workspace } from "../support/workspace.ts"

const ALL = Object.keys(PERMISSIONS) as Permission[]
const asked = new Map(everyRoute().map(({ domain, name, route }) => [`${domain}.${name}`, route.permission]))
const operations = operationsOf(openapi(everyRoute(), "http://127.0.0.1"))

const NOBODY = "00000000-0000-7000-8000-000000000000"
/** With these somebody may change what they hold themselves. */
const OVER_RIGHTS: readonly string[] = ["sets.edit", "groups.edit", "users.edit"]

/** Rights at random, with those without which nothing is reached: to come by a token, and to see. */
const held = (seed: number) =>
  fc
    .sample(fc.subarray(ALL), { numRuns: 1, seed })
    .map((some) => new Set<string>([...some, "tokens.own", "records.see"]))[0]

async function someoneWith(workspace: Workspace, rights: ReadonlySet<string>): Promise<Person> {
  const person = await workspace.colleague(`Holder of ${rights.size}`)
  for (const app of App.options) {
    const actions = ALL.filter((one) => PERMISSIONS[one].app === app && rights.has(one))
    const { id } = await workspace.post<{ id: string }>("/api/v2/permissionSets", { name: `Some ${app}`, app, actions })
    await workspace.post(`/api/v2/permissionSets/${id}/assignments`, { user_id: person.id })
  }
  return person
}

/** A few records of each kind, all of them everyone's. */
async function fill(workspace: Workspace): Promise<void> {
  for (let at = 1; at <= 3; at++) {
    await workspace.post("/api/v2/organizations", { name: `Organization ${at}`, visible_to: 7 })
    await workspace.post("/api/v2/persons", { name: `Person ${at}`, visible_to: 7 })
    await workspace.post("/api/v2/deals", { title: `Deal ${at}`, visible_to: 7 })
    await workspace.post("/api/v2/products", { name: `Product ${at}`, visible_to: 7 })
    await workspace.post("/api/v2/activities", { subject: `Activity ${at}`, deal_id: at })
    await workspace.post("/api/v2/notes", { content: `Note ${at}`, deal_id: at })
  }
}

test.each([20_261_128, 42])("seed %i", async (seed) => {
  const workspace = await newWorkspace()
  await fill(workspace)
  const rights = held(seed) ?? new Set()
  const person = await someoneWith(workspace, rights)
  let [refused, done] = [0, 0]
  const faults: unknown[] = []
  for (const [at, operation] of operations.entries()) {
    const needs = asked.get(operation.operationId) ?? ""
    if (OVER_RIGHTS.includes(needs) && rights.has(needs)) continue
    const [one] = fc.sample(allowedTo(operation, [NOBODY]), { numRuns: 1, seed: seed + at })
    const { status, body } = await person.call(one?.method ?? "", one?.path ?? "", one?.body)
    // a slash in an id makes it another path
    if (body.error?.startsWith("There is no ") === true) continue
    const lacked = /^Your role does not allow this: (.+)$/.exec(body.error ?? "")?.[1]
    const isRefused = needs in PERMISSIONS && !rights.has(needs)
    if (isRefused ? lacked !== needs : lacked !== undefined && rights.has(lacked))
      faults.push({ operation: operation.operationId, needs, status, error: body.error })
    if (isRefused) refused++
    else if (status < 300) done++
  }
  expect(faults).toEqual([])
  // neither everything nor nothing was refused
  expect(refused).toBeGreaterThan(40)
  expect(done).toBeGreaterThan(40)
})
