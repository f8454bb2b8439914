import { expect, test } from "vitest"
import { Problem } from "../../shared/problem.ts"
import { changed, removed, withPrimary } from "../../web/ui/channels.ts"
import { numberFromWords } from "../../web/ui/number-words.ts"
import { phoneProblem, phoneUrl } from "../../web/ui/phone.ts"
import { refusalOf } from "../../web/ui/refusal.ts"
import { matching } from "../../web/ui/source.ts"
import { timeFromWords } from "../../web/ui/time-words.ts"

test.each([
  ["9", "09:00"],
  ["930", "09:30"],
  ["1415", "14:15"],
  ["9:30", "09:30"],
  ["14.15", "14:15"],
  ["9 pm", "21:00"],
  ["12am", "00:00"],
  ["12:30p", "12:30"],
  ["noon", "12:00"],
])("%s is a time", (text, expected) => {
  expect(timeFromWords(text)).toBe(expected)
})

test.each(["", "24", "9:60", "13pm", "0am", "soon", "99999"])("%s is no time", (text) => {
  expect(timeFromWords(text)).toBeUndefined()
})

test.each([
  ["12500", 12500],
  ["12,500", 12500],
  ["12.500", 12500],
  ["12,500.50", 12500.5],
  ["12.500,50", 12500.5],
  ["1,234,567", 1234567],
  ["12 500", 12500],
  ["12'500.5", 12500.5],
  ["12.5", 12.5],
  ["0.125", 0.125],
  ["12.5k", 12500],
  ["1.2m", 1200000],
  ["$1,000", 1000],
  ["€ 20k", 20000],
  ["-3,5", -3.5],
  ["1000 EUR", 1000],
])("%s is an amount", (text, expected) => {
  expect(numberFromWords(text)).toBe(expected)
})

test.each(["", "much", "1.2.3,4", "12k5", "--1", "."])("%s is no amount", (text) => {
  expect(numberFromWords(text)).toBeUndefined()
})

test("a phone number may have an extension, and is called with it", () => {
  expect(phoneProblem("+1 (555) 010-0 ext. 12")).toBeUndefined()
  expect(phoneUrl("+1 (555) 010-0 ext. 12")).toBe("tel:+15550100;ext=12")
  expect(phoneProblem("call me")).toBe("A phone number has digits, not letters")
  expect(phoneUrl("12")).toBeUndefined()
})

test("one of several ways to reach someone is the main one, whatever is removed", () => {
  const two = [
    { value: "a@b.example", label: "work", primary: true },
    { value: "c@d.example", label: "home", primary: false },
  ]
  expect(withPrimary(two, 1).map((one) => one.primary)).toEqual([false, true])
  expect(removed(two, 0)).toEqual([{ value: "c@d.example", label: "home", primary: true }])
  expect(changed(two, 1, { label: "mobile" })[1]?.label).toBe("mobile")
  expect(removed([], 0)).toEqual([])
})

test("words find labels and notes that they begin, with or without accents; labels that begin so come first", () => {
  const source = {
    options: ["Nórdic Docks", "Docks of Oslo", "Harbour"],
    keyOf: (name: string) => name,
    labelOf: (name: string) => name,
    noteOf: (name: string) => (name === "Harbour" ? "docks@harbour.example" : undefined),
  }
  expect(matching(source, "docks")).toEqual(["Docks of Oslo", "Nórdic Docks", "Harbour"])
  expect(matching(source, "nor doc")).toEqual(["Nórdic Docks"])
  expect(matching(source, "ocks")).toEqual([])
})

test("what the API refuses of a field is said by the field's label", () => {
  const refused = (text: string) => new Problem("invalid", `title: ${text}`, { title: text })
  expect(refusalOf(refused("must not be empty"), "Title")).toBe("Title must not be empty.")
  expect(refusalOf(refused("Invalid input: expected number, received string"), "probability")).toBe(
    "Probability must be a number.",
  )
  expect(refusalOf(new Problem("conflict", "Somebody else changed it."), "Title")).toBe("Somebody else changed it.")
})
