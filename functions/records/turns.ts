/** Does something for each of many, `width` at a time, and answers what came of each in their order. */
export async function inTurns<T, R>(all: readonly T[], width: number, each: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = all.entries()
  const worker = async () => {
    for (const [at, one] of queue) results[at] = await each(one)
  }
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, worker))
  return results
}
