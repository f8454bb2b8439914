/**
 * The official client, as it comes from npm: every one of its methods whose operation is offered, what Pipedrive's specification
 * says of each answer, and the fields that answers of theirs were seen to have.
 */
import { beforeAll, expect, test } from "vitest"
import { exampleOf, type Fixtures, makeFixtures } from "../support/examples.ts"
import { clientMethods } from "../support/official-client.ts"
import { missingFrom } from "../support/recorded.ts"
import { isSpecified, specification } from "../support/specification.ts"
import { newWorkspace } from "../support/workspace.ts"

const all = clientMethods()
const offered = all.filter(({ operation }) => operation !== undefined)
const nameOf = ({ version, api, name }: (typeof all)[number]) => `${version} ${api}.${name}`

/** Method -> where our answer is not as the specification has it, and why. */
const DEVIATIONS: Record<string, [where: RegExp, why: string]> = {
  "v1 DealsApi.getDealsTimeline": [/^\/data /, "a list of periods, as recorded; the specification shows one of them"],
  "v1 DealsApi.getArchivedDealsTimeline": [/^\/data /, "the same"],
  "v2 DealsApi.deleteAdditionalDiscount": [/^\/data\/id /, "a UUID, as the specification has it where it is made"],
  "v2 ProductsApi.searchProducts": [/^\/data\/items\/\d+\/item\/code /, "text, as the specification has it elsewhere"],
}

let fixtures: Fixtures
const answers = new Map<string, unknown>()

beforeAll(async () => {
  fixtures = await makeFixtures(await newWorkspace())
}, 240_000)

test("every method whose operation is offered is called, and is answered", async () => {
  const refused: Record<string, unknown> = {}
  for (const method of offered) {
    const example = await exampleOf(method.operation ?? "")(fixtures)
    await method.call(fixtures.workspace, example).then(
      (answer) => answers.set(nameOf(method), answer),
      (error) => {
        refused[nameOf(method)] = error instanceof Error ? error.message : error
      },
    )
  }
  expect(refused).toEqual({})
  expect(offered.map(nameOf).filter((name) => !answers.has(name))).toEqual([])
  expect(offered.length).toBeGreaterThan(all.length * 0.9)
}, 400_000)

test.skipIf(!isSpecified)("each answer is as the specification says (skipped without the specifications)", () => {
  const check = { v1: specification("v1"), v2: specification("v2") }
  const wrong: Record<string, string[]> = {}
  const deviating = new Set<string>()
  for (const method of offered) {
    const name = nameOf(method)
    const faults = check[method.version](method.at, answers.get(name)) ?? []
    const [where] = DEVIATIONS[name] ?? []
    if (where !== undefined && faults.some((fault) => where.test(fault))) deviating.add(name)
    const others = faults.filter((fault) => where?.test(fault) !== true)
    if (others.length > 0) wrong[name] = others
  }
  expect(wrong).toEqual({})
  expect([...deviating].sort()).toEqual(Object.keys(DEVIATIONS).sort())
})

test.skipIf(!isSpecified)("each answer has the fields that were recorded (skipped without the recordings)", () => {
  const missing: Record<string, string[]> = {}
  for (const method of offered) {
    const fields = missingFrom(method.version, method.at, answers.get(nameOf(method)))
    if (fields.length > 0) missing[nameOf(method)] = fields
  }
  expect(missing).toEqual({})
})
