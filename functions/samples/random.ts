/** Chance that a seed repeats: the same seed gives the same numbers everywhere. */
export type Random = ReturnType<typeof random>

/** Numbers by the mulberry32 recurrence. */
export function random(seed: number) {
  let state = seed >>> 0
  /** At least 0 and below 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** A whole number from `from` to `to`, both included. */
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const happens = (chance: number): boolean => next() < chance
  /** One of a list; throws when it is empty. */
  const pick = <T>(list: readonly T[]): T => {
    const [one] = list.slice(between(0, list.length - 1))
    if (one === undefined) throw new Error("There is nothing to pick from")
    return one
  }
  const weighted = <T>(list: readonly T[], weight: (one: T) => number): T => {
    let left = next() * list.reduce((sum, one) => sum + weight(one), 0)
    const found = list.find((one) => {
      left -= weight(one)
      return left < 0
    })
    return found ?? pick(list)
  }
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => ({ one, place: next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ one }) => one)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  /** Log-normal around a median: most near it, a few far above. */
  const around = (median: number, spread: number): number => median * Math.exp(spread * normal())
  const hex = (digits: number): string => Array.from({ length: digits }, () => between(0, 15).toString(16)).join("")
  return { next, between, happens, pick, weighted, shuffled, around, hex }
}
