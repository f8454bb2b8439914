import { expect, test } from "vitest"
import { SILENCE, whereabouts } from "../../web/app/whereabouts.ts"

const me = { user: "1", tab: "mine" }
const said = (user: string, tab: string, what?: string) => ({ user, tab, what: what ?? null, gone: false })

test("others are there once however many tabs they have, and one's own tabs are not others", () => {
  const known = whereabouts(me)
  known.hear(said("1", "mine"), 0)
  known.hear(said("1", "my other"), 0)
  known.hear(said("3", "c"), 0)
  known.hear(said("2", "a", "title"), 0)
  known.hear(said("2", "b"), 0)
  expect(known.others(0)).toEqual([
    { userId: 2, what: "title" },
    { userId: 3, what: undefined },
  ])
})

test("a tab is new once, so that two do not greet each other for ever", () => {
  const known = whereabouts(me)
  expect([known.hear(said("1", "mine"), 0), known.hear(said("2", "a"), 0), known.hear(said("2", "a"), 1)]).toEqual([
    false,
    true,
    false,
  ])
})

test("who leaves is gone at once, who falls silent after a while", () => {
  const known = whereabouts(me)
  known.hear(said("2", "a"), 0)
  known.hear(said("3", "c"), 1000)
  expect(known.hear({ ...said("2", "a"), gone: true }, 2000)).toBe(false)
  expect(known.others(2000).map(({ userId }) => userId)).toEqual([3])
  expect(known.others(1000 + SILENCE)).toHaveLength(1)
  expect(known.others(1001 + SILENCE)).toEqual([])
})
