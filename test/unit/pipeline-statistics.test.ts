import { expect, test } from "vitest"
import { averageOf, conversions, type DealFacts, movements } from "../../shared/pipeline-statistics.ts"

const DAY = 86_400
const deal = (id: number, visits: [stage: number, day: number][], more: Partial<DealFacts> = {}): DealFacts => ({
  id,
  status: "open",
  isHere: true,
  currency: "EUR",
  value: 100,
  added: (visits[0]?.[1] ?? 0) * DAY,
  closed: undefined,
  visits: visits.map(([stage, day]) => ({ stage, since: day * DAY })),
  ...more,
})
const STAGES = [1, 2, 3]
const SPAN = { from: 10 * DAY, to: 20 * DAY }

test("deals that came, moved and ended within the span are counted, each in its currency", () => {
  const counts = movements(
    [
      deal(1, [
        [1, 11],
        [2, 13],
      ]),
      deal(
        2,
        [
          [1, 5],
          [2, 12],
        ],
        { status: "won", closed: 16 * DAY, currency: "USD" },
      ),
      deal(3, [[1, 5]], { status: "lost", closed: 8 * DAY }),
      deal(4, [[1, 12]], { status: "lost", closed: 14 * DAY, value: 50 }),
      deal(5, [[1, 25]]),
      deal(
        6,
        [
          [9, 1],
          [1, 15],
          [9, 17],
        ],
        { isHere: false },
      ),
    ],
    new Set(STAGES),
    SPAN,
  )
  expect(counts.moves).toBe(3)
  expect([counts.added.ids, counts.leftOpen.ids, counts.won.ids, counts.lost.ids]).toEqual([[1, 4], [1], [2], [4]])
  expect([Object.fromEntries(counts.added.values), Object.fromEntries(counts.won.values)]).toEqual([
    { EUR: 150 },
    { USD: 100 },
  ])
})

test("ages are days in the pipeline until the end of the span or the deal's own", () => {
  const counts = movements(
    [
      deal(1, [
        [1, 11],
        [2, 13],
      ]),
      deal(2, [[1, 12]], { status: "won", closed: 15 * DAY }),
    ],
    new Set(STAGES),
    SPAN,
  )
  expect(averageOf(counts.age)).toBe((9 + 3) / 2)
  expect([...counts.stageAges].map(([stage, age]) => [stage, averageOf(age)])).toEqual([
    [1, 2.5],
    [2, 7],
    [3, 0],
  ])
})

test("a deal that is won went on through every stage from where it began, one that skips a stage through that too", () => {
  const found = conversions(
    [
      deal(1, [[1, 11]]),
      deal(2, [
        [1, 11],
        [3, 12],
      ]),
      deal(3, [[2, 11]], { status: "won", closed: 12 * DAY }),
      deal(4, [[1, 11]], { status: "lost", closed: 12 * DAY }),
      deal(5, [[1, 5]]),
    ],
    STAGES,
    SPAN,
  )
  expect(found).toEqual({ rates: [33, 100, 50], won: 25, lost: 25 })
  expect(conversions([], STAGES, SPAN)).toEqual({ rates: [0, 0, 0], won: 0, lost: 0 })
})
