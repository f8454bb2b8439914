const AT_A_TIME = 3

/** Work begun in order, a few pieces at a time, so that nothing waits for the last part of one piece. */
export function inFlight() {
  const underWay: Promise<void>[] = []
  let done = 0
  const endFirst = async () => {
    await underWay[0]
    underWay.shift()
    done++
  }
  return {
    /** Begins a piece when there is room. Throws what an earlier one failed with. */
    add: async (work: () => Promise<void>): Promise<void> => {
      while (underWay.length >= AT_A_TIME) await endFirst()
      const begun = work()
      begun.catch(() => undefined)
      underWay.push(begun)
    },
    /** Pieces that have ended, with none before them that has not. */
    done: () => done,
    /** Waits for all. Throws what one failed with. */
    end: async (): Promise<void> => {
      while (underWay.length > 0) await endFirst()
    },
    /** Waits until nothing is under way, whatever came of it. */
    settled: async (): Promise<void> => {
      await Promise.allSettled(underWay)
    },
  }
}
