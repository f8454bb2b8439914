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
