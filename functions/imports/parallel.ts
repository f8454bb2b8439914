/** Does something for each of many, some at a time. The first failure is thrown when all that were begun have ended. */
export async function parallel<T>(all: readonly T[], width: number, each: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all].reverse()
  const worker = async () => {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) await each(one)
  }
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(width, all.length) }, () =>
      worker().catch((error: unknown) => {
        queue.length = 0
        throw error
      }),
    ),
  )
  const failed = ends.find((end) => end.status === "rejected")
  if (failed !== undefined) throw failed.reason
}
