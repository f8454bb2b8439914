import { createSignal, onCleanup } from "solid-js"

/** Work that takes its time: how far it is, and how to end it. */
export function createRunning() {
  const [through, setThrough] = createSignal<number>()
  let control = new AbortController()
  const run = async <T>(
    work: (signal: AbortSignal, told: (through: number) => void) => Promise<T>,
  ): Promise<T | undefined> => {
    control = new AbortController()
    const { signal } = control
    setThrough(0)
    try {
      return await work(signal, (now) => !signal.aborted && setThrough(now))
    } catch (error) {
      if (signal.aborted) return undefined
      throw error
    } finally {
      setThrough(undefined)
    }
  }
  const cancel = () => control.abort()
  onCleanup(cancel)
  return { through, run, cancel }
}
