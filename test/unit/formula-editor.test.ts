import { expect, test } from "vitest"
import { faultIn, readable, usableFields } from "../../shared/formula-check.ts"
import type { FormulaField } from "../../shared/formula-kinds.ts"

const field = (key: string, name: string, formula?: string): FormulaField => ({
  of: "deal",
  key,
  name,
  type: formula === undefined ? "double" : "formula",
  ...(formula !== undefined && { formula }),
})

const FIELDS = [
  field("aa", "Seats"),
  field("bb", "Twice", "{aa} * 2"),
  field("cc", "More", "{bb} + 1"),
  field("dd", "Value"),
  { ...field("ee", "Note"), type: "text" as const },
]

const BB = { of: "deal", key: "bb" } as const

test("formulas go through a hundred at most, also when one far below is changed", () => {
  const chain = (length: number, of = "value") =>
    Array.from({ length }, (_, at) => field(`c${at}`, `C${at}`, `{${at === 0 ? of : `c${at - 1}`}} + 1`))
  const top = { of: "deal", key: "top" } as const
  expect(faultIn("{c98}", top, [...FIELDS, ...chain(99)])).toBeUndefined()
  expect(faultIn("{c99}", top, [...FIELDS, ...chain(100)])?.what).toContain("more than 100 formulas")
  // the same length on a way that another formula had worked out before
  expect(faultIn("{c9} + {long}", top, [...FIELDS, ...chain(99), field("long", "Long", "{c98}")])?.what).toContain(
    "more than 100",
  )
  const lowest = { of: "deal", key: "c0" } as const
  expect(faultIn("{bb}", lowest, [...FIELDS, ...chain(98)])).toBeUndefined()
  expect(faultIn("{cc}", lowest, [...FIELDS, ...chain(98), field("end", "End", "{c97}")])?.what).toBe(
    "End, which uses it, would not work any more",
  )
})

test("a formula's fault is told with the place at which it is", () => {
  expect(faultIn("{Seats} * 2", BB, FIELDS)).toBeUndefined()
  expect(faultIn("{Seats} + {Nothing}", BB, FIELDS)).toMatchObject({ at: 10 })
  expect(faultIn("2 +", BB, FIELDS)).toMatchObject({ at: 3 })
  expect(faultIn("{More}", BB, FIELDS)?.what).toContain("leads back to itself")
})

test("fields to compute with are those that can be, and none that the formula itself is needed for", () => {
  const names = (key: string) => usableFields({ of: "deal", key }, FIELDS).map(({ name }) => name)
  expect(names("new")).toEqual(expect.arrayContaining(["Probability", "Seats", "Twice", "More"]))
  expect(names("bb")).toEqual(expect.arrayContaining(["Seats"]))
  for (const name of ["Twice", "More", "Note"]) expect(names("bb")).not.toContain(name)
})

test("a kept formula is read by names, and by the key where two fields share one", () => {
  expect(readable("{aa} * {probability} + {dd} + {gone}", "deal", FIELDS)).toBe(
    "{Seats} * {Probability} + {dd} + {gone}",
  )
  expect(faultIn(readable("{aa} + {dd}", "deal", FIELDS), BB, FIELDS)).toBeUndefined()
})
