import fc from "fast-check"
import { expect, test } from "vitest"
import { passes, readFilter } from "../../../infra/local/appsync/filter.ts"
import { toSubscriptionFilter } from "../../../infra/local/appsync/filter-form.ts"

const event = {
  tenant: "t1",
  severity: 7,
  open: true,
  title: "Big deal",
  tags: ["hot", "new"],
  owner: null,
  place: { country: { code: "DE" } },
}
const meets = (filter: unknown) => passes(readFilter(toSubscriptionFilter(filter)), event)

test.each([
  [{ tenant: { eq: "t1" } }, true],
  [{ tenant: { eq: "t2" } }, false],
  [{ severity: { eq: "7" } }, false],
  [{ tenant: { ne: "t2" } }, true],
  [{ severity: { lt: 8, ge: 7 } }, true],
  [{ severity: { le: 6 } }, false],
  [{ severity: { gt: "1" } }, false],
  [{ severity: { between: [7, 9] } }, true],
  [{ severity: { between: [8, 9] } }, false],
  [{ title: { beginsWith: "Big" } }, true],
  [{ title: { contains: "deal" } }, true],
  [{ title: { notContains: "deal" } }, false],
  [{ tags: { contains: "hot" } }, true],
  [{ tags: { containsAny: ["old", "new"] } }, true],
  [{ tags: { containsAny: ["old"] } }, false],
  [{ tenant: { in: ["t1", "t2"] } }, true],
  [{ tenant: { notIn: ["t1"] } }, false],
  [{ open: { eq: true } }, true],
  [{ "place.country.code": { eq: "DE" } }, true],
  [{ tenant: { eq: "t1" }, severity: { eq: 1 } }, false],
])("the filter %j meets the event: %j", (filter, expected) => {
  expect(meets(filter)).toBe(expected)
})

test("a field that the event lacks meets no rule, not even a negative one", () => {
  for (const rule of [{ ne: "x" }, { notIn: ["x"] }, { notContains: "x" }, { eq: "x" }]) {
    expect([rule, meets({ secret: rule })]).toEqual([rule, false])
  }
})

test("any group of a filter suffices, every rule of it must hold", () => {
  expect(meets({ or: [{ tenant: { eq: "t2" } }, { severity: { ge: 7 } }] })).toBe(true)
  expect(meets({ tenant: { eq: "t2" }, or: [{ severity: { ge: 7 } }, { open: { eq: true } }] })).toBe(false)
  expect(meets({ and: [{ tenant: { eq: "t1" } }, { or: [{ severity: { eq: 1 } }, { open: { eq: true } }] }] })).toBe(
    true,
  )
})

test("the short form becomes groups of rules", () => {
  const short = { tenant: { eq: "t1" }, or: [{ kind: { in: ["a"] } }, { level: { ge: 2 } }], ignored: { eq: 1 } }
  const tenant = { fieldName: "tenant", operator: "eq", value: "t1" }
  expect(toSubscriptionFilter(short, ["ignored"])).toEqual({
    filterGroup: [
      { filters: [tenant, { fieldName: "kind", operator: "in", value: ["a"] }] },
      { filters: [tenant, { fieldName: "level", operator: "ge", value: 2 }] },
    ],
  })
})

test("of strict rules at least one must hold besides the filter", () => {
  const filter = (rules: object) => passes(readFilter(toSubscriptionFilter({ open: { eq: true } }, [], rules)), event)
  expect(filter({ tenant: { eq: "t2" }, severity: { eq: 7 } })).toBe(true)
  expect(filter({ tenant: { eq: "t2" }, severity: { eq: 8 } })).toBe(false)
})

test("a filter without a value, an operator or a rule is refused, since it would let everything through", () => {
  expect(() => meets({ tenant: { eq: undefined } })).toThrow("tenant eq")
  expect(() => meets({ tenant: { eq: null } })).toThrow("tenant eq")
  expect(() => meets({ tenant: { in: [] } })).toThrow("tenant in")
  expect(() => meets({ tenant: { like: "t" } })).toThrow("operator")
  expect(() => meets({ tenant: "t1" })).toThrow("tenant")
  expect(() => meets({ tenant: {} })).toThrow("filters")
  expect(() => meets({})).toThrow("filters")
  expect(() => meets({ or: [] })).toThrow("filterGroup")
})

test("a filter beyond what AppSync takes is refused", () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => `${index}`)
  expect(meets({ tenant: { notIn: values(5) }, tags: { containsAny: [...values(19), "hot"] } })).toBe(true)
  expect(() => meets({ tenant: { in: values(6) } })).toThrow("tenant in")
  expect(() => meets({ tenant: { notIn: values(6) } })).toThrow("tenant notIn")
  expect(() => meets({ tags: { containsAny: values(21) } })).toThrow("tags containsAny")
  expect(() => meets({ "a.b.c.d.e.f": { eq: 1 } })).toThrow("five levels")
})

test("no filter for one tenant lets another tenant's event through, whatever else it asks for", () => {
  const extra = fc.dictionary(fc.constantFrom("kind", "level", "or"), fc.constant({ eq: 1 }))
  fc.assert(
    fc.property(fc.string(), fc.string(), extra, (own, other, { or: _, ...wanted }) => {
      fc.pre(own !== other)
      const filter = readFilter(toSubscriptionFilter({ tenant: { eq: own }, or: [wanted, { level: { ge: 0 } }] }))
      return !passes(filter, { tenant: other, kind: 1, level: 1 })
    }),
  )
})
