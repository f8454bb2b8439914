/** Chance that repeats: the same seed gives the same data in every run. */
export type Chance = {
  /** A whole number from 0, below `count`. */
  below(count: number): number
  happens(share: number): boolean
  pick(words: readonly string[]): string
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number): number => Math.floor(next() * count)
  return { below, happens: (share) => next() < share, pick: (words) => words[below(words.length)] ?? "" }
}
